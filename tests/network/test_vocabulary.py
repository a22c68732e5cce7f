"""The words of a network are complete in three languages and recognised as files write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Problem
from seutukuva.evidence.pseudonyms.formats import business_id_holds
from seutukuva.network.model import PERMANENCES, SECTOR_OF_KIND, TIE_KINDS
from seutukuva.network.vocabulary import (
    PERMANENCE,
    SECTORS,
    business_id,
    recognised,
    vocabulary,
    written_as,
)


def test_every_word_has_its_three_languages() -> None:
    words = vocabulary()
    entries = (*words.sectors, *words.kinds, *words.roles, *words.ties, *words.permanence, *words.sizes)
    assert all(entry.name.text(language).strip() for entry in entries for language in LANGUAGES)
    texts = [text for form in words.forms for text in (form.name, form.what, form.suits, form.watch)]
    texts += [role.explanation for role in words.roles]
    assert all(text.text(language).strip() for text in texts for language in LANGUAGES)
    assert all(form.what.fi.endswith(".") and form.what.sv.endswith(".") for form in words.forms)


def test_the_words_are_those_that_the_metrics_know() -> None:
    words = vocabulary()
    assert {kind.id: kind.sector for kind in words.kinds} == SECTOR_OF_KIND
    assert set(TIE_KINDS) <= {tie.id for tie in words.ties}
    assert tuple(entry.id for entry in words.permanence) == PERMANENCE == PERMANENCES
    assert tuple(entry.id for entry in words.sectors) == SECTORS
    assert {form.permanence for form in words.forms} == set(PERMANENCE)


def test_the_agreement_is_among_the_forms_of_cooperation() -> None:
    form = vocabulary().form("ecosystem_agreement")
    assert form.name.fi == "innovaatioekosysteemisopimus"
    assert form.name.sv == "avtal om innovationsekosystem"


@pytest.mark.parametrize(
    ("list_", "text", "id_"),
    [
        ("kinds", "Ammattikorkeakoulu", "university_of_applied_sciences"),
        ("kinds", "yrkeshögskola", "university_of_applied_sciences"),
        ("kinds", "AMK", "university_of_applied_sciences"),
        ("kinds", "Kehitysyhtiö", "development_company"),
        ("kinds", "State authority", "state_authority"),
        ("ties", "hanke", "project"),
        ("ties", "Medlemskap", "membership"),
        ("permanence", "sopimus", "agreement"),
        ("roles", "veturiyritys", "anchor_company"),
        ("sizes", "10–49", "small"),
        ("sectors", "näringsliv", "company"),
        ("kinds", "lentokone", None),
    ],
)
def test_words_as_files_write_them(list_: str, text: str, id_: str | None) -> None:
    assert recognised(list_, text) == id_


def test_no_word_names_two_kinds() -> None:
    for list_ in ("kinds", "ties", "permanence", "roles", "sizes", "sectors"):
        assert {entry.id for entry in getattr(vocabulary(), list_)} == set(written_as(list_).values())
    with pytest.raises(ValueError, match="no list"):
        written_as("forms")


def test_an_unknown_word_is_told_with_those_that_are_known() -> None:
    for ask in (vocabulary().kind, vocabulary().tie, vocabulary().role, vocabulary().sector, vocabulary().form):
        assert ask
        with pytest.raises(Problem, match="not known"):
            ask("lentokone")
    assert vocabulary().kind("city").sector == "city"
    assert vocabulary().tie("supply").directed
    assert vocabulary().role("enabler").name.sv == "möjliggörare"
    assert vocabulary().sector("rdi").name.fi == "TKI-organisaatiot"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0112038-9", "0112038-9"),
        ("112038-9", "0112038-9"),
        ("FI01120389", "0112038-9"),
        ("fi 0112038-9", "0112038-9"),
        ("0112038–9", "0112038-9"),
        ("0112038-8", None),
        ("01120388", None),
        ("SE556012579001", None),
        ("", None),
    ],
)
def test_a_business_id_is_kept_in_one_form_when_its_check_digit_holds(text: str, kept: str | None) -> None:
    assert business_id(text) == kept


@given(st.integers(0, 9_999_999), st.integers(0, 9))
def test_a_business_id_is_itself_again(number: int, check: int) -> None:
    text = f"{number:07d}-{check}"
    assert business_id(text) == (text if business_id_holds(text) else None)
