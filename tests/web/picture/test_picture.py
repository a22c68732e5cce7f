"""The picture's pages: levels, findings, flags, what the program refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from seutukuva.web.evidence import actions as evidence
from seutukuva.web.kit.audit.selectors import events_of
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.kit.thread.selectors import carriers_of, flagged
from seutukuva.web.picture import actions
from seutukuva.web.picture.models import Finding
from seutukuva.web.programmes.models import Membership
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.threads import SENTENCE, make_source, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]


def texts(sentence: dict[str, str]) -> dict[str, str]:
    return {f"sentence_{language}": sentence.get(language, "") for language in ("fi", "sv", "en")}


def test_a_town_page_shows_levels_and_never_scores_what_is_not_known(world: World) -> None:
    make_thread(world)
    page = signed_in(world, "viewer").get(reverse("town_picture", args=TOWN)).content.decode()
    assert page.count('class="level none"') == 7
    assert '<p class="level level-1">' in page
    assert "Ilman lähdettä K-04 tietoa ei olisi lainkaan." in page


def test_findings_are_drafted_in_three_languages_and_an_edit_is_kept(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "coordinator")
    client.post(reverse("findings_draft", args=TOWN))
    draft = Finding.objects.get(kind="finding", message__isnull=False)
    assert own_text(draft.urn, "sentence").bodies == {
        "fi": "Oppilaitosyhteistyö on käynnistyvä (taso 1, 90 prosentin todennäköisyydellä 1–2).",
        "sv": "Läroanstaltssamarbete är inledande (nivå 1, med 90 procents sannolikhet 1–2).",
        "en": "Education collaboration is starting (level 1, with 90% probability 1–2).",
    }
    client.post(reverse("finding", args=[*TOWN, draft.pk]), texts({**SENTENCE, "fi": "Omin sanoin."}))
    page = client.get(reverse("finding", args=[*TOWN, draft.pk])).content.decode()
    assert "muokattu" in page
    assert events_of(draft.urn)[0].parameters["sentence"]["fi"] == "Omin sanoin."
    evidence.rate(
        actor=world.people["analyst"], passage=made.passage, dimension="education", level=4, confidence="high"
    )
    client.post(reverse("findings_draft", args=TOWN))
    assert own_text(draft.urn, "sentence").bodies["fi"] == "Omin sanoin.", "what a person wrote is not drafted away"


def test_an_untouched_draft_follows_its_numbers(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    actions.draft_findings(actor=analyst, ecosystem=made.ecosystem)
    evidence.rate(actor=analyst, passage=made.passage, dimension="education", level=4, confidence="high")
    evidence.rate(actor=analyst, passage=made.hidden, dimension="education", level=4, confidence="high")
    actions.draft_findings(actor=analyst, ecosystem=made.ecosystem)
    draft = Finding.objects.get(kind="finding", message__isnull=False)
    assert "(taso 4" in own_text(draft.urn, "sentence").bodies["fi"]
    assert not flagged([draft.urn])


def test_an_altered_passage_flags_its_sentences_until_somebody_looks(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    actions.draft_findings(actor=analyst, ecosystem=made.ecosystem)
    other = Finding.objects.get(kind="finding", message__isnull=False)
    client = signed_in(world, "coordinator")
    evidence.change_passage(
        actor=analyst, passage=made.passage, quote="Ammattikorkeakoulu on tunnin päässä.", quotable=True
    )
    page = client.get(reverse("town_picture", args=TOWN)).content.decode()
    assert "virkettä nojaa johonkin, mikä on muuttunut" in page
    assert flagged([made.measure.urn, made.opportunity.urn]) == {made.measure.urn, made.opportunity.urn}
    client.post(reverse("finding_step", args=[*TOWN, made.finding.pk, "holds"]))
    assert not flagged([made.finding.urn, made.measure.urn, made.opportunity.urn])
    assert flagged([other.urn]), "a sentence that nobody looked at keeps its flag"


def test_a_new_rating_changes_the_level_and_flags_its_finding(world: World) -> None:
    made = make_thread(world)
    more = evidence.rate(
        actor=world.people["manager"], passage=made.hidden, dimension="education", level=3, confidence="low"
    )
    assert more.urn in carriers_of(made.finding.cell)
    assert flagged([made.finding.urn])


def test_only_who_may_publish_approves_and_an_edit_makes_a_draft_again(world: World) -> None:
    made = make_thread(world)
    address = reverse("finding_step", args=[*TOWN, made.finding.pk, "approve"])
    assert signed_in(world, "coordinator").post(address).status_code == 404
    assert signed_in(world, "viewer").post(address).status_code == 404
    actions.change_finding(
        actor=world.people["coordinator"], finding=made.finding, sentence={**SENTENCE, "fi": "Toisin."}
    )
    made.finding.refresh_from_db()
    assert made.finding.status == "draft"
    assert signed_in(world, "manager").post(address).status_code == 302
    unknown = reverse("finding_step", args=[*TOWN, made.finding.pk, "explode"])
    assert signed_in(world, "manager").post(unknown).status_code == 404


def test_who_wrote_a_finding_does_not_approve_it_unless_alone(world: World) -> None:
    made = make_thread(world)
    analyst = signed_in(world, "analyst")
    analyst.post(reverse("finding", args=[*TOWN, made.finding.pk]), texts({**SENTENCE, "fi": "Omin sanoin."}))
    address = reverse("finding_step", args=[*TOWN, made.finding.pk, "approve"])
    page = analyst.post(address, follow=True).content.decode()
    assert "Kirjoitit tämän virkkeen itse, joten toisen on hyväksyttävä se." in page
    made.finding.refresh_from_db()
    assert made.finding.status == "draft"
    Membership.objects.filter(user=world.people["manager"]).delete()
    analyst.post(address)
    made.finding.refresh_from_db()
    assert made.finding.status == "approved", "where nobody else may approve, the work does not stop"
    here = reverse("finding", args=[*TOWN, made.finding.pk])
    for words, draft_again in (("Omin sanoin.", False), ("Toisin sanoin.", True)):
        saved = analyst.post(here, texts({**SENTENCE, "fi": words}), follow=True).content.decode()
        assert ("Virke on taas luonnos" in saved) == draft_again


def test_a_synthetic_carrier_is_refused_under_a_real_town(world: World) -> None:
    """Rauma is real, the training town's passage is made: the form says so and nothing is stored."""
    made = make_thread(world)
    client = signed_in(world, "administrator")
    data = {"dimension": "education", **texts(SENTENCE), "carriers": f"https://x.example/fi/thread/{made.passage.urn}/"}
    page = client.post(reverse("finding_new", args=["avoin", "rauma"]), data).content.decode()
    assert "ei voi liittää" in page or "Synteettistä" in page
    assert not Finding.objects.filter(ecosystem__participant=world.rauma).exists()
    real = actions.write_finding(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(world.rauma),
        dimension="education",
        sentence=SENTENCE,
    )
    page = client.post(
        reverse("finding", args=["avoin", "rauma", real.pk]), {**texts(SENTENCE), "carriers": made.rating.urn}
    ).content.decode()
    assert made.rating.urn in page
    assert carriers_of(real.urn) == [real.cell]


