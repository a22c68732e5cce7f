"""Every metric is defined, and told in plain words with what it cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from seutukuva.network import ACTOR_METRICS, METRICS, Metric

DOCS = Path(__file__).parents[2] / "docs"
EVERY = (*METRICS, *ACTOR_METRICS)


def rows(page: str) -> list[list[str]]:
    """Return the cells of a page's tables."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


@pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.id)
def test_a_metric_is_told_in_plain_words_with_what_it_cannot_tell(metric: Metric) -> None:
    told = [cells for cells in rows("explanation/network.md") if f"`{metric.id}`" in cells[0]]
    assert len(told) == 1
    _name, says, cannot_tell = told[0]
    assert says
    assert cannot_tell


@pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.id)
def test_a_metric_is_defined_in_the_reference(metric: Metric) -> None:
    assert any(f"`{metric.id}`" in cells[0] for cells in rows("reference/network.md"))
