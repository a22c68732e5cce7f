"""Towns that are alike, and where a town stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import Problem
from seutukuva.indicators import (
    DEFAULT_PEER_INDICATORS,
    LATEST_YEAR,
    Rank,
    distance,
    peers,
    percentile,
    rank,
    value,
    values,
)
from seutukuva.regions import division

CODES = st.sampled_from(sorted(division(LATEST_YEAR).codes))


def test_peers_are_the_same_every_time_nearest_first_and_never_the_town_itself() -> None:
    found = peers("684")
    assert found.codes == peers("684").codes
    assert len(found.peers) == 9
    assert "684" not in found.codes
    distances = [p.distance for p in found.peers]
    assert distances == sorted(distances)
    assert found.indicators == DEFAULT_PEER_INDICATORS


def test_the_contributions_explain_the_whole_distance() -> None:
    for peer in peers("684", count=3).peers:
        assert sum(peer.contributions.values()) == pytest.approx(1)
        assert set(peer.contributions) == set(DEFAULT_PEER_INDICATORS)
        assert peer.distance == pytest.approx(distance("684", peer.code))


@given(CODES, CODES)
@settings(max_examples=40, deadline=None)
def test_distance_is_symmetric_and_nought_to_itself(one: str, other: str) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert distance(one, one) == 0
    assert (distance(one, other) > 0) == (one != other)


@given(CODES, CODES, CODES)
@settings(max_examples=40, deadline=None)
def test_a_detour_is_never_shorter(one: str, other: str, third: str) -> None:
    assert distance(one, other) <= distance(one, third) + distance(third, other) + 1e-9


def test_peers_can_be_chosen_from_a_group_and_by_other_indicators() -> None:
    towns = ["140", "740", "678", "287", "111", "232", "249"]
    found = peers("684", candidates=[*towns, "684"], count=3)
    assert set(found.codes) <= set(towns)
    by_size = peers("684", on=["population"], count=1, candidates=towns)
    own = np.log(value("population", "684").value or 1)
    nearest = min(towns, key=lambda c: abs(np.log(value("population", c).value or 1) - own))
    assert by_size.codes == (nearest,)


def test_several_municipalities_seen_as_one_have_peers_of_their_size() -> None:
    found = peers(("832", "305"))
    assert found.code == "305+832"
    assert not {"305", "832"} & set(found.codes)


def test_an_area_without_the_figure_is_told() -> None:
    with pytest.raises(Problem, match="median_income"):
        peers(("832", "305"), on=["median_income"])
    with pytest.raises(Problem, match="no area"):
        peers("999")


def test_an_indicator_without_spread_does_not_break_the_distance() -> None:
    found = peers("684", on=["population", "jobs_share_i"], count=2)
    assert all(np.isfinite(p.distance) for p in found.peers)


def test_percentile_counts_the_others_below_and_equals_half() -> None:
    others = values("mean_age").drop_nulls("value")
    ages = dict(zip(others["area"], others["value"], strict=True))
    own = ages.pop("684")
    below = sum(v < own for v in ages.values())
    equal = sum(v == own for v in ages.values())
    assert equal > 0
    assert percentile("mean_age", "684") == pytest.approx((below + equal / 2) / len(ages))
    assert rank("mean_age", "684") == Rank(sum(v > own for v in ages.values()) + 1, len(ages) + 1, True)


@given(CODES, st.lists(CODES, min_size=2, max_size=12, unique=True))
@settings(max_examples=40, deadline=None)
def test_percentile_and_rank_agree_where_nobody_is_equal(code: str, among: list[str]) -> None:
    share, place = percentile("population", code, among), rank("population", code, among)
    if set(among) == {code}:
        assert share is None
        return
    assert share is not None
    assert place is not None
    assert 0 <= share <= 1
    if not place.tied:
        assert share == pytest.approx((place.of - place.position) / (place.of - 1))


def test_helsinki_has_the_most_people() -> None:
    assert rank("population", "091") == Rank(1, 308)
    assert percentile("population", "091") == 1


def test_an_area_without_a_figure_has_no_place() -> None:
    assert percentile("median_income", "214") is None
    assert rank("median_income", "214") is None
    assert percentile("median_income", "684", among=["214"]) is None
