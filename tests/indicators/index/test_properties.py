"""What has to hold for any figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from seutukuva.indicators.index import Chain, Element, Framework, Inputs, Step, Table, Units, copeland, ranks_of

FIGURES = arrays(np.float64, (6, 4), elements=st.integers(1, 1000).map(float))
TREE = Framework(
    (
        Element("a", "a", 1, 1, 1.0, "X"),
        Element("b", "b", 1, 1, 2.0, "X"),
        Element("c", "c", 1, -1, 1.0, "Y"),
        Element("d", "d", 1, 1, 1.0, "Y"),
        Element("X", "X", 2, 1, 1.0, "Index"),
        Element("Y", "Y", 2, 1, 1.0, "Index"),
        Element("Index", "Index", 3, 1, 1.0, None),
    )
)
UNITS = tuple(f"u{i}" for i in range(6))


def index(
    values: NDArray[np.float64], *, f_n: str = "n_minmax", f_ag: object = "a_amean", para: object = None
) -> Table:
    raw = Table(UNITS, ("a", "b", "c", "d"), values)
    inputs = Inputs(TREE, Units(UNITS, UNITS, {}, {}), raw)
    steps = (
        Step("Normalise", {"dset": "Raw", "global_specs": {"f_n": f_n, "f_n_para": para}}),
        Step("Aggregate", {"f_ag": f_ag}),
    )
    return Chain(inputs).run(steps).tables["Aggregated"]


def spread(values: NDArray[np.float64]) -> bool:
    return bool((values.max(axis=0) > values.min(axis=0)).all())


@settings(max_examples=60, deadline=None)
@given(values=FIGURES, factor=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_another_unit_of_measurement_changes_no_score(values: NDArray[np.float64], factor: float, shift: float) -> None:
    if not spread(values):
        return
    for way, para in (("n_minmax", {"l_u": [1, 100]}), ("n_zscore", None), ("n_dist2max", None)):
        before = index(values, f_n=way, para=para).column("Index")
        assert index(values * factor + shift, f_n=way, para=para).column("Index") == pytest.approx(before, abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(values=FIGURES, unit=st.integers(0, 5), gain=st.integers(1, 500))
def test_a_better_figure_never_lowers_the_unit_that_has_it(values: NDArray[np.float64], unit: int, gain: int) -> None:
    if not spread(values):
        return
    better = values.copy()
    better[unit, 0] += gain
    for function in ("a_amean", "a_gmean", "a_hmean"):
        one = index(values, f_ag=function, para={"l_u": [1, 100]}).column("Index")[unit]
        other = index(better, f_ag=function, para={"l_u": [1, 100]}).column("Index")[unit]
        assert other >= one - 1e-9
    worse = values.copy()
    worse[unit, 2] += gain
    assert index(worse).column("Index")[unit] <= index(values).column("Index")[unit] + 1e-9


@settings(max_examples=60, deadline=None)
@given(values=FIGURES)
def test_means_stand_in_their_order_and_within_their_children(values: NDArray[np.float64]) -> None:
    if not spread(values):
        return
    means = [index(values, f_ag=f, para={"l_u": [1, 100]}).column("X") for f in ("a_hmean", "a_gmean", "a_amean")]
    assert (means[0] <= means[1] + 1e-9).all()
    assert (means[1] <= means[2] + 1e-9).all()
    table = index(values, para={"l_u": [1, 100]})
    low = np.minimum(table.column("a"), table.column("b"))
    assert (means[0] >= low - 1e-9).all()


@settings(max_examples=60, deadline=None)
@given(values=FIGURES)
def test_copeland_sums_to_zero_and_knows_only_the_order(values: NDArray[np.float64]) -> None:
    weights = np.array([[1.0, 2.0, 1.0, 1.0]])
    scores = copeland(values[None], weights)
    assert scores.sum() == 0
    assert copeland(np.log(values)[None], weights).tolist() == scores.tolist()


@settings(max_examples=60, deadline=None)
@given(values=arrays(np.float64, 8, elements=st.one_of(st.just(np.nan), st.integers(0, 4).map(float))))
def test_ranks_count_the_units_that_are_better(values: NDArray[np.float64]) -> None:
    for rank, own in zip(ranks_of(values), values, strict=True):
        assert np.isnan(rank) == np.isnan(own)
        if not np.isnan(own):
            assert rank == 1 + (values > own).sum()


def test_mixed_levels_missing_values_and_the_least_share_of_data() -> None:
    values = np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 1, 4, 7], [3, 3, 9, 1], [2, 8, 5, 5], [6, 4, 2, 9]], dtype=float)
    values[0, 0] = np.nan
    values[1, :2] = np.nan
    raw = Table(UNITS, ("a", "b", "c", "d"), values)
    chain = Chain(Inputs(TREE, Units(UNITS, UNITS, {}, {}), raw))
    plain = Step("Normalise", {"global_specs": {"f_n": "n_minmax", "f_n_para": [[1, 100]]}})
    mixed = chain.run((plain, Step("Aggregate", {"f_ag": ["a_amean", "a_gmean"]}))).tables["Aggregated"]
    assert mixed.column("X")[0] == mixed.column("b")[0]
    assert np.isnan(mixed.column("X")[1])
    assert mixed.column("Index")[1] == pytest.approx(mixed.column("Y")[1])
    assert mixed.column("Index")[2] == pytest.approx(np.sqrt(mixed.column("X")[2] * mixed.column("Y")[2]))
    strict = chain.run((plain, Step("Aggregate", {"dat_thresh": [0.6, 0.5]}))).tables["Aggregated"]
    assert np.isnan(strict.column("X")[0])
    assert not np.isnan(strict.column("Index")[0])
