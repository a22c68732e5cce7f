"""Figures against what the publishers print, and against each other."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import Problem, explain
from seutukuva.base.store import package_file
from seutukuva.indicators import (
    LATEST_YEAR,
    LEVELS,
    Level,
    change,
    combined,
    combined_series,
    country,
    indicator,
    location_quotients,
    series,
    value,
    values,
)
from seutukuva.regions import division

TOWNS = list(csv.DictReader((Path(__file__).parents[1] / "reference" / "ten_towns.csv").open(encoding="utf-8")))
ALL = sorted(division(LATEST_YEAR).codes)


@pytest.mark.parametrize("town", TOWNS, ids=lambda t: t["municipality_name_fi"])
def test_the_ten_towns_have_the_figures_of_the_reference_table(town: dict[str, str]) -> None:
    code = town["municipality_code"]
    jobs, employed = float(town["Workplaces, 2017 (TP)"]), float(town["Employed, 2017 (PT)"])
    manufacturing = float(town["C Manufacturing, 2017 (TP)"])
    assert value("jobs", code).value == jobs
    assert value("employed", code).value == employed
    assert value("job_self_sufficiency", code).value == pytest.approx(jobs / employed)
    assert value("jobs_share_c", code).value == pytest.approx(manufacturing / jobs)
    assert value("population", code, "2018").value == float(town["Inhabitants, total, 2018 (HE)"])


def test_rauma_works_in_manufacturing_twice_as_much_as_the_country() -> None:
    assert value("jobs", "684").value == 16_588
    sections = location_quotients("684")
    manufacturing = sections.row(by_predicate=pl.col("section") == "C", named=True)
    assert manufacturing["jobs"] == 4_211
    assert round(manufacturing["share"], 2) == 0.25
    assert manufacturing["lq"] == pytest.approx(2, abs=0.05)
    assert value("manufacturing_quotient", "684").value == pytest.approx(manufacturing["lq"])
    assert sections.height == 22
    assert sections["jobs"].sum() == 16_588
    assert sections["share"].sum() == pytest.approx(1)
    assert sections["country_share"].sum() == pytest.approx(1)


def test_the_country_has_its_published_totals() -> None:
    assert country("jobs").value == 2_327_730
    assert country("population").value == 5_563_970
    assert country("population", "2000").value == 5_181_115
    assert country("manufacturing_quotient").value == pytest.approx(1)


@pytest.mark.parametrize("id_", ["population", "jobs", "employed", "labour_force"])
@pytest.mark.parametrize("level", LEVELS)
def test_sums_are_the_same_at_every_level(id_: str, level: Level) -> None:
    assert values(id_, level=level)["value"].sum() == country(id_).value


def test_a_share_of_a_region_is_computed_from_sums_and_not_a_mean_of_shares() -> None:
    members = division(LATEST_YEAR).frame.filter(pl.col("region") == "04")["code"].to_list()
    region = value("tertiary", "04", level="region").value
    assert region == pytest.approx(combined("tertiary", members).value)
    mean = values("tertiary").filter(pl.col("area").is_in(members))["value"].mean()
    assert region != pytest.approx(mean, abs=1e-4)


def test_the_publishers_own_figure_of_a_subregion_is_used_where_its_municipalities_are_the_same() -> None:
    raw = _raw().filter((pl.col("alue") == "SK041") & (pl.col("time") == "2023-10"))
    assert value("unemployed", "041", level="subregion").value == float(raw["TYOTTOMATLOPUSSA"][0])
    whole = _raw().filter((pl.col("alue") == "SSS") & (pl.col("time") == "2023-10"))
    # The country's figure has unemployed whose municipality is not known; the municipalities add up to less.
    assert country("unemployed").value == float(whole["TYOTTOMATLOPUSSA"][0])
    assert country("unemployed").value > values("unemployed")["value"].sum()


def test_what_is_missing_stays_missing() -> None:
    raw = _raw().filter(pl.col("alue").str.starts_with("KU"))
    missing = raw["AVPAIKATLOPUSSA"].null_count()
    assert missing == 10_105
    assert series("vacancies", year=2023)["value"].null_count() == missing
    assert series("vacancies_per_100_unemployed", year=2023)["value"].null_count() >= missing
    hole = raw.filter(pl.col("AVPAIKATLOPUSSA").is_null()).row(0, named=True)
    assert value("vacancies", hole["alue"][2:], hole["time"], year=2023).value is None


def test_a_merged_municipality_is_counted_in_its_successor() -> None:
    alone = value("jobs", "099", year=2020).value
    kankaanpaa = value("jobs", "214", year=2020).value
    assert alone is not None
    assert kankaanpaa is not None
    assert value("jobs", "214", year=2021).value == alone + kankaanpaa
    assert values("jobs", year=2020).height == 310
    before = sum(value("population", code, year=2024).value or 0 for code in ("507", "588"))
    assert value("population", "507", year=2025).value == before
    share = values("tertiary", year=2020).filter(pl.col("area").is_in(["099", "214"]))["value"]
    now = value("tertiary", "214").value
    assert now is not None
    assert share.min() < now < share.max()


def test_a_median_is_shown_for_whole_municipalities_only() -> None:
    assert not indicator("median_income").additive
    assert indicator("mean_income").additive
    assert value("median_income", "684").value == 21_304
    assert value("median_income", "214").value is None
    assert value("median_income", "214", year=2020).value is not None
    assert combined("median_income", ["305", "832"]).value is None
    assert combined("mean_age", ["684"]).value == 45
    for level in ("subregion", "region", "country"):
        assert values("mean_age", level=level)["value"].null_count() == values("mean_age", level=level).height


def test_naturpolis_has_the_sum_of_kuusamo_and_taivalkoski() -> None:
    assert combined("jobs", ["832", "305"]).value == 5_939 + 1_304
    assert value("jobs", ("305", "832")).area == "305+832"
    assert value("job_self_sufficiency", ("305", "832")).value == pytest.approx((5_939 + 1_304) / (5_840 + 1_397))
    frame = combined_series("unemployment_rate", ["305", "832"], smooth=12)
    assert frame["area"].unique().to_list() == ["305+832"]
    assert frame["value"].null_count() == 11
    assert location_quotients(("305", "832"))["jobs"].sum() == 5_939 + 1_304


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=6, unique=True))
@settings(max_examples=30, deadline=None)
def test_a_combined_share_lies_between_its_members(codes: list[str]) -> None:
    members = [value("tertiary", code).value for code in codes]
    found = combined("tertiary", codes).value
    assert found is not None
    known = [m for m in members if m is not None]
    assert min(known) - 1e-12 <= found <= max(known) + 1e-12
    assert combined("population", codes).value == sum(value("population", c).value or 0 for c in codes)


def test_a_change_is_of_the_same_people_and_the_same_area() -> None:
    found = change("population", "684", "2000", "2022")
    assert found.from_value is not None
    assert found.difference == found.to_value - found.from_value
    assert found.relative == pytest.approx(value("population_change_2000", "684").value)
    assert value("population_change_5", "684", "2022").value == pytest.approx(
        change("population", "684", "2017", "2022").relative
    )
    empty = change("vacancies", "438", "2006-01", "2023-10")
    assert empty.difference is None
    assert empty.relative is None


def test_twelve_months_are_summed_before_they_are_divided() -> None:
    raw = _raw().filter((pl.col("alue") == "KU684") & (pl.col("time") > "2022-10"))
    unemployed, force = (raw[c].cast(pl.Float64).sum() for c in ("TYOTTOMATLOPUSSA", "TYOVOIMATK"))
    assert raw.height == 12
    expected = pytest.approx(unemployed / force)
    assert value("unemployment_rate_12m", "684").value == expected
    smooth = series("unemployment_rate", ["684"], smooth=12)
    assert smooth["value"][-1] == expected
    assert smooth["value"].head(11).null_count() == 11
    with pytest.raises(Problem, match="not monthly"):
        series("population", smooth=12)


def test_series_keep_their_order_and_their_level() -> None:
    frame = series("population", ["684", "678"])
    assert frame.columns == ["area", "level", "period", "value"]
    assert frame["period"].head(23).to_list() == [str(y) for y in range(2000, 2023)]
    assert series("population", ["041"], level="subregion").height == 23


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: value("population", "588"), "588"),
        (lambda: value("population", "684", "1999"), "2000–2022"),
        (lambda: values("population", level="village"), "village"),
        (lambda: values("jobs", year=2019), "2020"),
        (lambda: values("jobs", year=1999), "2020"),
        (lambda: values("jobs", year=2050), "2050"),
        (lambda: series("population", ["041"]), "041"),
        (lambda: value("population", "x", level="country"), "country"),
    ],
)
def test_what_cannot_be_answered_is_told(call, told: str) -> None:
    with pytest.raises(Problem) as caught:
        call()
    assert told in explain(caught.value, "fi")


def test_the_definition_says_what_differs_from_the_usual() -> None:
    assert "työllisyysaste" in indicator("employed_15_over").description.fi
    assert "työvoimatutkimuksen" in indicator("unemployment_rate").description.fi


def _raw() -> pl.DataFrame:
    data = gzip.decompress(package_file("indicators", "tyonv_12r5.csv.gz").read_bytes())
    return pl.read_csv(io.BytesIO(data), infer_schema=False)
