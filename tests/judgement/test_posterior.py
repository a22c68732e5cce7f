"""The posterior equals brute-force integration, covers what it says, and counts a source once."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate
from scipy.special import ndtr
from scipy.stats import norm

from seutukuva.base import Problem
from seutukuva.judgement import (
    ErrorModel,
    ErrorSize,
    Rating,
    assess,
    default_errors,
    expected_information,
    flips,
    integral,
    severities,
)

EDGES = (-np.inf, 1.5, 2.5, 3.5, np.inf)


def brute_force(ratings: list[Rating], model: ErrorModel, reach: float = 9) -> np.ndarray:
    """The model of the module's docstring integrated by scipy's adaptive quadrature, a size of error at a time."""
    posterior = sum(_of_one_size(ratings, model, scale, reach) for scale in model.scales)
    return posterior / posterior.sum()


def _of_one_size(ratings: list[Rating], model: ErrorModel, scale: float, reach: float) -> np.ndarray:
    posterior = np.array(model.prior)
    for cluster in {rating.cluster for rating in ratings}:
        items = Counter(rating for rating in ratings if rating.cluster == cluster)
        for level in range(1, 5):

            def integrand(z: float, level: int = level, items: Counter[Rating] = items) -> float:
                value = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
                for item, count in items.items():
                    size = model.size(item.kind)
                    own = size.own / np.sqrt(item.reliability)
                    position = level + scale * size.shared * z
                    low, high = (EDGES[item.level - 1] - position) / own, (EDGES[item.level] - position) / own
                    value *= (ndtr(high) - ndtr(low)) ** count
                return float(value)

            posterior[level - 1] *= integrate.quad(integrand, -reach, reach, epsabs=0, epsrel=1e-11, limit=400)[0]
    return posterior


@pytest.mark.parametrize("n_items", [1, 4, 20])
def test_equals_brute_force_integration(n_items: int) -> None:
    rng = np.random.default_rng(20260101 + n_items)
    ratings = [
        Rating(
            level=int(rng.integers(1, 5)),
            kind=str(rng.choice(["interview", "survey", "document"])),
            cluster=f"source {rng.integers(3)}",
            reliability=float(rng.uniform(0.3, 1)),
        )
        for _ in range(n_items)
    ]
    assert assess(ratings, default_errors()).posterior == pytest.approx(
        brute_force(ratings, default_errors()), abs=1e-10
    )


def test_a_table_made_in_parts_gives_the_posterior_of_a_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(20261124)
    ratings = [
        Rating(int(rng.integers(1, 5)), "interview", f"source {i % 4}", float(rng.uniform(0.05, 1))) for i in range(40)
    ]
    whole, removed = assess(ratings, default_errors()), flips(ratings, default_errors())
    monkeypatch.setattr(integral, "_AT_ONCE", 5000)  # a few ratings at a time
    parts = assess(ratings, default_errors())
    assert parts.posterior == pytest.approx(whole.posterior, abs=1e-12)
    assert (parts.set90, parts.without) == (whole.set90, whole.without)
    assert flips(ratings, default_errors()) == removed


@pytest.mark.parametrize("own_reliabilities", [True, False])
def test_one_grid_for_all_levels_gives_what_nodes_of_their_own_give(
    own_reliabilities: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(20261125)
    kinds = ("interview", "survey", "document")
    sure = rng.uniform(0.05, 1, 60) if own_reliabilities else np.full(60, 0.8)
    ratings = [
        Rating(int(rng.integers(1, 5)), kinds[i % 3], f"source {i % 6}", float(sure[i]), rater=f"rater {i % 4}")
        for i in range(60)
    ]
    model = default_errors()
    raters = severities([ratings], model)
    assert raters
    grid = assess(ratings, model, raters), flips(ratings, model, raters)
    gain = expected_information(ratings, model, raters=raters)
    monkeypatch.setattr(integral, "fitting", lambda *_: None)
    apart = assess(ratings, model, raters), flips(ratings, model, raters)
    assert grid[0].posterior == pytest.approx(apart[0].posterior, abs=1e-12)
    assert (grid[0].set90, grid[0].without, grid[1]) == (apart[0].set90, apart[0].without, apart[1])
    assert gain == pytest.approx(expected_information(ratings, model, raters=raters), abs=1e-11)


def test_sources_many_shared_errors_from_a_level_are_integrated_where_they_are() -> None:
    """Sharp sources say 1 and 4: under level 2 the second's error is ten times what is stated, or more."""
    ratings = [Rating(1, "interview", "a"), *[Rating(4, "interview", "b")] * 6]
    model = ErrorModel(kinds={"interview": ErrorSize(own=0.08, shared=0.15)})
    assert assess(ratings, model).posterior == pytest.approx(brute_force(ratings, model, reach=30), abs=1e-9)


