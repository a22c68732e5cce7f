"""What would change a level, in words."""

from __future__ import annotations

from seutukuva.base import render
from seutukuva.judgement import Rating
from seutukuva.picture import cells, changes


def told(*given: Rating) -> list[str]:
    cell = next(cell for cell in cells({"education": list(given)}) if cell.dimension.id == "education")
    return [render(message, "en") for message in changes(cell, given)]


def test_an_unknown_dimension_says_whom_to_ask() -> None:
    cell = cells({})[0]
    assert [render(m, "en") for m in changes(cell, ())] == [cell.dimension.next_step.en]


def test_a_single_source_is_told() -> None:
    assert told(Rating(2, "interview", "K-04")) == ["Without the source K-04 there would be no information."]


def test_a_source_that_carries_the_level_alone_is_told_with_the_level_without_it() -> None:
    sentences = told(Rating(1, "interview", "K-01"), Rating(3, "document", "K-D1"))
    assert "Without the source K-D1 the level would be 1." in sentences


def test_agreeing_sources_are_firm() -> None:
    assert told(*(Rating(2, "interview", f"K-{n}") for n in range(5))) == [
        "The level stays whichever source is left out."
    ]


def test_few_ratings_that_flip_the_level_are_counted() -> None:
    given = [Rating(1, "interview", "K-01"), Rating(2, "interview", "K-02"), Rating(2, "interview", "K-02")]
    assert any("ratings would change the level" in sentence for sentence in told(*given))
