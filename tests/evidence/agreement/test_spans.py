"""Alpha of marked text and of units: published examples, and the same computed point by point."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import krippendorff
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import Problem
from seutukuva.evidence.agreement import (
    ReadText,
    Spans,
    by_code,
    by_pair,
    character_alpha,
    read_spans,
    unitising_alpha,
)

COLUMNS = {"source": pl.String, "code": pl.String, "coder": pl.String, "start": pl.Int64, "end": pl.Int64}


def spans(rows: list[tuple[str, str, str, int, int]], *texts: ReadText) -> Spans:
    return read_spans(pl.DataFrame(rows, schema=COLUMNS, orient="row"), texts)


# Krippendorff (2004), Measuring the reliability of qualitative text analysis data: a continuum of 300 from 150.
PUBLISHED = spans(
    [
        *[("t", "c", "i", start - 150, start - 150 + length) for start, length in ((225, 70), (370, 30))],
        *[("t", "c", "j", start - 150, start - 150 + length) for start, length in ((220, 80), (355, 20), (400, 20))],
        *[
            ("t", "k", who, start - 150, start - 150 + length)
            for who in "ij"
            for start, length in ((180, 60), (300, 50))
        ],
    ],
    ReadText("t", 300, ("i", "j")),
)


def test_krippendorffs_example_of_unitising() -> None:
    """His own figures are .7286, 1 and .8591, from disagreements that he rounds to four decimals."""
    found = by_code(PUBLISHED, unitising_alpha)
    assert found["c"].value == pytest.approx(0.7286, abs=0.0001)
    assert found["k"].value == pytest.approx(1)
    assert unitising_alpha(PUBLISHED, ("c", "k")).value == pytest.approx(0.8591, abs=0.0005)


def point_by_point(rows: list[tuple[str, int, int]], length: int, coders: list[str]) -> Any:
    points = np.zeros((len(coders), length))
    for coder, start, end in rows:
        points[coders.index(coder), start:end] = 1
    return points


stretches = st.tuples(st.sampled_from("ab"), st.integers(0, 59), st.integers(1, 25)).map(
    lambda s: (s[0], s[1], min(60, s[1] + s[2]))
)


@given(st.lists(stretches, max_size=8), st.lists(stretches, max_size=5))
@settings(deadline=None)
def test_alpha_of_marked_text_equals_alpha_of_every_single_point(first: Any, second: Any) -> None:
    found = character_alpha(
        spans(
            [("t", "x", c, s, e) for c, s, e in first] + [("u", "x", c, s, e) for c, s, e in second],
            ReadText("t", 60, ("a", "b")),
            ReadText("u", 60, ("a", "b", "c")),
            ReadText("alone", 40, ("a",)),
        ),
        ("x",),
        replicates=0,
    )
    missing = np.full((1, 60), np.nan)
    one = np.vstack([point_by_point(first, 60, ["a", "b"]), missing])
    points = np.hstack([one, point_by_point(second, 60, ["a", "b", "c"])])
    if not (points == 1).any():
        assert found.value is None
        return
    expected = krippendorff.alpha(reliability_data=points, level_of_measurement="nominal")
    assert found.value == pytest.approx(expected, abs=1e-9)
    assert found.units == 120


def brute_force(units: dict[str, list[tuple[int, int]]], length: int) -> float:
    """Krippendorff's two sums as written, section by section."""
    sections = {}
    for coder, own in units.items():
        cuts, at = [], 0
        for start, end in sorted(own):
            if start > at:
                cuts.append((at, start - at, 0))
            cuts.append((start, end - start, 1))
            at = end
        if at < length:
            cuts.append((at, length - at, 0))
        sections[coder] = cuts
    observed = 0.0
    for i, j in permutations(sections, 2):
        for b, n, v in sections[i]:
            for c, m, w in sections[j]:
                if v and w and -n < b - c < m:
                    observed += (b - c) ** 2 + (b + n - c - m) ** 2
                elif v and not w and m - n >= b - c >= 0:
                    observed += n**2
                elif w and not v and n - m >= c - b >= 0:
                    observed += m**2
    coders = len(units)
    observed /= coders * (coders - 1) * length**2
    lengths = [n for cuts in sections.values() for _, n, v in cuts if v]
    gaps = [n for cuts in sections.values() for _, n, v in cuts if not v]
    expected = 0.0
    for n in lengths:
        expected += (len(lengths) - 1) / 3 * (2 * n**3 - 3 * n**2 + n)
        expected += n**2 * sum(g - n + 1 for g in gaps if g >= n)
    places = coders * length * (coders * length - 1) - sum(n * (n - 1) for n in lengths)
    return 1 - observed / (2 / length * expected / places)


