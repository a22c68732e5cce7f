"""Alpha, kappa and percent of tables: published examples, an independent program, and tables that say nothing."""

from __future__ import annotations

from typing import Any

import krippendorff
import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from seutukuva.base import Message, Problem, render
from seutukuva.evidence.agreement import (
    Agreement,
    Metric,
    agreement_table,
    alpha,
    by_columns,
    cohen,
    fleiss,
    percent,
    presence_table,
    rating_table,
)

NAN = float("nan")
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: four observers, twelve units.
EXAMPLE = pl.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    }
)
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")


def code_of(found: Agreement) -> str:
    assert found.value is None
    assert found.low is found.high is None
    assert found.reason is not None
    render(found.reason, "fi")
    return found.reason.code.rsplit(".", 1)[1]


@pytest.mark.parametrize(
    ("metric", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_standard_example(metric: Metric, value: float) -> None:
    found = alpha(EXAMPLE, metric)
    assert found.value is not None
    assert round(found.value, 3) == value
    assert (found.units, found.coders) == (11, 4)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


@given(
    hnp.arrays(
        np.float64, st.tuples(st.integers(1, 12), st.integers(2, 5)), elements=st.sampled_from([0, 1, 2, 3, 7, NAN])
    ),
    st.sampled_from(METRICS),
)
@settings(max_examples=300, deadline=None)
def test_equals_an_independent_program(table: Any, metric: Metric) -> None:
    shared = table[(~np.isnan(table)).sum(axis=1) >= 2]
    assume(len(np.unique(shared[~np.isnan(shared)])) > 1)
    found = alpha(table, metric, replicates=0)
    expected = krippendorff.alpha(reliability_data=shared.T, level_of_measurement=metric)
    assert found.value == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1), st.integers(2, 4))
@settings(deadline=None)
def test_coders_who_say_the_same_agree_fully(values: list[int], coders: int) -> None:
    table = np.array([[v] * coders for v in values], dtype=float)
    for metric in METRICS:
        assert alpha(table, metric, replicates=0).value == pytest.approx(1)
    assert fleiss(table, replicates=0).value == pytest.approx(1)
    assert percent(table, replicates=0).value == 1


def test_alpha_of_many_coders_who_guess_is_about_nothing_and_its_interval_says_so() -> None:
    table = np.random.default_rng(4).integers(1, 5, size=(400, 3)).astype(float)
    for metric in METRICS:
        found = alpha(table, metric)
        assert found.value == pytest.approx(0, abs=0.08)
        assert found.low is not None
        assert found.high is not None
        assert found.low < 0 < found.high


def test_the_interval_covers_what_resampling_by_hand_covers() -> None:
    """The vectorised resampling against a loop that draws rows and calls the other program."""
    generator = np.random.default_rng(11)
    truth = generator.integers(1, 5, size=60)
    table = np.column_stack([np.where(generator.random(60) < 0.75, truth, generator.integers(1, 5, 60)) for _ in "abc"])
    table = table.astype(float)
    for metric in METRICS:
        by_hand = [
            krippendorff.alpha(reliability_data=table[generator.integers(0, 60, 60)].T, level_of_measurement=metric)
            for _ in range(400)
        ]
        found = alpha(table, metric, replicates=4000)
        assert [found.low, found.high] == pytest.approx(list(np.quantile(by_hand, [0.025, 0.975])), abs=0.04)


def test_the_same_seed_gives_the_same_interval() -> None:
    assert alpha(EXAMPLE, "ordinal") == alpha(EXAMPLE, "ordinal")
    assert alpha(EXAMPLE, "ordinal", seed=2) != alpha(EXAMPLE, "ordinal")


def test_a_table_of_words_has_a_nominal_alpha_only() -> None:
    words = pl.DataFrame({"a": ["x", "y", "y", None], "b": ["x", "y", "x", "y"]})
    numbers = pl.DataFrame({"a": [1, 2, 2, None], "b": [1, 2, 1, 2]})
    assert alpha(words).value == alpha(numbers).value
    with pytest.raises(Problem, match="Words have no distances"):
        alpha(words, "ordinal")


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (pl.DataFrame(), "one_coder"),
        (np.zeros((0, 3)), "nothing_shared"),
        (pl.DataFrame({"a": [1, 2, 3]}), "one_coder"),
        (np.array([[1, NAN], [NAN, 2]]), "nothing_shared"),
        (pl.DataFrame({"a": [None, None], "b": [None, None]}), "nothing_shared"),
        (np.array([[2.0, 2.0], [2.0, 2.0], [3.0, NAN]]), "no_variation"),
    ],
)
def test_a_table_that_says_nothing_gives_a_reason_and_no_number(table: Any, reason: str) -> None:
    for metric in METRICS:
        assert code_of(alpha(table, metric)) == reason
    assert code_of(fleiss(table)) == reason
    assert code_of(cohen(table)) == ("two_coders" if table.shape[1] != 2 else reason)
    if reason != "no_variation":
        assert code_of(percent(table)) == reason


def test_coders_who_never_vary_still_have_a_percentage() -> None:
    assert percent(np.full((5, 2), 3.0)).value == 1