def test_hundreds_of_items_of_one_source_are_integrated_exactly() -> None:
    """Sixty alike items make the integrand narrow: a fixed Gauss-Hermite rule would miss it."""
    ratings = [Rating(2 + (i % 3 == 0), "interview", "one") for i in range(60)]
    model = ErrorModel(kinds={"interview": ErrorSize(own=0.4, shared=1.0)})
    assert assess(ratings, model).posterior == pytest.approx(brute_force(ratings, model), abs=1e-9)


def test_one_rating_has_the_posterior_of_the_textbook() -> None:
    """One item: u and e add to one normal error, so Bayes' rule needs only four differences of normal values."""
    model = ErrorModel(kinds={"interview": ErrorSize(own=0.8, shared=0.6)})
    likelihood = np.array([norm.cdf(1.5 - level) for level in (1, 2, 3, 4)])  # sd = sqrt(.64 + .36) = 1
    cell = assess([Rating(1, "interview", "a")], model)
    assert cell.posterior == pytest.approx(likelihood / likelihood.sum(), abs=1e-12)
    assert cell.mode == 1
    assert cell.set90 == (1, 2)


def test_no_ratings_is_no_information_and_never_level_one() -> None:
    for ratings in ([], [Rating(None, "interview", "a"), Rating(None, "interview", "b")]):
        cell = assess(ratings, default_errors())
        assert not cell.known
        assert cell.mode is None
        assert cell.set90 == ()
        assert cell.posterior == default_errors().prior
        assert cell.n_unknown == len(ratings)


def test_no_information_beside_ratings_changes_nothing() -> None:
    rated = [Rating(3, "interview", "a"), Rating(2, "document", "d")]
    with_unknown = assess([*rated, Rating(None, "interview", "c")], default_errors())
    assert with_unknown.posterior == assess(rated, default_errors()).posterior
    assert with_unknown.n_unknown == 1
    assert with_unknown.n_clusters == 2


def test_thirty_quotes_of_one_person_weigh_less_than_ten_of_three() -> None:
    one = assess([Rating(1, "interview", "a")] * 30, default_errors())
    three = assess([Rating(1, "interview", name) for name in "abc"] * 10, default_errors())
    assert three.posterior[0] > one.posterior[0]


def test_leaving_out_the_decisive_source_changes_the_mode() -> None:
    ratings = [Rating(3, "document", "d"), Rating(3, "document", "d"), Rating(1, "interview", "a")]
    cell = assess(ratings, default_errors())
    assert cell.mode in (2, 3)
    assert cell.without["d"] == 1
    assert "d" in cell.decisive_clusters
    assert assess(ratings[:2], default_errors()).without == {"d": None}


def test_a_tie_takes_the_lower_level() -> None:
    cell = assess([Rating(2, "interview", "a"), Rating(3, "interview", "b")], default_errors())
    assert cell.posterior[1] == pytest.approx(cell.posterior[2])
    assert cell.mode == 2


def test_carriers_are_the_scored_ratings() -> None:
    ratings = [
        Rating(2, "interview", "a", urn="urn:seutukuva:evidence:rating:1"),
        Rating(None, "interview", "a", urn="urn:seutukuva:evidence:rating:2"),
    ]
    assert assess(ratings, default_errors()).carriers == ("urn:seutukuva:evidence:rating:1",)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Rating,
            level=st.sampled_from([1, 2, 3, 4, None]),
            kind=st.sampled_from(["interview", "survey", "statistic", "network", "document"]),
            cluster=st.sampled_from(["a", "b", "c", "d"]),
            reliability=st.floats(0.05, 1),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_a_posterior_is_a_distribution_whose_set_holds_ninety_per_cent(ratings: list[Rating]) -> None:
    cell = assess(ratings, default_errors())
    assert sum(cell.posterior) == pytest.approx(1)
    if cell.known:
        assert sum(cell.posterior[level - 1] for level in cell.set90) >= 0.9 - 1e-9
        assert list(cell.set90) == list(range(cell.set90[0], cell.set90[-1] + 1))
        mirrored = [Rating(5 - r.level if r.level else None, r.kind, r.cluster, r.reliability) for r in ratings]
        assert assess(mirrored, default_errors()).posterior == pytest.approx(cell.posterior[::-1], abs=1e-9)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"level": 5}, "judgement.level"),
        ({"level": 0}, "judgement.level"),
        ({"reliability": 0.0}, "judgement.reliability"),
        ({"reliability": 1.1}, "judgement.reliability"),
        ({"cluster": ""}, "judgement.cluster"),
    ],
)
def test_a_rating_outside_its_scale_is_refused(values: dict[str, object], code: str) -> None:
    with pytest.raises(Problem) as caught:
        Rating(**{"level": 2, "kind": "interview", "cluster": "a", **values})
    assert caught.value.code == code
    assert str(caught.value)


def test_a_kind_without_error_sizes_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Problem, match=r"rumour.*document, interview"):
        assess([Rating(2, "rumour", "a")], default_errors())
