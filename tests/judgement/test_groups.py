"""One more informant of a group: what the group has said already counts, and how unlike the groups are."""

from __future__ import annotations

import pytest

from seutukuva.base import Problem
from seutukuva.judgement import Rating, default_errors, expected_by_group, expected_information
from seutukuva.judgement import groups as module

MODEL = default_errors()


def heard(*levels: tuple[str, int]) -> list[Rating]:
    """Return interviews by source and level."""
    return [Rating(level, "interview", source) for source, level in levels]


def test_without_anything_shared_it_is_the_librarys_expected_information(monkeypatch: pytest.MonkeyPatch) -> None:
    ratings = [*heard(("A", 2), ("A", 3), ("B", 2)), Rating(3, "statistic", "S"), Rating(None, "interview", "C")]
    monkeypatch.setattr(module, "PARTS", (0.0,))
    told = expected_by_group(ratings, {"A": "city", "B": "city"}, ["city"], MODEL)
    assert told["city"] == pytest.approx(expected_information(ratings, MODEL), abs=1e-9)


def test_a_group_tells_less_the_more_it_has_been_heard() -> None:
    ratings = heard(("A", 2), ("B", 2), ("C", 3))
    told = expected_by_group(ratings, {"A": "city", "B": "city", "C": "company"}, ["city", "company", "state"], MODEL)
    assert told["city"] < told["company"] < told["state"] < expected_by_group([], {}, ["state"], MODEL)["state"]


def test_groups_that_differ_make_a_new_group_worth_more() -> None:
    names = {"A": "city", "B": "city", "C": "company", "D": "company"}
    asked = ["city", "state"]
    alike = expected_by_group(heard(("A", 1), ("B", 3), ("C", 3), ("D", 1)), names, asked, MODEL)
    apart = expected_by_group(heard(("A", 1), ("B", 1), ("C", 3), ("D", 3)), names, asked, MODEL)
    assert apart["state"] / apart["city"] > alike["state"] / alike["city"]


def test_a_kind_without_error_sizes_is_refused() -> None:
    with pytest.raises(Problem, match="rumour"):
        expected_by_group([], {}, ["city"], MODEL, kind="rumour")
