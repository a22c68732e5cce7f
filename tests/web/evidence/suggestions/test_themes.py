"""Themes as their readers see them, and as files."""

from __future__ import annotations

import gc
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from seutukuva.evidence.suggestions import Text
from seutukuva.web.evidence.coding.round_actions import begin_round
from seutukuva.web.evidence.fairness.subject_actions import erase_subject
from seutukuva.web.evidence.subjects import Subject
from seutukuva.web.evidence.suggestions import themes
from tests.web.evidence.suggestions.made import MONEY, SCHOOL, Coded, give, interview
from tests.web.threads import signed_in
from tests.web.world import World


def read(coded: Coded, who: str = "viewer", **query: str) -> str:
    answer = signed_in(coded.world, who).get(reverse("themes", args=["suljettu"]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_passages_that_share_words_stand_together_under_them(coded: Coded) -> None:
    user = coded.world.people["viewer"]
    found = themes.find(user, coded.world.closed, themes.Wanted(number=2))
    assert {"opettaja", "materiaali", "tutkimusryhmä"} & {t for theme in found.named for t in theme.terms}
    together = [{piece.words for piece in theme.pieces} for theme in found.named]
    assert any(set(SCHOOL[2:]) <= words for words in together)
    assert any({MONEY[0], MONEY[2]} <= words for words in together)
    page = read(coded, number="2")
    assert SCHOOL[2] in page
    assert reverse("coding", args=["suljettu", "mantysalmi", coded.second.pk]) in page


def test_the_filters_narrow_and_a_coordinator_reads_her_own_town_only(coded: Coded) -> None:
    assert SCHOOL[2] not in read(coded, town="kuusilahti")
    assert SCHOOL[2] not in read(coded, "coordinator")
    assert "vähintään neljä" in read(coded, sector="state")


def test_one_language_at_a_time(coded: Coded) -> None:
    swedish = "\n\n".join(
        ["Lärarna forskar.", "Finansieringen tog slut.", "Lärarna och forskarna kom.", "Finansieringen saknas."]
    )
    interview(coded.world, coded.world.kuusilahti, "S-01", swedish, "sv")
    assert "Lärarna" not in read(coded)
    page = read(coded, language="sv", number="2")
    assert "Lärarna och forskarna kom." in page
    assert SCHOOL[0] not in page


def test_coded_passages_alone_and_nothing_that_a_blind_round_hides(coded: Coded) -> None:
    assert "Otatko kahvia" not in read(coded, "analyst", material="coded")
    people = coded.world.people
    give(coded.world, coded.new, "Rahoitus ja pääoma puuttuvat.", coded.money, "manager")
    begin_round(
        actor=people["administrator"],
        ecosystem=coded.new.ecosystem,
        name="1",
        sources=[coded.new],
        coders=[people["analyst"], people["coordinator"]],
    )
    wanted = themes.Wanted(material="coded")
    blind = themes.find(people["analyst"], coded.world.closed, wanted).there
    assert themes.find(people["manager"], coded.world.closed, wanted).there == blind + 1


def test_a_large_material_is_chosen_from_evenly_and_the_page_says_so(
    coded: Coded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(themes, "MOST", 8)
    found = themes.find(coded.world.people["viewer"], coded.world.closed, themes.Wanted())
    assert (found.there, found.read) == (14, 8)
    assert "Kohtia on 14" in read(coded)


def test_the_files_have_every_passage(coded: Coded) -> None:
    client = signed_in(coded.world, "viewer")
    content = client.get(reverse("themes_file", args=["suljettu", "csv"])).content.decode("utf-8-sig")
    assert SCHOOL[2] in content
    assert "Mäntysalmi" in content
    answer = client.get(reverse("themes_file", args=["suljettu", "xlsx"]))
    assert len(load_workbook(io.BytesIO(answer.content)).sheetnames) >= 2
    assert client.get(reverse("themes_file", args=["suljettu", "pdf"])).status_code == 404


def test_without_material_the_page_says_what_to_do(world: World) -> None:
    page = signed_in(world, "viewer").get(reverse("themes", args=["suljettu"])).content.decode()
    assert "vähintään neljä" in page


def test_an_erased_text_does_not_stay_in_memory(coded: Coded) -> None:
    read(coded, number="2")

    def words_kept() -> list[str]:
        gc.collect()
        kept = [one.text for one in gc.get_objects() if type(one) is Text]
        return [words for words in kept if words in SCHOOL]

    assert not words_kept()
    assert themes._REMEMBERED._results
    subject = Subject(coded.second.ecosystem, (coded.second,), None)
    erase_subject(actor=coded.world.people["manager"], subject=subject, confirmation=subject.label)
    assert not themes._REMEMBERED._results
