"""A gap becomes a drafted measure in three languages; a measure that cannot be is refused."""

from __future__ import annotations

from typing import Any

import pytest

from seutukuva.base import LANGUAGES, Message, Problem, render
from seutukuva.picture import Gap, maturity_model
from seutukuva.strategy import STATUSES, Measure, draft, draft_measure, status_name


def gap(dimension: str, level: int) -> Gap:
    return Gap(dimension, level, 4, True, Message("picture.gap.sure"))


@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_dimension_has_a_measure_in_three_languages(level: int) -> None:
    for dimension in maturity_model().dimensions:
        whole = draft(gap(dimension.id, level), year=2026)
        for language in LANGUAGES:
            assert render(whole.title, language).endswith(".")
            assert render(whole.responsible, language)
            assert render(whole.follow_up, language)
        assert 2026 < whole.due_year <= 2029


def test_the_measure_fits_the_level() -> None:
    first, second = (render(draft_measure(gap("education", level)), "fi") for level in (1, 2))
    assert "TKI-asiantuntija" in first
    assert "pysyvästä läsnäolosta" in second


def test_a_programmes_own_dimension_has_no_draft() -> None:
    with pytest.raises(Problem, match="luck"):
        draft_measure(gap("luck", 1))


def test_a_measure_begins_planned() -> None:
    assert Measure("Yhteinen TKI-asiantuntija", "education", "kaupunki", 2027).status == "planned"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"status": "forgotten"}, "strategy.status"),
        ({"title": " "}, "strategy.title"),
        ({"due_year": 27}, "strategy.due_year"),
        ({"due_year": 2101}, "strategy.due_year"),
    ],
)
def test_a_measure_that_cannot_be_is_refused(values: dict[str, Any], code: str) -> None:
    facts: dict[str, Any] = {"title": "T", "dimension": "education", "responsible": "r", "due_year": 2027}
    with pytest.raises(Problem) as caught:
        Measure(**{**facts, **values})
    assert caught.value.code == code
    assert str(caught.value)


def test_every_status_has_a_name() -> None:
    assert [render(status_name(status), "sv") for status in STATUSES] == ["planerad", "pågår", "genomförd", "slopad"]