def test_one_unit_has_a_value_but_no_interval() -> None:
    one = np.array([[1.0, 2.0]])
    for found in (alpha(one), percent(one), fleiss(one), cohen(one)):
        assert found.value is not None
        assert found.low is found.high is None


def test_resamples_in_which_nothing_varies_do_not_count() -> None:
    """A unit that differs is left out of a third of the resamples: there is no alpha in those."""
    found = alpha(np.array([[1.0, 2.0], *[[1.0, 1.0]] * 7]))
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low <= found.high <= 1


# Cohen's kappa: the three tables of the usual example, counts of yes-yes, yes-no, no-yes, no-no.
@pytest.mark.parametrize(
    ("cells", "kappa"), [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)]
)
def test_cohens_kappa_of_two_coders(cells: tuple[int, ...], kappa: float) -> None:
    rows = [pair for pair, times in zip([(1, 1), (1, 0), (0, 1), (0, 0)], cells, strict=True) for _ in range(times)]
    found = cohen(np.array(rows, dtype=float))
    assert found.value == pytest.approx(kappa, abs=5e-5)
    assert found.low is not None
    assert found.high is not None
    assert found.low < kappa < found.high
    assert cohen(np.array(rows, dtype=float), replicates=0).low is None


def test_fleiss_kappa_of_his_kind_of_table() -> None:
    """Fourteen raters, ten subjects, five categories: kappa .210 (the usual worked example)."""
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    table = np.array([[c for c, times in enumerate(row) for _ in range(times)] for row in counts], dtype=float)
    found = fleiss(table)
    assert found.value is not None
    assert round(found.value, 3) == 0.210
    assert found.low is not None


def test_krippendorffs_digitised_example_has_kappa_385_and_alpha_329() -> None:
    """Krippendorff (1995: 57), continua A: Bertha and Bill over 24 points."""
    bertha = [0] * 2 + [1] * 8 + [0] * 4 + [1] * 6 + [0] * 4
    bill = [0] * 4 + [1] * 4 + [0] * 7 + [1] * 2 + [0] * 7
    table = pl.DataFrame({"Bertha": bertha, "Bill": bill})
    assert cohen(table).value == pytest.approx(0.385, abs=0.0006)
    assert alpha(table).value == pytest.approx(0.329, abs=0.0006)
    assert percent(table).value == pytest.approx(16 / 24)


def test_every_two_coders_are_compared() -> None:
    found = by_columns(EXAMPLE, lambda table: alpha(table, "ordinal", replicates=0))
    assert len(found) == 6
    assert found["A", "B"].value == alpha(EXAMPLE.select("A", "B"), "ordinal").value


def test_judgements_in_rows_become_a_table_with_the_last_word_of_each_coder() -> None:
    rows = pl.DataFrame(
        [("p1", "b", 2), ("p1", "a", 1), ("p2", "b", 3), ("p1", "a", 2)], schema=["p", "who", "level"], orient="row"
    )
    table = rating_table(rows, unit="p", coder="who", value="level")
    assert table.to_dict(as_series=False) == {"a": [2, None], "b": [2, 3]}
    assert rating_table(rows.clear(), unit="p", coder="who", value="level").width == 0


def test_a_coder_who_left_a_passage_uncoded_said_no() -> None:
    rows = pl.DataFrame(
        [("p1", "a", "gap"), ("p1", "b", "gap"), ("p2", "a", "growth"), ("p2", "a", "gap"), ("p3", "b", "growth")],
        schema=["passage", "coder", "code"],
        orient="row",
    )
    table = presence_table(rows, "gap", unit="passage", coder="coder")
    assert table.to_dict(as_series=False) == {"a": [1, 1, 0], "b": [1, 0, 0]}


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: alpha(np.zeros(3)), "shape"),
        (lambda: alpha(np.array([[1.0, np.inf]])), "infinite"),
        (lambda: alpha(EXAMPLE, "magic"), "metric"),
        (lambda: alpha(np.array([[-1.0, 1.0]]), "ratio"), "negative"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_in_words(call: Any, code: str) -> None:
    with pytest.raises(Problem) as raised:
        call()
    assert raised.value.code == f"evidence.agreement.{code}"
    assert str(raised.value)


def test_agreements_are_read_and_exported_as_a_table() -> None:
    rows = {
        "suuri": Agreement("alpha_nominal", 0.853, 40, 2, 0.7, 0.95),
        "varova": Agreement("alpha_nominal", 0.7, 40, 2),
        "heikko": Agreement("alpha_nominal", 0.2, 40, 2),
        "tyhjä": alpha(pl.DataFrame({"a": [1]})),
        "tieto": Agreement("percent", None),
    }
    named = Message("evidence.agreement.coefficient.alpha_nominal")
    table = agreement_table(rows, caption=named, first=named, language="fi")
    assert table.rows[0] == ("suuri", "0,85", "0,70", "0,95", "40", "luotettava (vähintään 0,80)")
    assert table.raw is not None
    assert table.raw[0][1] == 0.853
    assert table.rows[2][-1].startswith("ei riitä")
    assert table.rows[3][1:] == ("–", "–", "–", "0", "Vertailuun tarvitaan vähintään kaksi koodaajaa.")
    assert rows["tyhjä"].name.code.endswith("alpha_nominal")