apart = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 10)), min_size=1, max_size=6, unique_by=lambda s: s[0]
).map(lambda cells: [(cell * 10, cell * 10 + size) for cell, size in cells])


@given(apart, apart, apart)
@settings(deadline=None)
def test_unitising_alpha_equals_the_sums_as_written(one: Any, two: Any, three: Any) -> None:
    units = {"a": one, "b": two, "c": three}
    rows = [("t", "x", coder, s, e) for coder, own in units.items() for s, e in own]
    found = unitising_alpha(spans(rows, ReadText("t", 100, ("a", "b", "c"))), ("x",), replicates=0)
    assert found.value == pytest.approx(brute_force(units, 100), abs=1e-9)


def ten_texts(shift: int) -> Spans:
    generator = np.random.default_rng(5)
    rows = []
    for text in range(10):
        for start in generator.integers(0, 2800, 6):
            rows.append((f"t{text}", "x", "a", int(start), int(start) + 150))
            rows.append((f"t{text}", "x", "b", int(start) + shift, int(start) + shift + 150))
    return spans(rows, *[ReadText(f"t{text}", 3100, ("a", "b")) for text in range(10)])


@pytest.mark.parametrize("measure", [character_alpha, unitising_alpha])
def test_the_further_apart_the_marks_the_lower_the_agreement_and_the_interval_holds_it(measure: Any) -> None:
    near, far = measure(ten_texts(10), ("x",)), measure(ten_texts(100), ("x",))
    assert near.value > far.value
    for found in (near, far):
        assert found.low < found.value < found.high
    assert measure(ten_texts(0), ("x",)).value == pytest.approx(1)


@pytest.mark.parametrize("measure", [character_alpha, unitising_alpha])
def test_texts_without_comparison_give_a_reason(measure: Any) -> None:
    def reason(found: Any) -> str:
        assert found.value is None
        return str(found.reason.code.rsplit(".", 1)[1])

    two = ReadText("t", 100, ("a", "b"))
    assert reason(measure(spans([]), ("x",))) == "one_coder"
    assert reason(measure(spans([], ReadText("t", 100, ("a",))), ("x",))) == "one_coder"
    assert reason(measure(spans([], ReadText("t", 9, ("a",)), ReadText("u", 9, ("b",))), ("x",))) == "nothing_shared"
    assert reason(measure(spans([], two), ("x",))) == "unused"


def test_marks_over_everything_leave_no_chance_to_compare_with() -> None:
    whole = spans([("t", "x", coder, 0, 100) for coder in "ab"], ReadText("t", 100, ("a", "b")))
    assert character_alpha(whole, ("x",)).value is None
    assert (
        unitising_alpha(spans([("t", "x", c, 0, 1) for c in "ab"], ReadText("t", 1, ("a", "b"))), ("x",)).value is None
    )


def test_a_coders_overlapping_marks_of_a_code_are_one() -> None:
    doubled = spans(
        [("t", "x", "a", 10, 30), ("t", "x", "a", 20, 40), ("t", "x", "b", 10, 40)], ReadText("t", 100, ("a", "b"))
    )
    assert unitising_alpha(doubled, ("x",)).value == pytest.approx(1)
    assert character_alpha(doubled, ("x",)).value == pytest.approx(1)


def test_every_two_coders_are_compared_on_what_both_have_read() -> None:
    three = spans(
        [("t", "x", "a", 0, 30), ("t", "x", "b", 0, 30), ("t", "x", "c", 50, 80), ("u", "x", "a", 3, 9)],
        ReadText("t", 100, ("a", "b", "c")),
        ReadText("u", 100, ("a",)),
    )
    pairs = by_pair(three, character_alpha)
    assert pairs["a", "b"].value == pytest.approx(1)
    assert pairs["a", "c"].value is not None
    assert pairs["a", "c"].value < 0
    assert by_pair(three, unitising_alpha, codes=("x",))["a", "b"].units == 100


def test_codings_of_unread_texts_are_left_out_and_impossible_ones_refused() -> None:
    text = ReadText("t", 100, ("a", "b"))
    assert spans([("other", "x", "a", 0, 9), ("t", "x", "stranger", 0, 9)], text).codes == ()
    for start, end in ((-1, 5), (5, 5), (90, 101)):
        with pytest.raises(Problem, match="does not fit"):
            spans([("t", "x", "a", start, end)], text)
    with pytest.raises(Problem, match="coder"):
        read_spans(pl.DataFrame({"source": ["t"], "code": ["x"]}), [text])
