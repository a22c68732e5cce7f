"""The shipped model's readings stand on what they say they stand on."""

from __future__ import annotations

from math import floor, log10

import pytest

from seutukuva.indicators import values
from seutukuva.network import metric
from seutukuva.picture import Reading, maturity_model

READINGS = maturity_model().readings
INDICATORS = [reading for reading in READINGS if reading.source == "indicator"]


def rounded(value: float) -> float:
    return round(value, 1 - floor(log10(value)))


@pytest.mark.parametrize("reading", INDICATORS, ids=[reading.of for reading in INDICATORS])
def test_thresholds_of_an_indicator_are_quantiles_of_the_municipalities(reading: Reading) -> None:
    known = values(reading.of)["value"].drop_nulls()
    assert len(known) > 250
    told = [known.quantile(share, "linear") for share in (0.25, 0.75, 0.95)]
    assert list(reading.thresholds) == [rounded(value) for value in told if value is not None]


def test_a_reading_says_why_and_is_modest() -> None:
    assert {reading.dimension for reading in READINGS} == {"business", "network"}
    for reading in READINGS:
        assert reading.why is not None
        assert "aso 2" in reading.why.fi or "asolla 1" in reading.why.fi
        assert reading.reliability <= 0.5
    for reading in READINGS:
        if reading.source == "metric":
            assert metric(reading.of).of == "network"