@pytest.mark.parametrize(
    ("carriers", "told"),
    [
        ("not an address", "ei ole langan osoite"),
        ("urn:seutukuva:evidence:passage:99999", "ei ole oikeutta"),
        ("urn:seutukuva:nosuch:thing:1", "ei ole oikeutta"),
    ],
)
def test_a_carrier_that_is_not_there_is_told(world: World, carriers: str, told: str) -> None:
    make_thread(world)
    data = {"dimension": "education", **texts(SENTENCE), "carriers": carriers}
    page = signed_in(world, "coordinator").post(reverse("finding_new", args=TOWN), data).content.decode()
    assert told in page
    assert Finding.objects.count() == 1


def test_a_finding_does_not_stand_on_what_stands_on_it(world: World) -> None:
    made = make_thread(world)
    data = {**texts(SENTENCE), "carriers": made.opportunity.urn}
    page = signed_in(world, "analyst").post(reverse("finding", args=[*TOWN, made.finding.pk]), data).content.decode()
    assert "nojaa itse tähän havaintoon" in page


def test_a_coordinator_sees_only_his_town_in_the_programmes_picture(world: World) -> None:
    make_thread(world)
    page = signed_in(world, "other_coordinator").get(reverse("picture", args=["suljettu"])).content.decode()
    assert "Mäntysalmi" in page
    assert "Kuusilahti" not in page
    everything = signed_in(world, "viewer").get(reverse("picture", args=["suljettu"])).content.decode()
    assert "Kuusilahti" in everything


def test_actions_ask_for_the_permission_of_the_town(world: World) -> None:
    source = make_source(world, world.kuusilahti)
    for name in ("viewer", "other_coordinator", "stranger"):
        with pytest.raises(PermissionDenied):
            actions.draft_findings(actor=world.people[name], ecosystem=source.ecosystem)


def test_anonymous_readers_are_asked_to_sign_in(world: World) -> None:
    for address in ("town_picture", "finding_new", "town_evidence", "town_strategy", "town_invest"):
        assert Client().get(reverse(address, args=TOWN)).status_code == 302


def test_confirming_a_finding_does_not_confirm_another_towns(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    theirs = actions.write_finding(
        actor=analyst,
        ecosystem=default_ecosystem(world.mantysalmi),
        dimension="capital",
        sentence={"fi": "Mäntysalmen havainto."},
        carriers=[made.passage.urn],
    )
    mine = actions.write_finding(
        actor=analyst,
        ecosystem=made.ecosystem,
        dimension="capital",
        sentence={"fi": "Kuusilahden havainto."},
        carriers=[theirs.urn, made.passage.urn],
    )
    evidence.change_passage(
        actor=analyst, passage=made.passage, quote="Ammattikorkeakoulu on tunnin päässä.", quotable=True
    )
    assert flagged([mine.urn, theirs.urn]) == {mine.urn, theirs.urn}
    actions.confirm_finding(actor=world.people["coordinator"], finding=mine)
    assert theirs.urn in flagged([theirs.urn]), "only who works on Mäntysalmi says that it holds"
    actions.confirm_finding(actor=analyst, finding=mine)
    assert not flagged([mine.urn, theirs.urn])


def test_a_translation_changed_alone_tells_that_the_original_is_as_it_was(world: World) -> None:
    made = make_thread(world)
    client, address = signed_in(world, "coordinator"), reverse("finding", args=[*TOWN, made.finding.pk])
    first, told = dict(own_text(made.finding.urn, "sentence").bodies), "Vain näitä kieliversioita muutettiin: "
    both = {**first, "fi": "Muutettu virke.", "sv": "Ändrad mening."}
    assert told not in client.post(address, texts(both), follow=True).content.decode()
    alone = client.post(address, texts({**both, "sv": "Ändrad igen."}), follow=True).content.decode()
    assert f"{told}svenska. Alkuperäinen teksti (suomi) on ennallaan" in alone
    assert told not in client.post(address, texts({**both, "sv": ""}), follow=True).content.decode()
