"""A grid of numbers shows each number, and letters can be read on every shade."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from seutukuva import charts
from seutukuva.base import Problem
from seutukuva.evidence.codebook import contrast

FRAME = pl.DataFrame(
    [(code, town, value) for code, values in (("suunta", (0, 4, 8)), ("verkosto", (1, 2, None))) for town, value in
     zip(("Kuusilahti", "Rantakylä", "Storsund"), values, strict=True)],
    schema={"code": pl.String, "town": pl.String, "count": pl.Int64},
    orient="row",
)  # fmt: skip
NAMES: dict[str, Any] = {"row": "code", "column": "town", "value": "count"}


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEUTUKUVA_VAR", str(tmp_path))


def test_every_cell_shows_its_number_and_a_missing_one_nothing() -> None:
    for spec in charts.pair(charts.heat, FRAME, **NAMES, language="fi"):
        assert [cell["shown"] for cell in spec["data"]["values"]] == ["0", "4", "8", "1", "2", ""]
        assert "Kuusilahti" in charts.svg(spec, "fi", title="Koodit", description="Koodit kunnittain.")


def test_letters_can_be_read_on_every_shade() -> None:
    many = pl.DataFrame({"code": ["a"] * 40, "town": [str(i) for i in range(40)], "count": list(range(40))})
    spec = charts.heat(many, **NAMES, language="fi")
    assert min(contrast(cell["fill"], cell["ink"]) for cell in spec["data"]["values"]) >= 4.5


def test_heads_stand_upright_when_they_find_no_room() -> None:
    few = charts.heat(FRAME, **NAMES, language="fi")
    more = FRAME.with_columns(pl.col("town") + "n seutu")
    wide, narrow = charts.pair(charts.heat, pl.concat([FRAME, more]), **NAMES, language="fi")
    angles = [spec["layer"][0]["encoding"]["x"]["axis"]["labelAngle"] for spec in (few, wide, narrow)]
    assert angles == [0, -90, -90]


def test_shares_are_told_in_per_cent() -> None:
    shares = FRAME.with_columns((pl.col("count") / 8).alias("count"))
    spec = charts.heat(shares, **NAMES, form="percent", language="en")
    assert spec["data"]["values"][1]["shown"] == "50%"


def test_a_grid_without_values_is_a_problem() -> None:
    with pytest.raises(Problem):
        charts.heat(FRAME.with_columns(pl.lit(None).cast(pl.Int64).alias("count")), **NAMES, language="fi")
