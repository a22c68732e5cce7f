"""Figures are judged beside what people say: statistics, imported tables, index scores and the network."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any
from unittest.mock import Mock

import pytest
from django.urls import reverse

from seutukuva.base import urn
from seutukuva.documents import Note
from seutukuva.indicators import value
from seutukuva.picture import Reading, maturity_model
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.indicators.actions import import_dataset
from seutukuva.web.indicators.composite.actions import save_index
from seutukuva.web.indicators.composite.definition import Chosen, Definition
from seutukuva.web.indicators.kinds import imported_urn
from seutukuva.web.kit.thread.kinds import hash_of
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.network import figures
from seutukuva.web.picture import actions as picture
from seutukuva.web.picture.models import Finding, cell_urn
from seutukuva.web.picture.publishing import edition, matter_of
from seutukuva.web.picture.selectors import judged
from seutukuva.web.programmes.actions import add_member
from seutukuva.web.programmes.maturity import shipped_text
from seutukuva.web.programmes.maturity_actions import use_model
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.network.made import add, tie
from tests.web.threads import HIDDEN, QUOTE, make_source, signed_in
from tests.web.world import World

KUUSILAHTI = ["suljettu", "kuusilahti"]
TABLE = "kunta;vuosi;indikaattori;arvo\nkuusilahti;2017;jobs_share_m;{m}\nkuusilahti;2017;job_self_sufficiency;1,05\n"
SURVEY = """kunta;vuosi;indikaattori;arvo;yksikkö
kuusilahti;2026;Tavoitteet ovat yhteiset;3,4;keskiarvo
kuusilahti;2017;jobs_share_m;0,04;
mantysalmi;2017;jobs_share_m;0,02;
kuusilahti;2018;tertiary;0,3;
mantysalmi;2018;tertiary;0,2;
"""


def bring(world: World, m: str, name: str = "Yritystilasto") -> Any:
    return import_dataset(
        actor=world.people["analyst"],
        programme=world.closed,
        participant=None,
        content=TABLE.format(m=m).encode(),
        file_name="yritykset.csv",
        name=name,
        source="Tilastokeskus",
        licence="CC BY 4.0",
        towns=[world.kuusilahti, world.mantysalmi],
    )


def say_low(world: World) -> None:
    """Let four people rate what they were told as level 1."""
    for number in range(4):
        source = make_source(world, world.kuusilahti, label=f"Y-{number}")
        for quote in (QUOTE, HIDDEN):
            passage = evidence.add_passage(actor=world.people["analyst"], source=source, quote=quote)
            evidence.rate(
                actor=world.people["analyst"], passage=passage, dimension="business", level=1, confidence="high"
            )


def dimension(world: World, name: str, who: str = "viewer") -> str:
    return signed_in(world, who).get(reverse("dimension", args=[*KUUSILAHTI, name])).content.decode()


def test_real_towns_hold_what_real_statistics_carry_and_no_stage(world: World) -> None:
    add_member(actor=world.people["administrator"], programme=world.open, user=world.people["viewer"], role="viewer")
    client = signed_in(world, "viewer")
    home = default_ecosystem(world.rauma)
    found = judged([home.pk])[home.pk]
    assert {cell.dimension.id for cell in found.cells if cell.cell.known} == {"business"}
    assert found.cell("business").counted == 2, "statistics alone do not carry it further"
    assert found.stage.level is None
    page = client.get(reverse("dimension", args=["avoin", "rauma", "business"])).content.decode()
    assert "Tasoina luetut tiedot" in page
    assert "Tasot 2, 3 ja 4 alkavat arvoista 11,0" in page
    assert "alakvartiilista" in page
    assert "Paavo 2020" in page
    official = value("job_self_sufficiency", "684")
    on = urn("indicators", "value", f"job_self_sufficiency@684@{official.period}")
    assert reverse("thread", args=[on]) in page
    up = client.get(reverse("thread", args=[on])).content.decode()
    assert "Yritys- ja TKI-perusta" in up, "from the figure one gets to what is judged from it"
    admin = world.people["administrator"]
    picture.draft_findings(actor=admin, ecosystem=home)
    picture.approve_finding(actor=admin, finding=Finding.objects.get(ecosystem=home, dimension="business"))
    blocks = edition(matter_of(home), "fi", admin).document.blocks
    beside = next(block for block in blocks if isinstance(block, Note) and block.sentence == on)
    said = beside.text.replace("\xa0", " ")
    assert said.startswith("Rauma: ") and f"{official.value * 100:.1f}".replace(".", ",") + " %" in said
    assert official.period[:4] in said, "unit and year stand beside the sentence"


def test_statistics_that_contradict_the_voices_are_brought_up(world: World) -> None:
    bring(world, "0,041")
    say_low(world)
    page = dimension(world, "business")
    assert "lähdelajin ”tilasto” mukaan taso on 3, lähdelajin ”haastattelu” mukaan 1" in page
    assert "Yritystilasto" in page
    assert "4,1" in page
    assert dimension(world, "capital").count("Tasoina luetut tiedot") == 0


def test_a_changed_dataset_flags_the_findings_of_its_cells(world: World) -> None:
    bring(world, "0,041")
    home = default_ecosystem(world.kuusilahti)
    picture.draft_findings(actor=world.people["coordinator"], ecosystem=home)
    on = imported_urn(world.closed.pk, "jobs_share_m", "kuusilahti")
    drafted = [row for row in Finding.objects.filter(ecosystem=home) if row.dimension == "business"]
    assert drafted
    assert not flagged(row.urn for row in drafted)
    client = signed_in(world, "viewer")
    thread = client.get(reverse("thread", args=[drafted[0].urn])).content.decode()
    assert reverse("thread", args=[on]) in thread
    assert drafted[0].urn in client.get(reverse("thread", args=[on])).content.decode()
    before = hash_of(on)
    bring(world, "0,012", "Yritystilasto, korjattu")
    assert hash_of(on) != before
    assert flagged(row.urn for row in drafted) == {row.urn for row in drafted}


def test_a_small_network_is_no_information_and_a_large_one_a_level(world: World) -> None:
    actors = [add(world, f"Yritys {number}") for number in range(3)]
    for one, other in pairwise(actors):
        tie(world, one, other, permanence="agreement")
    page = dimension(world, "network")
    assert "Verkostossa on alle 10 toimijaa, joten siitä ei lueta tasoa." in page
    assert "Tästä ulottuvuudesta ei vielä ole tietoa" in page
    more = [add(world, f"Pajayritys {number}") for number in range(8)]
    for one, other in pairwise([actors[-1], *more]):
        tie(world, one, other, permanence="agreement")
    page = dimension(world, "network")
    assert "Pysyviä yhteyksiä 100 %" in page.replace("\xa0", " ")
    assert "taso 4" in page
    assert "Ilman lähdettä verkosto tietoa ei olisi lainkaan." in page


def test_a_network_is_measured_once_for_all_pages_until_it_changes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = Mock(wraps=figures.measured)
    monkeypatch.setattr(figures, "measured", measured)
    actors = [add(world, f"Verstas {number}") for number in range(11)]
    for one, other in pairwise(actors):
        tie(world, one, other)
    client = signed_in(world, "viewer")
    for _visit in range(2):
        client.get(reverse("picture", args=KUUSILAHTI[:1]))
    assert measured.call_count == 1
    tie(world, actors[0], actors[-1])
    client.get(reverse("picture", args=KUUSILAHTI[:1]))
    assert measured.call_count == 2


def test_the_state_of_a_document_is_read_as_the_programmes_model_says(world: World) -> None:
    analyst, home = world.people["analyst"], default_ecosystem(world.kuusilahti)
    source = evidence.add_source(
        actor=analyst,
        ecosystem=home,
        **{"kind": "document", "label": "D-1", "who": "strategia", "sector": "", "language": "fi", "text": "Kärjet."},
        date=date(2025, 3, 4),
        consent="not_needed",
        organisation="Kuusilahden kaupunki",
    )
    address, client = reverse("source_change", args=[*KUUSILAHTI, source.pk]), signed_in(world, "analyst")
    assert 'name="state"' not in client.get(address).content.decode(), "the shipped model reads no states"
    reading = (
        '\n[[readings]]\ndimension = "direction"\nsource = "document"\nof = "strategia"\nkind = "document"\n'
        'reliability = 0.9\nstates = { luonnos = 2, "hyväksytty" = 3 }\n'
    )
    use_model(actor=world.people["manager"], programme=world.closed, text=shipped_text() + reading, note="x", seen=0)
    chosen = "strategia: hyväksytty"
    assert f'<option value="{chosen}"' in client.get(address).content.decode()
    facts = {"who": "strategia", "sector": "", "organisation": "Kuusilahden kaupunki", "role": "", "date": "2025-03-04"}
    facts |= {"consent": "not_needed", "state": chosen}
    assert client.post(address, facts).status_code == 302
    (read,) = judged([home.pk])[home.pk].figures
    assert (read.measured.cluster, read.rating.level, read.rating.kind) == ("Kuusilahden kaupunki", 3, "document")
    page = dimension(world, "direction")
    assert reverse("thread", args=[source.urn]) in page
    assert '<span class="tag">strategia: hyväksytty</span>' in page
    assert "Yhteinen suunta" in client.get(reverse("thread", args=[source.urn])).content.decode()
    before = hash_of(cell_urn(home.pk, "direction"))
    client.post(address, facts | {"state": "strategia: luonnos"})
    assert judged([home.pk])[home.pk].cell("direction").cell.mode == 2
    assert hash_of(cell_urn(home.pk, "direction")) != before
    use_model(actor=world.people["manager"], programme=world.closed, text="", note="x", seen=1)
    assert not judged([home.pk])[home.pk].figures, "a state that the model does not read says nothing"


def test_statements_and_index_scores_are_read_where_the_programmes_model_names_them(world: World) -> None:
    import_dataset(
        actor=world.people["analyst"],
        programme=world.closed,
        participant=None,
        content=SURVEY.encode(),
        file_name="kysely.csv",
        name="Yrityskysely 2026",
        source="Ohjelman kysely",
        licence="CC BY 4.0",
        towns=[world.kuusilahti, world.mantysalmi],
    )
    index = save_index(
        actor=world.people["analyst"],
        programme=world.closed,
        index=None,
        names={"fi": "Elinvoima"},
        definition=Definition(indicators=(Chosen("tertiary"), Chosen("jobs_share_m"))).stored,
    )
    shipped = maturity_model()
    own = replace(
        shipped,
        readings=(
            Reading("direction", "statement", "Tavoitteet ovat yhteiset", "survey", 0.8, (2.0, 3.0, 4.0)),
            Reading("capital", "index", "Elinvoima", "statistic", 0.4, (25.0, 50.0, 75.0)),
        ),
    )
    home = default_ecosystem(world.kuusilahti)
    found = judged([home.pk], model=own)[home.pk]
    assert [(one.reading.dimension, one.measured.value, one.rating.level) for one in found.figures] == [
        ("direction", 3.4, 3),
        ("capital", 100.0, 4),
    ]
    assert found.cell("direction").cell.kinds == ("survey",)
    assert found.figures[1].measured.urn == urn("indicators", "score", f"{index.pk}@kuusilahti")
