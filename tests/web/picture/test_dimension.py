"""The page of a dimension and the page of what to ask next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions, round_actions
from seutukuva.web.evidence.coding.selectors import code_by_slug
from seutukuva.web.evidence.selectors import voices_of
from seutukuva.web.kit.thread.kinds import hashes_of
from seutukuva.web.kit.thread.models import Edge
from seutukuva.web.kit.thread.selectors import flagged, thread
from seutukuva.web.network import actions as network
from seutukuva.web.network.measuring import metric_urn
from seutukuva.web.picture.dimension import dimension_picture, posterior_figure
from seutukuva.web.picture.leading import leader_urn, led_by_all
from seutukuva.web.picture.leading_thread import carrier_urns
from seutukuva.web.picture.models import cell_urn
from seutukuva.web.picture.report_evidence import heard
from seutukuva.web.picture.selectors import judged
from seutukuva.web.picture.threads import CellKind
from tests.web.threads import HIDDEN, QUOTE, make_source, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]


def test_a_dimension_shows_what_it_stands_on_and_what_would_change_it(world: World) -> None:
    made = make_thread(world)
    other = make_source(world, world.kuusilahti, label="K-09")
    passage = evidence.add_passage(actor=world.people["analyst"], source=other, quote=QUOTE)
    evidence.rate(actor=world.people["analyst"], passage=passage, dimension="education", level=4, confidence="high")
    page = signed_in(world, "viewer").get(reverse("dimension", args=[*TOWN, "education"])).content.decode()
    assert "<h1>Oppilaitosyhteistyö</h1>" in page
    assert "Kuinka todennäköinen kukin taso on" in page
    assert 'aria-label="1 käynnistyvä' in page or "1 käynnistyvä" in page, "the figure is told in words too"
    assert QUOTE in page
    assert HIDDEN in page
    assert reverse("thread", args=[made.passage.urn]) in page
    assert "K-09" in page
    assert "matalia tasoja odottava" in page.lower()
    assert "Yhteistyö on vierailuja" in page, "what the levels mean stands on the page"


def test_the_drawing_of_probabilities_says_what_its_table_says(world: World) -> None:
    made, analyst = make_thread(world), world.people["analyst"]
    for number in range(6):
        passage = evidence.add_passage(
            actor=analyst, source=make_source(world, world.kuusilahti, label=f"K-{number + 20}"), quote=QUOTE
        )
        evidence.rate(actor=analyst, passage=passage, dimension="education", level=1, confidence="high")
    picture = dimension_picture(world.people["viewer"], made.ecosystem, "education", "fi")
    figure = posterior_figure(picture, "fi")
    assert figure is not None
    assert figure.chart is not None
    drawn = [row["shown"] for row in figure.chart["data"]["values"]]
    assert drawn == [share for _, share in figure.table.rows]
    assert "< 1\u00a0%" in drawn


def test_documents_are_a_kind_of_source_and_share_the_error_of_their_publisher(world: World) -> None:
    made, analyst = make_thread(world), world.people["analyst"]
    for label, text, consent in (
        ("D-1", "Opiston ja kaupungin sopimus on voimassa.", "not_needed"),
        ("D-2", "Neuvottelukunta arvioi sopimusta vuosittain.", "given"),
    ):
        source = evidence.add_source(
            actor=analyst,
            ecosystem=made.ecosystem,
            **{"kind": "document", "label": label, "who": "", "sector": "city", "language": "fi", "text": text},
            date=date(2024, 5, 6),
            consent=consent,
            organisation="Kuusilahden kaupunki",
        )
        passage = evidence.add_passage(actor=analyst, source=source, quote=text, quotable=True)
        evidence.rate(actor=analyst, passage=passage, dimension="education", level=4, confidence="high")
    page = signed_in(world, "viewer").get(reverse("dimension", args=[*TOWN, "education"])).content.decode()
    assert '<th scope="row">Asiakirja</th>' in page, "what documents say alone"
    assert (
        "Lähteet ovat ristiriidassa: lähdelajin ”asiakirja” mukaan taso on 4, lähdelajin ”haastattelu” mukaan 1."
        in page
    )
    assert page.count('<span class="tag">Kuusilahden kaupunki 2024</span>') == 2
    assert page.count('<th scope="row">Kuusilahden kaupunki</th>') == 1, "its documents are left out together"
    assert judged([made.ecosystem.pk])[made.ecosystem.pk].cell("education").cell.n_clusters == 2
    voices = voices_of(made.ecosystem.pk)
    told = {voice.label: voice.published for voice in voices}
    assert told == {"D-1": "Kuusilahden kaupunki 2024", "D-2": "", "K-04": ""}, (
        "a document that is not public names none"
    )
    assert [(row.who, row.passages) for row in heard(voices, "fi")["education"]] == [("asiakirja", 2), ("yritys", 2)]


def test_a_rating_is_kept_without_judging_its_dimension_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_thread(world)
    asked: list[list[str]] = []
    monkeypatch.setattr(CellKind, "contents", lambda _kind, ids: asked.append(ids) or dict.fromkeys(ids))
    rating = evidence.rate(
        actor=world.people["manager"], passage=made.passage, dimension="education", level=2, confidence="high"
    )
    assert not asked, "a judgement takes as long as the rest of saving"
    monkeypatch.undo()
    assert cell_urn(made.ecosystem.pk, "education") in {
        edge.sentence for edge in Edge.objects.filter(carrier=rating.urn)
    }
    assert made.finding.urn in flagged([made.finding.urn])


def test_a_dimension_without_ratings_is_never_scored(world: World) -> None:
    make_thread(world)
    client = signed_in(world, "coordinator")
    page = client.get(reverse("dimension", args=[*TOWN, "state"])).content.decode()
    assert "Tästä ulottuvuudesta ei vielä ole tietoa" in page
    assert "todennäköinen kukin taso" not in page
    assert client.get(reverse("dimension", args=[*TOWN, "weather"])).status_code == 404


def test_cells_of_the_heat_map_lead_to_their_dimension(world: World) -> None:
    make_thread(world)
    page = signed_in(world, "viewer").get(reverse("picture", args=TOWN[:1])).content.decode()
    assert reverse("dimension", args=[*TOWN, "education"]) in page


def test_what_to_ask_next_leads_to_the_plan_of_interviews(world: World) -> None:
    make_thread(world)
    client = signed_in(world, "coordinator")
    page = client.get(reverse("picture_ask", args=TOWN)).content.decode()
    planned = f"{reverse('interview_new', args=TOWN)}?sector=education"
    assert planned in page
    assert "Haastattele seuraavaksi kuka tahansa" in page, "four sectors nobody was heard of tell as much"
    assert page.index("sector=finance") < page.index("sector=company"), "the sector that was heard tells less"
    assert page.index(">Yhteinen suunta<") < page.index('dimensions/education/">'), "what is known best comes last"
    assert '<option value="education" selected>' in client.get(planned).content.decode()
    assert "interviews/new" not in signed_in(world, "viewer").get(reverse("picture_ask", args=TOWN)).content.decode()


def test_who_leads_is_told_from_codes_with_what_it_stands_on(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    page = signed_in(world, "viewer").get(reverse("town_picture", args=TOWN)).content.decode()
    assert "Kuka ekosysteemiä johtaa" not in page, "nobody has said anything of it"
    codebook_actions.adopt_codebook(actor=analyst, programme=world.closed)
    code = code_by_slug(world.closed, "leader.city")
    for coder in ("analyst", "manager"):
        at = coding.place(made.source, start=None, end=None, quote=HIDDEN)
        coding.add_coding(actor=world.people[coder], source=made.source, at=at, code=code)
    page = signed_in(world, "viewer").get(reverse("town_picture", args=TOWN)).content.decode()
    assert "Todennäköisin johtaja: kaupunki (" in page
    assert "Johtaja ei nosta eikä laske kypsyysastetta." in page
    assert page.count('<span class="tag">Haastateltu nimeää</span>') == 1
    assert "Kaikki nojaa yhteen lähteeseen." in page


def test_words_lead_to_who_leads_before_anything_is_published_and_tell_a_blind_coder_nothing(world: World) -> None:
    made, people = make_thread(world), world.people
    codebook_actions.adopt_codebook(actor=people["analyst"], programme=world.closed)
    at, code = coding.place(made.source, start=None, end=None, quote=HIDDEN), code_by_slug(world.closed, "leader.city")
    coding.add_coding(actor=people["analyst"], source=made.source, at=at, code=code)
    passage = next(sign.urn for sign in led_by_all(made.ecosystem).signs)
    assert passage is not None
    leads = leader_urn(made.ecosystem.pk)
    assert leads in above(people["viewer"], passage)
    assert below(people["viewer"], leads) == {passage}
    assert leads not in above(people["viewer"], made.passage.urn), "these words name no leader"
    assert thread(people["other_coordinator"], leads) is None
    assert thread(AnonymousUser(), leads) is None
    round_actions.begin_round(
        actor=people["manager"],
        ecosystem=made.ecosystem,
        name="Sokko",
        sources=[made.source],
        coders=[people["analyst"], people["coordinator"]],
    )
    assert leads not in above(people["coordinator"], passage), "what others coded is not told while it is blind"
    assert below(people["coordinator"], leads) == set()
    assert leads in above(people["analyst"], passage), "it is the own coding"


def above(user: Any, urn: str) -> set[str]:
    """Return what stands directly on a thing, as a person sees it."""
    found = thread(user, urn)
    assert found is not None
    return {link.shown.urn for link in found.sentences if link.shown}


def below(user: Any, urn: str) -> set[str]:
    """Return what a thing stands on directly, as a person sees it."""
    found = thread(user, urn)
    assert found is not None
    return {link.shown.urn for link in found.carriers if link.shown}


def test_ties_that_name_a_leader_money_and_the_broker_are_signs_with_what_they_stand_on(world: World) -> None:
    made, analyst = make_thread(world), world.people["analyst"]
    home = made.ecosystem
    actors = [
        network.add_actor(actor=analyst, ecosystem=home, facts=network.Facts(name=name, kind=kind))
        for name, kind in (
            ("Kaupunki", "city"),
            ("Opisto", "university"),
            ("Rahasto", "financier"),
            ("Paja", "company"),
        )
    ]
    city, school, fund, works = actors
    for source, target, kind in (
        (works, school, "nomination_leader"),
        (fund, school, "funding"),
        (works, city, "cooperation"),
    ):
        network.add_tie(actor=analyst, ecosystem=home, source=source, target=target, kind=kind)
    page = signed_in(world, "viewer").get(reverse("town_picture", args=TOWN)).content.decode()
    assert "Todennäköisin johtaja: oppilaitos (" in page
    assert "Paja nimeää vetäjäksi: Opisto" in page
    assert "Rahoitusyhteyksiä: 1" in page
    assert f"{reverse('town_network', args=TOWN)}?kind=funding" in page
    assert "Mitä kukin merkkien laji kertoo yksinään" in page
    led = led_by_all(home)
    assert [(sign.kind, sign.says) for sign in led.signs] == [("nomination", "education"), ("money", "education")]
    assert all(hashes_of(carrier_urns(led)).values())
    network.add_tie(actor=analyst, ecosystem=home, source=works, target=fund, kind="cooperation")
    network.add_tie(actor=analyst, ecosystem=home, source=works, target=school, kind="cooperation")
    assert not [sign for sign in led_by_all(home).signs if sign.kind == "brokerage"], "too small a network"
    for number in range(6):
        facts = network.Facts(name=f"Seura {number}", kind="association")
        other = network.add_actor(actor=analyst, ecosystem=home, facts=facts)
        network.add_tie(actor=analyst, ecosystem=home, source=works, target=other, kind="cooperation")
    broker = next(sign for sign in led_by_all(home).signs if sign.kind == "brokerage")
    assert (broker.says, broker.urn) == ("company", metric_urn(home.pk, "betweenness_centralisation"))
    assert hashes_of([broker.urn])[broker.urn]
    leads, viewer = leader_urn(home.pk), world.people["viewer"]
    carriers = carrier_urns(led_by_all(home))
    assert below(viewer, leads) == set(carriers)
    assert all(leads in above(viewer, carrier) for carrier in carriers)
    client = signed_in(world, "viewer")
    figure = reverse("network_figure", args=[*TOWN, "betweenness_centralisation"])
    shown = f'<a href="{figure}">Paja – Reittien keskittyneisyys</a>'
    assert shown in client.get(reverse("town_picture", args=TOWN)).content.decode()
    assert "Paja" in client.get(figure).content.decode(), "the figure tells of the actor's ties"
