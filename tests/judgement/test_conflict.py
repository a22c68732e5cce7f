"""Kinds of source that contradict each other, raters that overlap, a shared error of unknown size."""

from __future__ import annotations

import pytest

from seutukuva.judgement import ErrorModel, ErrorSize, Rating, assess, default_errors, severities


def test_statistics_that_say_three_and_voices_that_say_one_are_brought_up() -> None:
    voices = [Rating(1, "interview", name) for name in "abcd"]
    cell = assess([*voices, Rating(3, "statistic", "s"), Rating(3, "statistic", "t")], default_errors())
    (conflict,) = cell.conflicts
    assert (conflict.low, conflict.low_mode, conflict.high, conflict.high_mode) == ("interview", 1, "statistic", 3)
    assert assess([*voices, Rating(1, "statistic", "s")], default_errors()).conflicts == ()


def test_a_mild_rater_is_told_from_sources_that_two_have_rated() -> None:
    cells = [
        [Rating(2, "interview", f"c{i}", rater="A"), Rating(3, "interview", f"c{i}", rater="B")] for i in range(30)
    ]
    raters = severities(cells, default_errors())
    assert raters is not None
    assert raters.severity("B") == pytest.approx(-raters.severity("A"))
    assert 0.3 < raters.severity("B") < 0.5
    alone = [Rating(3, "interview", "z", rater="B")]
    assert assess(alone, default_errors(), raters).posterior[1] > assess(alone, default_errors()).posterior[1]
    assert severities([alone], default_errors()) is None


def test_a_shared_error_of_unknown_size_widens_what_contradicts_itself() -> None:
    kinds = {"interview": ErrorSize(0.5, 0.4)}
    ratings = [Rating(level, "interview", f"{level}") for level in (1, 4) for _ in range(5)]
    known = assess(ratings, ErrorModel(kinds))
    unknown = assess(ratings, ErrorModel(kinds, scales=(0.5, 1, 3)))
    assert len(unknown.set90) >= len(known.set90)
    assert max(unknown.posterior) < max(known.posterior)
