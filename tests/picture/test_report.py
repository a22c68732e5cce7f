"""A town's report: true headings, real figures, and an honest list of what is not known."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from seutukuva.base import LANGUAGES, Language
from seutukuva.documents import Document, Figure, Heading, KeyFigures, LevelGrid, Paragraph, Table, validate
from seutukuva.picture import (
    MaturityModel,
    beside_blocks,
    maturity_model,
    participant,
    regional_towns,
    town_report,
)


def report(slug: str, language: Language = "en") -> Document:
    town = participant(slug)
    return town_report(
        town.municipalities,
        language,
        name=town.name,
        comparison=regional_towns().participants,
        made_on="2026-11-24",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", [town.slug for town in regional_towns().participants])
def test_every_participant_has_a_report_fit_to_be_published_in_three_languages(slug: str, language: Language) -> None:
    document = report(slug, language)
    validate(document)
    assert not document.synthetic
    assert len([block for block in document.blocks if isinstance(block, Figure)]) == 4


def keys(document: Document) -> str:
    block = next(block for block in document.blocks if isinstance(block, KeyFigures))
    return " | ".join(f"{item.value} {item.label}" for item in block.items).replace("\xa0", " ")


def test_raumas_key_figures_are_the_published_ones() -> None:
    # Statistics Finland, Paavo 2020: 16,588 jobs, 16,568 employed, 4,211 jobs in manufacturing.
    shown = keys(report("rauma", "sv"))
    assert "16 588" in shown
    assert "100 %" in shown
    assert "25 %" in shown


def test_two_municipalities_are_one_participant() -> None:
    # Paavo 2020: Kuusamo 5,939 and Taivalkoski 1,304 jobs.
    document = report("naturpolis")
    assert "7,243" in keys(document)
    assert document.over.endswith("Kuusamo · Taivalkoski")


def test_the_report_speaks_the_languages_own_forms() -> None:
    assert report("rauma", "sv").title == "Raumo"
    text = " ".join(block.title for block in report("rauma", "fi").blocks if isinstance(block, Figure))
    assert re.search(r"Raumalla|Rauman", text)


def test_what_no_open_figure_tells_of_is_told_as_no_information() -> None:
    grid = next(block for block in report("iisalmi").blocks if isinstance(block, LevelGrid))
    assert len(grid.columns) == 7, "business is read from figures, in the picture"
    assert all(cell.level is None for row in grid.cells for cell in row)


def test_what_statistics_throw_light_on_is_told_by_the_programmes_own_model() -> None:
    shipped = maturity_model()
    reading = next(one for one in shipped.readings if one.source == "indicator")
    rauma = participant("rauma")

    def told(model: MaturityModel) -> tuple[str, int]:
        blocks = town_report(rauma.municipalities, "en", name=rauma.name, model=model).blocks
        (text,) = [b.text for b in blocks if isinstance(b, Paragraph) and "throw light" in b.text]
        return text, sum(isinstance(block, LevelGrid) for block in blocks)

    nothing, grids = told(replace(shipped, readings=()))
    assert nothing.startswith("Open statistics throw light on none of the picture's 8 dimensions")
    assert grids == 1
    mine = tuple(one for one in shipped.dimensions if one.id in ("business", "capital"))
    readings = tuple(replace(reading, dimension=one.id) for one in mine)
    every, grids = told(replace(shipped, dimensions=mine, readings=readings, gates=(), min_known=1))
    assert "these only" in every
    assert "Nothing is known of the others" not in every
    assert "level 3 of the stage" not in every, "a model without such a gate"
    assert grids == 0, "no grid without a column"


def test_a_missing_figure_is_a_dash_and_never_nought() -> None:
    table = next(b for b in report("naturpolis").blocks if isinstance(b, Table) and len(b.rows) > 30)
    medians = [row for row in table.rows if "edian income" in row[0]]
    assert medians
    assert all(row[1] == "–" for row in medians), "a median of two municipalities cannot be computed"


def test_a_figure_and_its_table_name_the_same_source_everywhere() -> None:
    for block in report("heinola").blocks:
        if isinstance(block, Figure):
            assert block.source.licence
            assert block.table.rows


def test_a_municipality_whose_unemployment_is_not_known_has_a_report_that_says_so() -> None:
    small = [participant("Kökar"), participant("Sottunga")]  # too few people for the source to tell
    document = town_report(small[0].municipalities, "sv", name=small[0].name, comparison=small)
    validate(document)
    (drawn,) = [block for block in document.blocks if isinstance(block, Figure) and block.id == "map"]
    assert drawn.alternative.endswith("Kökar: ingen information.")
    figures = [block.id for block in beside_blocks(small, "sv") if isinstance(block, Figure)]
    assert "beside-population-change-10" in figures
    assert "beside-unemployment-rate-12m" not in figures


def test_any_municipality_has_a_report() -> None:
    town = participant("Kuopio")
    document = town_report(town.municipalities, "fi", name=town.name)
    validate(document)
    assert document.title == "Kuopio"
    assert any(isinstance(block, Heading) for block in document.blocks)
