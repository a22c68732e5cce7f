"""Codings as coders make, see, undo and compare them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.evidence import anchor
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions, codebook_actions, selectors
from seutukuva.web.evidence.coding.models import Coding, Memo, Mention
from seutukuva.web.evidence.coding.transcript import Look, draw, lines, touched
from seutukuva.web.evidence.models import Passage, Rating
from tests.web.evidence.coding.conftest import Desk, give
from tests.web.threads import HIDDEN, QUOTE, TEXT, make_source, signed_in

SCRIPT = {"X-Requested-With": "seutukuva-coding"}


def test_a_coordinator_codes_a_passage_with_the_plain_form(desk: Desk) -> None:
    client = signed_in(desk.world, "coordinator")
    page = client.get(reverse("coding", args=desk.address)).content.decode()
    assert "oppilaitosyhteistyö" in page.lower()
    answer = client.post(reverse("coding_code", args=desk.address), {"quote": QUOTE, "code": desk.code.pk})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#p{touched(TEXT, desk.at.start, desk.at.end)[0]}")
    coding = Coding.objects.get()
    assert (coding.passage.quote, coding.coder) == (QUOTE, desk.world.people["coordinator"])
    page = client.get(reverse("coding", args=desk.address)).content.decode()
    assert f'<mark class="code-{desk.code.colour}">{QUOTE}</mark>' in page


def test_the_script_gets_the_changed_lines_only(desk: Desk) -> None:
    client = signed_in(desk.world, "analyst")
    place = {"quote": "mitä vain", "start": desk.at.start, "end": desk.at.end, "code": desk.code.pk}
    place["seen"] = desk.source.text_hash
    answer = client.post(reverse("coding_code", args=desk.address), place, headers=SCRIPT).json()
    line = touched(TEXT, desk.at.start, desk.at.end)[0]
    assert list(answer["lines"]) == [f"p{line}"]
    assert QUOTE in answer["lines"][f"p{line}"]
    coding = Coding.objects.get()
    answer = client.post(reverse("coding_remove", args=desk.address), {"coding": coding.pk}, headers=SCRIPT).json()
    assert "<mark" not in answer["lines"][f"p{line}"]
    assert not Passage.objects.exists()  # nothing else stood on it
    answer = client.post(reverse("coding_undo", args=desk.address), headers=SCRIPT).json()
    assert "<mark" in answer["lines"][f"p{line}"]


def test_words_that_are_not_there_are_told_on_the_form(desk: Desk) -> None:
    client = signed_in(desk.world, "analyst")
    data = {"quote": "Tätä ei sanottu.", "code": desk.code.pk}
    page = client.post(reverse("coding_code", args=desk.address), data).content.decode()
    assert "errorlist" in page
    answer = client.post(reverse("coding_code", args=desk.address), data, headers=SCRIPT)
    assert answer.status_code == 400
    assert "Tätä ei sanottu." in answer.json()["problem"]
    assert not Coding.objects.exists()


def test_two_coders_code_at_once_and_nobodys_work_is_lost(desk: Desk) -> None:
    first, second = signed_in(desk.world, "analyst"), signed_in(desk.world, "coordinator")
    before = selectors.last_step(desk.source)
    place = {"quote": QUOTE, "code": desk.code.pk}
    first.post(reverse("coding_code", args=desk.address), place, headers=SCRIPT)
    second.post(reverse("coding_code", args=desk.address), place, headers=SCRIPT)
    second.post(reverse("coding_code", args=desk.address), place | {"code": desk.other.pk}, headers=SCRIPT)
    assert Coding.objects.count() == 3
    answer = first.get(reverse("coding_since", args=[*desk.address, before])).json()
    assert answer["lines"][f"p{touched(TEXT, desk.at.start, desk.at.end)[0]}"].count("<li") == 3
    assert answer["step"] == selectors.last_step(desk.source)
    assert first.get(reverse("coding_since", args=[*desk.address, answer["step"]])).json()["lines"] == {}


def test_somebody_elses_coding_cannot_be_taken_away(desk: Desk) -> None:
    coding = give(desk, "analyst")
    with pytest.raises(Problem, match="another coder"):
        actions.remove_coding(actor=desk.world.people["coordinator"], coding=coding)
    with pytest.raises(PermissionDenied):
        actions.remove_coding(actor=desk.world.people["other_coordinator"], coding=coding)


def test_undo_goes_back_step_by_step_through_ones_own_steps(desk: Desk) -> None:
    analyst = desk.world.people["analyst"]
    give(desk, "analyst")
    give(desk, "coordinator")
    second = give(desk, "analyst", desk.other)
    actions.remove_coding(actor=analyst, coding=second)
    mine = Coding.objects.filter(coder=analyst)
    for left in ({desk.code, desk.other}, {desk.code}, set()):
        actions.undo(actor=analyst, source=desk.source)
        assert {coding.code for coding in mine.all()} == left
    assert actions.undo(actor=analyst, source=desk.source) is None
    assert Coding.objects.get().coder == desk.world.people["coordinator"]


def test_a_retired_code_takes_no_new_codings(desk: Desk) -> None:
    desk.code.retired = True
    with pytest.raises(Problem, match="is not in use"):
        give(desk, "analyst")


def test_a_passage_is_rated_mentioned_and_noted_where_it_stands(desk: Desk) -> None:
    client = signed_in(desk.world, "analyst")
    place = {"quote": QUOTE}
    rating = {"dimension": "education", "level": "1", "confidence": "high"}
    client.post(reverse("coding_rate", args=desk.address), place | rating)
    tie = {"name": "konepaja", "other": "ammattikorkeakoulu", "kind": "cooperation"}
    client.post(reverse("coding_mention", args=desk.address), place | tie)
    client.post(reverse("coding_memo", args=desk.address), place | {"body": "Tarkista vielä rehtorilta."})
    client.post(reverse("coding_memo", args=desk.address), {"quote": "", "body": "Pitkä haastattelu."})
    assert Passage.objects.get().quote == QUOTE
    assert Rating.objects.get().level == 1
    assert str(Mention.objects.get()) == "konepaja – ammattikorkeakoulu"
    page = client.get(reverse("coding", args=desk.address)).content.decode()
    assert "Tarkista vielä rehtorilta." in page
    assert "Pitkä haastattelu." in page
    memo = Memo.objects.first()
    other = signed_in(desk.world, "coordinator")
    assert other.post(reverse("memo_remove", args=[*desk.address, memo.pk])).status_code == 404
    client.post(reverse("memo_remove", args=[*desk.address, memo.pk]))
    client.post(reverse("mention_remove", args=[*desk.address, Mention.objects.get().pk]))
    assert (Memo.objects.count(), Mention.objects.count()) == (1, 0)


def test_codings_follow_a_corrected_text(desk: Desk) -> None:
    give(desk, "analyst")
    evidence.correct_text(actor=desk.world.people["analyst"], source=desk.source, text=f"Uusi alku.\n\n{TEXT}")
    coding = selectors.codings_seen(desk.world.people["analyst"], desk.source).get()
    assert coding.passage.start == desk.at.start + len("Uusi alku.\n\n")


def test_undo_goes_with_the_words_of_a_corrected_text(desk: Desk) -> None:
    analyst = desk.world.people["analyst"]
    give(desk, "analyst")
    actions.remove_coding(actor=analyst, coding=give(desk, "analyst", desk.other))
    evidence.correct_text(actor=analyst, source=desk.source, text=f"Uusi alku. {TEXT}")
    actions.undo(actor=analyst, source=desk.source)
    assert {coding.passage.quote for coding in Coding.objects.filter(code=desk.other)} == {QUOTE}
    actions.undo(actor=analyst, source=desk.source)
    actions.undo(actor=analyst, source=desk.source)
    assert not Coding.objects.exists()


def test_a_page_that_is_older_than_the_text_codes_no_other_words(desk: Desk) -> None:
    place = {"quote": QUOTE, "start": desk.at.start, "end": desk.at.end, "code": desk.code.pk}
    place["seen"] = desk.source.text_hash
    evidence.correct_text(actor=desk.world.people["analyst"], source=desk.source, text="Aivan muuta. " * 30)
    answer = signed_in(desk.world, "analyst").post(reverse("coding_code", args=desk.address), place, headers=SCRIPT)
    assert answer.status_code == 400
    assert "muutettu" in answer.json()["problem"]
    assert not Coding.objects.exists()


def test_two_who_correct_a_text_at_once_lose_nobodys_correction(desk: Desk) -> None:
    client = signed_in(desk.world, "analyst")
    page = client.get(reverse("source_correct", args=desk.address))
    seen = page.context["form"]["seen"].value()
    evidence.correct_text(actor=desk.world.people["coordinator"], source=desk.source, text="[henkilö 1] puhui.")
    page = client.post(reverse("source_correct", args=desk.address), {"text": TEXT, "seen": seen}).content.decode()
    assert "muutettu sillä välin" in page
    desk.source.refresh_from_db()
    assert desk.source.text == "[henkilö 1] puhui."


def test_a_step_whose_words_are_gone_is_not_undone(desk: Desk) -> None:
    analyst = desk.world.people["analyst"]
    actions.remove_coding(actor=analyst, coding=give(desk, "analyst"))
    evidence.correct_text(actor=analyst, source=desk.source, text="Lyhyt.")
    answer = signed_in(desk.world, "analyst").post(reverse("coding_undo", args=desk.address), headers=SCRIPT)
    assert answer.json()["lines"] == {}
    assert not Coding.objects.exists()


def test_overlapping_codes_are_all_shown() -> None:
    assert lines("a\n\n b \n \nc") == [(0, 1), (3, 6), (9, 10)]
    assert touched("ab\ncd\nef", 3, 5) == (3, 5)
    assert touched("ab\ncd\nef", 1, 4) == (0, 5)


def test_runs_are_cut_where_codings_begin_and_end(desk: Desk) -> None:
    give(desk, "analyst", words=f"{QUOTE} {HIDDEN}")
    give(desk, "analyst", desk.other, words=HIDDEN)
    rows = list(selectors.codings_seen(desk.world.people["analyst"], desk.source))
    names = selectors.code_names(desk.world.closed.pk, "fi")
    drawn = draw(desk.source.text, rows, Look(names, desk.world.people["analyst"].pk, may_work=True))
    line = next(one.html for one in drawn if HIDDEN in one.html)
    assert f'<mark class="code-{desk.code.colour}">{QUOTE} </mark>' in line
    assert f'<mark class="code-{desk.other.colour} over-2">{HIDDEN}</mark>' in line
    assert "".join(one.html for one in drawn).count('<button name="coding"') == 2
    text = desk.source.text
    assert [(one.start, one.end) for one in drawn] == lines(text)


def test_words_of_a_source_are_never_markup(desk: Desk) -> None:
    source = make_source(desk.world, desk.world.kuusilahti, label="K-05")
    evidence.correct_text(
        actor=desk.world.people["analyst"], source=source, text="V: <script>alert(1)</script> & muuta"
    )
    at = anchor(source.text, 3, 11)
    actions.add_coding(actor=desk.world.people["analyst"], source=source, at=at, code=desk.code)
    page = signed_in(desk.world, "analyst").get(reverse("coding", args=[*desk.address[:2], source.pk]))
    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;" in page.content.decode()


def test_how_often_a_code_is_used_elsewhere_is_not_told_to_a_coordinator(desk: Desk) -> None:
    give(desk, "analyst")
    for who, used in (("other_coordinator", 0), ("coordinator", 1), ("manager", 1)):
        page = signed_in(desk.world, who).get(reverse("codebook", args=["suljettu"]))
        assert sum(times for _code, times in page.context["rows"]) == used


def test_a_rating_of_a_coded_passage_can_be_taken_back(desk: Desk) -> None:
    analyst = desk.world.people["analyst"]
    passage = give(desk, "analyst").passage
    rating = evidence.rate(actor=analyst, passage=passage, dimension="education", level=1, confidence="high")
    address = reverse("rating_remove", args=["suljettu", "kuusilahti", passage.pk, rating.pk])
    page = signed_in(desk.world, "analyst").post(address, follow=True)
    assert page.status_code == 200
    assert Coding.objects.count() == 1


def test_the_codebook_has_versions(desk: Desk) -> None:
    client = signed_in(desk.world, "analyst")
    data = {
        "names_fi": "Vesihuolto",
        "definitions_fi": "Käytä, kun puhutaan vedestä.",
        "colour": "3",
        "points_to": "growth",
        "parent": str(desk.code.pk),
    }
    client.post(reverse("code_new", args=["suljettu"]), data)
    assert "on jo koodi" in client.post(reverse("code_new", args=["suljettu"]), data).content.decode()
    row = selectors.code_by_slug(desk.world.closed, "education.vesihuolto")
    change = data | {"names_fi": "Vesi", "retired": "on"}
    client.post(reverse("code_change", args=["suljettu", row.pk]), change)
    client.post(reverse("code_memo", args=["suljettu", row.pk]), {"body": "Harvinainen."})
    assert "Harvinainen." in client.get(reverse("code_change", args=["suljettu", row.pk])).content.decode()
    page = client.get(reverse("codebook", args=["suljettu"])).content.decode()
    assert "Vesi" in page
    assert "poistettu käytöstä" in page
    assert [one.number for one in selectors.versions(desk.world.closed)] == [3, 2, 1]
    old = client.get(reverse("codebook_version", args=["suljettu", 2])).content.decode()
    assert "Vesihuolto" in old
    assert "Vesihuolto" not in client.get(reverse("codebook_version", args=["suljettu", 1])).content.decode()


def test_the_shipped_codebook_goes_through_the_programme_unchanged(desk: Desk) -> None:
    from seutukuva.evidence.codebook import shipped_codebook

    book = selectors.as_codebook(desk.world.closed)
    assert {
        code.id: (code.parent, code.name, code.definition, code.examples, code.points_to) for code in book.codes
    } == {
        code.id: (code.parent, code.name, code.definition, code.examples, code.points_to)
        for code in shipped_codebook().codes
    }
    again = codebook_actions.adopt_codebook(actor=desk.world.people["analyst"], programme=desk.world.closed)
    assert again == 0


def test_the_frame_of_codings_has_a_row_for_each(desk: Desk) -> None:
    give(desk, "analyst")
    give(desk, "coordinator", desk.other)
    frame = selectors.coding_frame(selectors.counted(desk.world.people["manager"], desk.world.closed))
    assert frame["code"].to_list() == ["education", "education.distance"]
    assert frame["town"].unique().to_list() == ["kuusilahti"]
    empty = selectors.coding_frame(selectors.counted(desk.world.people["other_coordinator"], desk.world.closed))
    assert empty.columns == frame.columns
    assert empty.is_empty()


def test_words_that_were_marked_twice_can_be_coded(desk: Desk) -> None:
    first = evidence.add_passage(actor=desk.world.people["analyst"], source=desk.source, quote=QUOTE)
    evidence.add_passage(actor=desk.world.people["coordinator"], source=desk.source, quote=QUOTE)
    assert give(desk, "analyst").passage == first
