"""The expected information of one more source."""

from __future__ import annotations

import math

import pytest

from seutukuva.base import Problem
from seutukuva.judgement import LEVELS, ErrorModel, ErrorSize, Rating, assess
from seutukuva.judgement.expected import expected_information

EXACT = ErrorModel({"interview": ErrorSize(0.01, 0.0)})
BLIND = ErrorModel({"interview": ErrorSize(1000.0, 0.0)})
USUAL = ErrorModel({"interview": ErrorSize(0.7, 0.5)}, scales=(0.5, 1.0, 2.0))


def said(level: int, cluster: str) -> Rating:
    return Rating(level, "interview", cluster)


def test_a_source_without_error_tells_all_and_a_blind_one_nothing() -> None:
    assert expected_information([], EXACT) == pytest.approx(2.0)
    assert expected_information([said(2, "A")], EXACT) == pytest.approx(0.0, abs=1e-9)
    assert expected_information([], BLIND) == pytest.approx(0.0, abs=1e-3)


def test_it_is_the_entropy_that_the_posteriors_lose_on_average() -> None:
    """From `assess` alone: with one source heard nothing, the predictive follows from the four posteriors."""
    flat = ErrorModel({"interview": ErrorSize(0.7, 0.5)})
    posteriors = [assess([said(level, "A")], flat).posterior for level in LEVELS]
    # The levels are symmetric under 1<->4, 2<->3; the outer share solves sum_l p_l posterior_l = prior.
    outer = (0.25 - posteriors[1][0] / 2 - posteriors[2][0] / 2) / (
        posteriors[0][0] + posteriors[3][0] - posteriors[1][0] - posteriors[2][0]
    )
    shares = [outer, 0.5 - outer, 0.5 - outer, outer]
    left = sum(share * -sum(p * math.log2(p) for p in row) for share, row in zip(shares, posteriors, strict=True))
    assert expected_information([], flat) == pytest.approx(2 - left, rel=1e-6)


def test_the_more_is_known_the_less_the_next_source_tells() -> None:
    heard = [said(2, "A"), said(2, "B"), said(2, "C")]
    told = [expected_information(heard[:n], USUAL) for n in range(4)]
    assert told == sorted(told, reverse=True)
    assert expected_information([Rating(None, "interview", "A")], USUAL) == told[0]


def test_a_kind_without_error_sizes_is_refused() -> None:
    with pytest.raises(Problem):
        expected_information([], USUAL, "rumour")
