"""Divisions 2013-2026 as published by Statistics Finland."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.regions import LATEST_YEAR, LEVELS, YEARS, area_of, division, local_name, municipality

# Statistics Finland: number of municipalities on 1 January.
MUNICIPALITIES = {
    **dict.fromkeys((2013, 2014), 320),
    2015: 317,
    2016: 313,
    **dict.fromkeys((2017, 2018, 2019), 311),
    2020: 310,
    **dict.fromkeys((2021, 2022, 2023, 2024), 309),
    **dict.fromkeys((2025, 2026), 308),
}


@pytest.mark.parametrize(("year", "number"), MUNICIPALITIES.items())
def test_number_of_municipalities(year: int, number: int) -> None:
    assert division(year).frame.height == len(division(year).codes) == number


@pytest.mark.parametrize("year", YEARS)
def test_every_municipality_has_names_subregion_region_type_and_language_in_every_year(year: int) -> None:
    frame = division(year).frame
    needed = ["name_fi", "name_sv", "name_en", "subregion_fi", "subregion_sv", "region_fi", "region_en", "type"]
    assert frame.select(needed).null_count().sum_horizontal().item() == 0
    assert set(frame["language"]) == {"fi", "sv", "fi_sv", "sv_fi"}
    assert set(frame["type"]) == {"urban", "semi_urban", "rural"}
    assert frame["code"].str.len_chars().unique().to_list() == [3]


@pytest.mark.parametrize("year", YEARS)
def test_aland_has_16_swedish_municipalities_outside_the_mainland(year: int) -> None:
    aland = division(year).frame.filter(~division(year).frame["mainland"])
    assert aland.height == 16
    assert set(aland["language"]) == {"sv"}
    assert set(aland["region_sv"]) == {"Åland"}


@pytest.mark.parametrize(("year", "mainland"), [(2017, 295), (2019, 295), (2021, 293), (2024, 293), (2026, 292)])
def test_mainland_municipalities_as_the_national_survey_counts_them(year: int, mainland: int) -> None:
    assert division(year).frame["mainland"].sum() == mainland


def test_nineteen_regions_and_seventy_then_sixty_nine_subregions() -> None:
    assert {division(year).frame["region"].n_unique() for year in YEARS} == {19}
    assert division(2020).frame["subregion"].n_unique() == 70
    assert division(2021).frame["subregion"].n_unique() == 69


def test_wider_areas_stand_only_in_years_when_they_exist() -> None:
    known = {level: [y for y in YEARS if division(y).frame[level].null_count() == 0] for level in LEVELS}
    assert known["employment_area"] == [2025, 2026]
    assert known["wellbeing"] == list(range(2022, 2027))
    assert known["nuts3"] == known["nuts2"] == list(range(2017, 2027))
    assert known["ely"] == list(range(2013, 2026))


# Government decisions on regions, in force on 1 January.
REGION_MOVES = [
    ("785", 2016, "18", "17"),  # Vaala: Kainuu -> Pohjois-Pohjanmaa
    ("090", 2021, "10", "12"),  # Heinävesi: Etelä-Savo -> Pohjois-Karjala
    ("142", 2021, "08", "07"),  # Iitti: Kymenlaakso -> Päijät-Häme
    ("152", 2021, "15", "14"),  # Isokyrö: Pohjanmaa -> Etelä-Pohjanmaa
    ("171", 2021, "10", "11"),  # Joroinen: Etelä-Savo -> Pohjois-Savo
    ("291", 2021, "13", "06"),  # Kuhmoinen: Keski-Suomi -> Pirkanmaa
]


@pytest.mark.parametrize(("code", "year", "before", "after"), REGION_MOVES)
def test_real_moves_between_regions(code: str, year: int, before: str, after: str) -> None:
    assert area_of(code, "region", year - 1) == before
    assert area_of(code, "region", year) == after


def test_a_town_is_told_with_its_areas() -> None:
    heinola = municipality("111")
    assert (heinola.name_fi, heinola.name_sv, heinola.name_en) == ("Heinola", "Heinola", "Heinola")
    assert (heinola.subregion, heinola.subregion_name.fi) == ("071", "Lahden seutukunta")
    assert (heinola.region, heinola.region_name.sv) == ("07", "Päijänne-Tavastland")
    assert (heinola.language, heinola.mainland, heinola.year) == ("fi", True, LATEST_YEAR)
    assert municipality("287").language == "sv_fi"
    assert area_of("684", "employment_area") == "05"
    assert area_of("684", "employment_area", 2020) is None


PROBLEMS = {
    "year before": (
        lambda: division(2012),
        "There is no division of municipalities for 2012. Give a year from 2013 to",
    ),
    "year after": (lambda: municipality("684", 2027), "There is no division of municipalities for 2027."),
    "merged": (lambda: municipality("476"), "the municipality has merged and belongs to Kuopio (297)"),
    "merged long ago": (lambda: area_of("754", "region"), "belongs to Kouvola (286)"),
    "divided": (lambda: municipality("914"), "divided between Hattula (082), Hämeenlinna (109), Janakkala (165)"),
    "unknown": (lambda: municipality("999"), "There is no municipality code 999."),
    "ceded": (lambda: municipality("013"), "There is no municipality code 013."),
    "area": (lambda: local_name("999", level="region"), "There is no area 999 in the division of 2026."),
}


@pytest.mark.parametrize(("call", "told"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_does_not_exist_is_told(call: Callable[[], object], told: str) -> None:
    with pytest.raises(Problem) as caught:
        call()
    assert told in str(caught.value)
    assert all(explain(caught.value, language) for language in LANGUAGES)
