"""What the catalogue promises of every indicator and source."""

from __future__ import annotations

import pytest

from seutukuva.base import LANGUAGES, Message, Problem, explain, render
from seutukuva.base.store import package_file
from seutukuva.indicators import (
    LEVELS,
    SECTIONS,
    Indicator,
    all_sources,
    catalogue,
    indicator,
    periods,
    section_name,
    section_short,
    shown,
    source,
    values,
)
from seutukuva.indicators.catalogue import variables

EVERY = pytest.mark.parametrize("entry", catalogue(), ids=lambda e: e.id)


def test_there_are_more_than_twenty_five_and_no_id_twice() -> None:
    ids = [e.id for e in catalogue()]
    assert len(ids) >= 25
    assert len(set(ids)) == len(ids)


@EVERY
def test_every_indicator_speaks_three_languages_and_names_its_source_and_licence(entry: Indicator) -> None:
    for term in (entry.name, entry.short, entry.description, entry.unit.term):
        assert all(term.text(language).strip() for language in LANGUAGES)
    assert len({entry.description.text(language) for language in LANGUAGES}) == 3
    of = source(entry.source)
    assert of.licence == "CC BY 4.0"
    assert of.division is not None
    for language in LANGUAGES:
        line = render(of.line, language)
        assert of.credit.text(language) in line
        assert of.licence in line


@EVERY
def test_every_indicator_is_computed_from_variables_of_its_source_and_of_one_period(entry: Indicator) -> None:
    terms = [variables()[t.lstrip("-")] for t in (*entry.numerator, *entry.denominator)]
    assert {t[0] for t in terms} == {entry.source}
    assert len({t[2] for t in terms}) == 1


@EVERY
def test_every_indicator_has_a_row_for_every_area_of_2026(entry: Indicator) -> None:
    heights = [values(entry.id, level=level).height for level in LEVELS]
    assert heights == [308, 69, 19, 1]


@EVERY
def test_every_value_can_be_written_in_every_language(entry: Indicator) -> None:
    for value in (values(entry.id)["value"].drop_nulls()[0], 0.0, None):
        assert all(render(shown(entry, value), language) for language in LANGUAGES)


def test_a_share_is_shown_as_per_cent_and_a_missing_value_as_missing() -> None:
    rate = indicator("unemployment_rate")
    assert render(shown(rate, 0.0878), "fi") == "8,8\u00a0%"
    assert render(shown(rate, None), "sv") == "uppgift saknas"
    assert render(shown(indicator("population"), 39360.0), "en") == "39,360 persons"


def test_a_wrong_id_tells_the_nearest() -> None:
    with pytest.raises(Problem) as caught:
        indicator("unemploymentrate")
    assert "unemployment_rate" in explain(caught.value, "en")
    with pytest.raises(Problem) as caught:
        source("paavo")
    assert "paavo_2020" in explain(caught.value, "fi")


def test_the_tables_that_an_online_machine_can_fetch_are_there_by_their_numbers() -> None:
    for number in ("115h", "11yq", "11dc", "12bs", "11ra", "12r5"):
        found = source(number)
        assert found.api is not None
        assert number in found.api
        assert all(found.title.text(language) for language in LANGUAGES)


def test_files_ship_for_exactly_the_sources_that_say_so() -> None:
    for entry in all_sources():
        assert (entry.division is None) == (entry.file is None)
        if entry.file:
            assert package_file("indicators", entry.file).exists()
            assert entry.file in package_file("indicators", "CREDITS.md").read_text(encoding="utf-8")


def test_sections_have_names_in_three_languages() -> None:
    assert len(SECTIONS) == 22
    for section in SECTIONS:
        for message in (section_name(section), section_short(section)):
            assert len({render(message, language) for language in LANGUAGES}) >= 2
    assert render(section_name("C"), "fi") == "Teollisuus"
    assert render(section_name("C"), "sv") == "Tillverkning"


def test_periods_are_in_order_and_the_source_line_tells_them() -> None:
    assert periods("population")[0] == "2000"
    assert periods("population")[-1] == "2022"
    line = render(source("12r5").line, "fi")
    assert line == "Lähde: Tilastokeskus, StatFin tyonv 12r5, tammikuu 2006–lokakuu 2023, CC BY 4.0"
    assert isinstance(source("115h").line, Message)
