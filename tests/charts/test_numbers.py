"""Axes are round and hold their values; formats follow the language."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.charts.numbers import Axis, format_locale, position, round_axis, shown, significant, vega_format

numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 4))


@given(numbers, numbers, st.integers(2, 10))
def test_an_axis_holds_its_values_with_even_steps(one: float, other: float, count: int) -> None:
    low, high = min(one, other), max(one, other)
    axis = round_axis(low, high, count)
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert axis.low <= low + slack
    assert axis.high >= high - slack
    steps = [after - before for before, after in pairwise(axis.ticks)]
    assert steps
    assert max(steps) - min(steps) <= slack
    assert len(axis.ticks) <= count + 2


@pytest.mark.parametrize(
    ("low", "high", "ticks", "decimals"),
    [
        (0, 18, (0, 5, 10, 15, 20), 0),
        (0, 4, (0, 1, 2, 3, 4), 0),
        (0, 0.9, (0, 0.2, 0.4, 0.6, 0.8, 1.0), 1),
        (0, 10, (0, 2.5, 5, 7.5, 10), 1),
    ],
)
def test_ticks_are_round(low: float, high: float, ticks: tuple[float, ...], decimals: int) -> None:
    axis = round_axis(low, high, count=5 if high != 10 else 4)
    assert axis.ticks == ticks
    assert axis.decimals == decimals


def test_an_axis_of_one_value_still_has_a_length() -> None:
    assert round_axis(5, 5).high > round_axis(5, 5).low


def test_periods_of_every_kind_have_a_place() -> None:
    assert position("2023-10") == position(date(2023, 10, 1)) == 2023.75
    assert position("2023") == position(2023) == 2023.0


def test_values_as_text() -> None:
    assert shown(39360, "number", "fi") == "39\u00a0360"
    assert shown(0.25, "percent", "sv") == "25\u00a0%"
    assert shown(1.25, "signed.1", "fi", "%") == "+1,2\u00a0%"
    assert shown(39360, "number", "en", "€") == "39,360\u00a0€"


def test_formats_of_an_axis() -> None:
    axis = Axis(0, 1, (0, 0.25, 0.5), 2)
    assert vega_format("percent", axis) == ",.0%"
    assert vega_format("number.1", axis) == ",.2f"
    assert vega_format("signed", axis) == "+,.2f"


def test_the_locales_of_numbers() -> None:
    assert format_locale("fi")["decimal"] == format_locale("sv")["decimal"] == ","
    assert format_locale("en")["thousands"] == ","


def test_digits_beyond_the_drawing_are_left_out() -> None:
    assert significant(8.123456789) == 8.12346
    assert significant(None) is None
    assert significant(float("nan")) is None
