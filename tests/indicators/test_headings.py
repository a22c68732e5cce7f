"""A heading is never false: whatever the numbers, what it claims is recomputed from them."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, LocalName, Message, render
from seutukuva.indicators import (
    SECTIONS,
    Change,
    Rank,
    change,
    headings,
    indicator,
    location_quotients,
    rank,
    series,
)
from seutukuva.regions import local_name

RAUMA = local_name("684")
RATE = indicator("unemployment_rate_12m")
PERIODS = [f"{year}-{month:02d}" for year in range(2018, 2023) for month in range(1, 13)]
LEVEL = st.none() | st.floats(0.02, 0.2).map(lambda v: round(v, 4))


def written(message: Message) -> str:
    """Render in all languages (every code must be there) and return the Finnish."""
    texts = {language: render(message, language) for language in LANGUAGES}
    return texts["fi"]


def rule(message: Message) -> str:
    return message.code.removeprefix("indicators.heading.")


@st.composite
def two_series(draw: st.DrawFn) -> tuple[dict[str, float | None], dict[str, float | None]]:
    country = {p: draw(LEVEL) if draw(st.integers(0, 30)) == 0 else 0.1 for p in PERIODS}
    shift = draw(st.sampled_from([-0.02, -0.005, 0.0, 0.005, 0.02]))
    turn = draw(st.integers(0, len(PERIODS)))
    own: dict[str, float | None] = {}
    for n, period in enumerate(PERIODS):
        odd = draw(st.integers(0, 40)) == 0
        own[period] = draw(LEVEL) if odd else round(0.1 + (shift if n >= turn else -shift), 4)
    return own, country


def claim_against_country(message: Message, own: dict[str, float | None], country: dict[str, float | None]) -> bool:
    pairs = {p: (own.get(p), country.get(p)) for p in sorted(set(own) | set(country))}
    name = rule(message)
    if name == "plain":
        return True
    if name == "followed_country":
        return all(a is not None and b is not None and abs(a - b) <= 0.01 for a, b in pairs.values())
    side, _, when = name.partition("_")
    chosen = {
        "throughout": list(pairs),
        "since": [p for p in pairs if p >= message.parameters.get("year", "")],
        "latest": list(pairs)[-1:],
    }[when]
    assert chosen
    return all(
        a is not None and b is not None and (a < b if side == "below" else a > b) for a, b in (pairs[p] for p in chosen)
    )


@given(two_series())
@settings(max_examples=200, deadline=None)
def test_what_is_said_against_the_country_is_true(
    data: tuple[dict[str, float | None], dict[str, float | None]],
) -> None:
    message = headings.against_country(RATE, RAUMA, *data)
    assert claim_against_country(message, *data)
    assert "Raum" in written(message) or rule(message) == "plain"


def steady(value: float, **other: float) -> dict[str, float | None]:
    return {p: next((v for start, v in reversed(other.items()) if p >= start.strip("_")), value) for p in PERIODS}


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (steady(0.095), "followed_country"),
        (steady(0.05), "below_throughout"),
        (steady(0.15), "above_throughout"),
        (steady(0.15, _2019=0.05), "below_since"),
        (steady(0.05, _2019=0.15), "above_since"),
        (steady(0.15, _2022=0.05), "below_latest"),
        (steady(0.05, _2022=0.15), "above_latest"),
        (steady(0.05, _2022=0.1), "plain"),
        ({**steady(0.05), "2022-12": None}, "plain"),
        ({}, "plain"),
    ],
)
def test_each_rule_holds_where_it_should(own: dict[str, float | None], name: str) -> None:
    message = headings.against_country(RATE, RAUMA, own, steady(0.1))
    assert rule(message) == name
    if name == "below_since":
        assert message.parameters["year"] == "2019"
        assert written(message) == "Työttömyysaste, 12 kk on ollut Raumalla pienempi kuin koko maassa vuodesta 2019"


def test_a_missing_month_forbids_throughout() -> None:
    own = {**steady(0.05), "2018-06": None}
    assert rule(headings.against_country(RATE, RAUMA, own, steady(0.1))) == "below_since"


def test_what_is_said_of_real_rauma_is_true() -> None:
    own = dict(series("unemployment_rate_12m", ["684"]).drop_nulls().select("period", "value").iter_rows())
    country = dict(series("unemployment_rate_12m", level="country").drop_nulls().select("period", "value").iter_rows())
    message = headings.against_country(RATE, RAUMA, own, country)
    assert claim_against_country(message, own, country)
    assert rule(message) != "plain"


@st.composite
def quotients(draw: st.DrawFn) -> pl.DataFrame:
    own = draw(st.lists(st.integers(0, 400), min_size=22, max_size=22))
    country = draw(st.lists(st.integers(0, 9000), min_size=22, max_size=22))
    own[0], country[0] = own[0] + 1, country[0] + 1
    frame = pl.DataFrame({"section": SECTIONS, "jobs": own, "country": country})
    share, whole = pl.col("jobs") / pl.col("jobs").sum(), pl.col("country") / pl.col("country").sum()
    lq = pl.when(pl.col("country") > 0).then(share / whole)
    return frame.select("section", "jobs", share=share, country_share=whole, lq=lq)


@given(quotients())
@settings(max_examples=150, deadline=None)
def test_what_is_said_of_industries_is_true(frame: pl.DataFrame) -> None:
    rows = {r["section"]: r for r in frame.iter_rows(named=True)}
    message = headings.industry_structure(RAUMA, frame)
    if "strong" in message.parameters:
        strong = rows[message.parameters["strong"].code[-1]]
        assert strong["share"] == pytest.approx(message.parameters["times"] * strong["country_share"])
        assert message.parameters["times"] >= 1.5
    if "weak" in message.parameters:
        weak = rows[message.parameters["weak"].code[-1]]
        assert weak["share"] < weak["country_share"] / 2
    written(message)
    largest = headings.largest_section(RAUMA, frame)
    if "section" in largest.parameters:
        section = largest.parameters["section"].code[-1]
        assert all(rows[section]["jobs"] > r["jobs"] for s, r in rows.items() if s not in (section, "X"))
    written(largest)


def test_rauma_is_known_by_its_manufacturing() -> None:
    text = written(headings.industry_structure(RAUMA, location_quotients("684")))
    assert text.startswith("Teollisuus: Raumalla 2,0-kertainen osuus työpaikoista koko maahan verrattuna")
    assert "Teollisuus" not in written(headings.industry_structure(local_name("091"), location_quotients("091")))
    assert "teollisuus (25\u00a0%)" in written(headings.largest_section(RAUMA, location_quotients("684")))


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_what_is_said_of_a_population_is_true(before: int, after: int) -> None:
    found = Change(indicator("population"), "684", "2000", "2022", float(before), float(after))
    message = headings.population(RAUMA, found)
    match rule(message):
        case "population_grew":
            assert after > before
        case "population_shrank":
            assert after < before
        case "population_steady":
            assert abs(after - before) < 0.005 * before
        case other:
            raise AssertionError(other)
    if rule(message) != "population_steady":
        assert message.parameters["share"] == pytest.approx(abs(after - before) / before)
    written(message)


def test_the_population_of_real_towns() -> None:
    rauma = change("population", "684", "2000", "2022")
    assert written(headings.population(RAUMA, rauma)) == "Rauman väkiluku väheni 5,7\u00a0% vuosina 2000–2022"
    unknown = Change(indicator("population"), "684", "2000", "2022", None, 5.0)
    assert written(headings.population(RAUMA, unknown)) == "Väkiluku"


@given(st.lists(st.integers(0, 9), min_size=2, max_size=12))
def test_what_is_said_of_a_place_is_true(values: list[int]) -> None:
    own, *others = values
    place = Rank(sum(v > own for v in others) + 1, len(values), own in others)
    for among_peers in (False, True):
        message = headings.standing(indicator("tertiary"), RAUMA, place, among_peers=among_peers)
        written(message)
        name = rule(message).rpartition("_")[0]
        if name == "highest":
            assert all(own > v for v in others)
        elif name == "lowest":
            assert all(own < v for v in others)
        else:
            assert message.parameters["position"] == sorted(values, reverse=True).index(own) + 1


def test_a_place_in_words() -> None:
    helsinki: LocalName = local_name("091")
    message = headings.standing(indicator("population"), helsinki, rank("population", "091"))
    assert written(message) == "Väkiluku: Helsingin luku on suurin kaikista kunnista"
    assert rule(headings.standing(indicator("median_income"), RAUMA, None)) == "plain"
