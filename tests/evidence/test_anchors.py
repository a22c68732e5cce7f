"""A passage is found again after its text was corrected, or said to be lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.evidence import anchor, find_quote, holds, reanchor

TEXT = (
    "V: Harjoittelijoita meillä on käynyt. 😀 Yhteistä tutkimusta ei ole.\n\nV: Yhteistä tutkimusta ei ole. Vieläkään."
)


def test_a_selection_is_kept_in_code_points_without_the_spaces_round_it() -> None:
    start = TEXT.index(" Yhteistä")
    found = anchor(TEXT, start, start + len(" Yhteistä tutkimusta "))
    assert found.quote == "Yhteistä tutkimusta"
    assert TEXT[found.start : found.end] == found.quote
    assert holds(found, TEXT)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [(-1, 3, "outside"), (0, 10_000, "outside"), (5, 4, "outside"), (3, 3, "empty"), (2, 3, "empty")],
)
def test_a_selection_that_cannot_be_is_told_in_three_languages(start: int, end: int, code: str) -> None:
    with pytest.raises(Problem) as caught:
        anchor(TEXT, start, end)
    assert caught.value.code == f"evidence.selection_{code}"
    assert len({explain(caught.value, language) for language in LANGUAGES}) == 3


def test_a_quote_is_found_across_a_changed_line_break() -> None:
    assert find_quote("meillä on\n  käynyt", "meillä on käynyt").quote == "meillä on\n  käynyt"


def test_a_quote_that_is_missing_or_repeated_is_refused() -> None:
    with pytest.raises(Problem) as missing:
        find_quote(TEXT, "Tätä kukaan ei sanonut")
    assert missing.value.code == "evidence.quote_not_found"
    with pytest.raises(Problem, match="2 times"):
        find_quote(TEXT, "Yhteistä tutkimusta ei ole.")
    with pytest.raises(Problem) as empty:
        find_quote(TEXT, "  ")
    assert empty.value.code == "evidence.selection_empty"


def test_a_long_quote_is_told_shortened() -> None:
    with pytest.raises(Problem, match="…"):
        find_quote(TEXT, "sana " * 40)


def test_a_corrected_text_before_the_passage_moves_it() -> None:
    before = find_quote(TEXT, "Vieläkään.")
    corrected = TEXT.replace("meillä on käynyt", "meillä on kyllä käynyt")
    after = reanchor(before, corrected)
    assert after is not None
    assert after.start == before.start + len("kyllä ")
    assert holds(after, corrected)


def test_of_two_like_quotes_the_surroundings_decide() -> None:
    second = TEXT.rindex("Yhteistä")
    before = anchor(TEXT, second, second + len("Yhteistä tutkimusta ei ole."))
    corrected = "Alkuun lisätty pitkä kappale, joka siirtää kaiken muun paikkaa.\n\n" + TEXT
    after = reanchor(before, corrected)
    assert after is not None
    assert after.start == corrected.rindex("Yhteistä")


def test_changed_words_are_lost_not_guessed() -> None:
    assert reanchor(find_quote(TEXT, "Vieläkään."), TEXT.replace("Vieläkään", "Ei vielä")) is None


def test_an_unchanged_text_keeps_the_anchor() -> None:
    found = find_quote(TEXT, "Vieläkään.")
    assert reanchor(found, TEXT) == found


@given(st.text(alphabet="ab cä\n😀", min_size=1, max_size=60), st.data())
def test_every_selection_of_words_is_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if text[start:end].strip():
        found = anchor(text, start, end)
        assert text[found.start : found.end] == found.quote == text[start:end].strip()
        moved = reanchor(found, "x" * 7 + text)
        assert moved is not None
        assert moved.quote.split() == found.quote.split()
