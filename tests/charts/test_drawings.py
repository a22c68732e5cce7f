"""Every drawing can be drawn in three languages, wide and for a phone, and shows what its frame says."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from seutukuva import charts
from seutukuva.base import LANGUAGES, Language, Problem, explain
from tests.charts.frames import INDUSTRIES, MAP, SERIES, TOWNS

LINE: dict[str, Any] = {"x": "period", "y": "rate", "series": "town", "subject": "Kuusilahti"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEUTUKUVA_VAR", str(tmp_path))
    return tmp_path


def drawn(kind: str, language: Language) -> charts.Drawing:
    if kind == "line":
        return charts.pair(
            charts.line, SERIES, **LINE, reference="Koko maa", band=("low", "high"), form="number.1", language=language
        )
    if kind == "compare":
        return charts.pair(charts.line, SERIES, **LINE, reference="Koko maa", label_peers=True, language=language)
    if kind == "small":
        return charts.pair(charts.small_multiples, SERIES, **LINE, facet="town", unit="%", language=language)
    if kind == "dots":
        options = {"reference": 1, "reference_label": "koko maa", "form": "number.1"}
        names = {"category": "industry", "value": "quotient", "series": "town", "subject": "Kuusilahti"}
        return charts.pair(charts.dots, INDUSTRIES, **names, **options, language=language)
    if kind == "bars":
        options = {"subject": ["Kuusilahti"], "reference": 12000.0, "reference_label": "keskiarvo"}
        return charts.pair(charts.bars, TOWNS, label="town", value="jobs", **options, language=language)
    values = {"001": 4.0, "002": 9.5, "003": None}
    return charts.pair(charts.choropleth, MAP, values, highlight=["001"], form="number.1", language=language)


KINDS = ("line", "compare", "small", "dots", "bars", "map")


def words(svg: str) -> list[str]:
    return ["".join(part.itertext()) for part in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drawing_is_drawn_wide_and_narrow(kind: str, language: Language) -> None:
    drawing = drawn(kind, language)
    for spec in drawing:
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec
        root = ET.fromstring(charts.svg(spec, language, title="Otsikko", description="Sanoin"))
        assert root.get("role") == "img"
        assert root.get("lang") == language
    wide, narrow = (float(ET.fromstring(charts.svg(spec, language)).get("width", 0)) for spec in drawing)
    assert narrow <= 350 < wide <= 660


@pytest.mark.parametrize("kind", KINDS)
def test_no_drawing_has_what_a_strict_policy_blocks(kind: str) -> None:
    for spec in drawn(kind, "fi"):
        svg = charts.svg(spec, "fi")
        assert "style" not in svg
        assert "script" not in svg
        assert "href" not in svg
        assert "aria-label=" not in svg  # Vega names the parts in English


@pytest.mark.parametrize("kind", KINDS)
def test_labels_of_a_phones_drawing_are_at_least_11_pixels(kind: str) -> None:
    svg = charts.svg(drawn(kind, "fi").narrow, "fi")
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)]
    assert sizes
    assert min(sizes) >= 11


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_set_in_the_products_own_font(kind: str) -> None:
    families = set(re.findall(r'font-family="([^"]+)"', charts.svg(drawn(kind, "sv").chart, "sv")))
    assert families == {"Source Sans Pro"}


def test_names_stand_on_the_drawing_and_not_in_a_legend() -> None:
    shown = words(charts.svg(drawn("line", "fi").chart, "fi"))
    assert {"Kuusilahti", "Koko maa"} <= set(shown)
    assert "Storsund" not in shown
    assert "Storsund" in words(charts.svg(drawn("compare", "fi").chart, "fi"))


def test_the_subject_is_orange_and_the_country_dashed() -> None:
    svg = charts.svg(drawn("line", "fi").chart, "fi")
    lines = [part for part in ET.fromstring(svg).iter(f"{SVG}path") if part.get("stroke")]
    strokes = {part.get("stroke"): part.get("stroke-dasharray") for part in lines}
    assert strokes[charts.palette.SUBJECT] is None
    assert strokes[charts.palette.INK] == "5,4"
    assert charts.palette.PEER in strokes


def test_a_missing_year_breaks_the_line() -> None:
    frame = pl.DataFrame({"period": [2019, 2020, 2021, 2022, 2023], "town": ["A"] * 5, "rate": [1.0, 2, None, 2, 1]})
    svg = charts.svg(charts.line(frame, **{**LINE, "subject": "A"}, language="fi"), "fi")
    (line,) = [p for p in ET.fromstring(svg).iter(f"{SVG}path") if p.get("stroke") == charts.palette.SUBJECT]
    assert line.get("d", "").count("M") == 2


def test_numbers_take_the_languages_form() -> None:
    assert "12\u00a0500" in words(charts.svg(drawn("bars", "fi").chart, "fi"))
    assert "12,500" in words(charts.svg(drawn("bars", "en").chart, "en"))
    assert "0,5" in words(charts.svg(drawn("dots", "sv").narrow, "sv"))
    assert "0.5" in words(charts.svg(drawn("dots", "en").narrow, "en"))


def test_a_share_is_told_in_per_cent_on_axis_and_bar() -> None:
    frame = pl.DataFrame({"town": ["A", "B"], "share": [0.25, 0.5]})
    options: dict[str, Any] = {"form": "percent", "language": "fi"}
    assert "25\u00a0%" in words(charts.svg(charts.bars(frame, label="town", value="share", **options), "fi"))
    lines = pl.DataFrame({"x": [2020, 2021], "s": ["A", "A"], "y": [0.1, 0.3]})
    axis = words(charts.svg(charts.line(lines, x="x", y="y", series="s", subject="A", **options), "fi"))
    assert "30\u00a0%" in axis


def test_a_bar_without_a_value_is_named_and_has_a_dash() -> None:
    shown = words(charts.svg(drawn("bars", "fi").chart, "fi"))
    assert "Ylikangas" in shown
    assert "–" in shown


def test_bars_start_from_zero_also_when_all_are_long() -> None:
    spec = charts.bars(pl.DataFrame({"t": ["A", "B"], "v": [95.0, 99.0]}), label="t", value="v", language="fi")
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0


def test_a_line_may_leave_zero_when_zero_would_flatten_it() -> None:
    frame = pl.DataFrame({"x": [2020, 2021], "s": ["A", "A"], "y": [39000.0, 41000.0]})
    options: dict[str, Any] = {"x": "x", "y": "y", "series": "s", "subject": "A", "language": "fi"}

    def low(spec: charts.Specification) -> float:
        return float(spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0])

    assert low(charts.line(frame, **options)) > 30000
    assert low(charts.line(frame, **options, zero=True)) == 0


def test_months_are_placed_within_their_year() -> None:
    frame = pl.DataFrame({"x": ["2023-01", "2023-07", "2023-10"], "s": ["A"] * 3, "y": [1.0, 2.0, 3.0]})
    spec = charts.line(frame, x="x", y="y", series="s", subject="A", language="fi")
    assert [row["x"] for row in spec["layer"][0]["data"]["values"]] == [2023.0, 2023.5, 2023.75]


def test_the_specification_has_the_frames_numbers() -> None:
    spec = drawn("bars", "fi").chart
    assert [row["value"] for row in spec["data"]["values"]] == [12500.0, 9360.0, None]


def test_dots_are_ordered_by_the_subject_and_leave_out_the_missing() -> None:
    spec = drawn("dots", "fi").chart
    subject = next(layer for layer in spec["layer"] if layer["mark"].get("size") == 150)
    assert subject["encoding"]["y"]["sort"] == ["Kauppa", "Teollisuus"]
    peers = next(layer for layer in spec["layer"] if layer["mark"].get("size") == 42)
    assert {row["series"] for row in peers["data"]["values"]} == {"Storsund"}


def test_a_map_says_where_there_is_no_information() -> None:
    drawing = drawn("map", "sv")
    shown = words(charts.svg(drawing.chart, "sv"))
    assert "ingen information" in shown
    assert "9,5" in shown
    dashed = [p for p in ET.fromstring(charts.svg(drawing.chart, "sv")).iter(f"{SVG}path") if p.get("stroke-dasharray")]
    assert dashed


def test_a_map_outlines_the_highlighted_only() -> None:
    svg = charts.svg(drawn("map", "fi").chart, "fi")
    outlined = [p for p in ET.fromstring(svg).iter(f"{SVG}path") if p.get("stroke") == charts.palette.SUBJECT]
    assert len(outlined) == 1


def test_equal_values_are_never_in_two_classes_of_a_map() -> None:
    spec = charts.choropleth(MAP, {"001": 5.0, "002": 5.0, "003": 5.0}, language="fi")
    assert {f["properties"]["class"] for f in spec["layer"][0]["data"]["values"]} == {"5"}


def test_a_map_drops_points_that_a_pixel_cannot_show() -> None:
    spec = drawn("map", "fi").chart
    (ring,) = spec["layer"][0]["data"]["values"][0]["geometry"]["coordinates"]
    assert len(ring) == 5


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.line(SERIES, **{**LINE, "subject": "Rauma"}, language="fi"),
        lambda: charts.dots(
            INDUSTRIES, category="industry", value="quotient", series="town", subject="Ylikangas", language="fi"
        ),
        lambda: charts.bars(TOWNS.filter(pl.col("jobs").is_null()), label="town", value="jobs", language="fi"),
        lambda: charts.choropleth(MAP, {"001": None}, language="fi"),
    ],
)
def test_a_drawing_without_values_is_a_problem_with_a_remedy(draw: Any) -> None:
    with pytest.raises(Problem) as caught:
        draw()
    for language in LANGUAGES:
        assert len(explain(caught.value, language)) > 20


def test_names_of_lines_that_end_together_do_not_lie_on_each_other() -> None:
    rows = [(name, year, 10.0 + i / 100) for i, name in enumerate("ABCDE") for year in (2020, 2021)]
    rows += [("low", year, 0.1) for year in (2020, 2021)] + [("lower", year, 0.0) for year in (2020, 2021)]
    frame = pl.DataFrame(rows, schema=["s", "x", "y"], orient="row")
    spec = charts.line(frame, x="x", y="y", series="s", subject="A", label_peers=True, language="fi")
    root = ET.fromstring(charts.svg(spec, "fi"))
    found = [part for part in root.iter(f"{SVG}text") if part.text in (*"ABCDE", "low", "lower")]
    heights = sorted(float(re.findall(r"[-\d.]+", part.get("transform", ""))[1]) for part in found)
    assert len(heights) == 7
    assert min(b - a for a, b in pairwise(heights)) >= 13


def test_a_drawing_is_kept_and_the_same_the_second_time(var: Path) -> None:
    spec = drawn("bars", "fi").chart
    first = charts.svg(spec, "fi", title="A")
    (kept,) = (var / "charts").iterdir()
    assert kept.read_text(encoding="utf-8") == first == charts.svg(spec, "fi", title="A")
    assert charts.svg(spec, "fi", title="B") != first


def test_the_name_and_description_of_a_drawing_are_escaped_and_named_by_id() -> None:
    svg = charts.svg(drawn("bars", "fi").chart, "fi", title="<b>&", description='"ja"', identifier="kuvio")
    root = ET.fromstring(svg)
    assert root.get("aria-labelledby") == "kuvio-title kuvio-desc"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "<b>&"
    assert title.get("id") == "kuvio-title"
    assert "<b>" not in svg


def test_the_wording_of_a_label_is_never_read_as_an_expression() -> None:
    name = "Koko' + maa \\<&"
    frame = pl.DataFrame({"town": [name, "B"], "v": [1.0, 2.0]})
    shown = words(charts.svg(charts.bars(frame, label="town", value="v", unit="%'x", language="fi"), "fi"))
    assert name in shown
    lines = pl.DataFrame({"x": [2020, 2021], "s": ["A", "A"], "y": [1.0, 3.0]})
    axis = words(charts.svg(charts.line(lines, x="x", y="y", series="s", subject="A", unit="'+1", language="fi"), "fi"))
    assert "3,0\u00a0'+1" in axis


def test_a_picture_is_a_png() -> None:
    assert charts.png(drawn("bars", "fi").chart, "fi", scale=1).startswith(b"\x89PNG")


def test_what_can_be_zoomed_on_a_page_is_not_cut_at_the_frame_in_a_still_picture() -> None:
    zoom = {"params": [{"name": "zoom", "select": "interval", "bind": "scales"}]}
    spec = {
        "data": {"values": [{"x": 1, "params": 2}, {"x": 2, "params": 1}]},
        "mark": "point",
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "params", "type": "quantitative"}},
    }
    still = charts.svg({**spec, **zoom}, "fi", identifier="k")
    assert "clip-path" not in still
    assert still == charts.svg(spec, "fi", identifier="k"), "the rows keep a column of that name"


def test_ids_of_two_drawings_on_one_page_never_meet() -> None:
    clipped = drawn("line", "fi").chart
    clipped["layer"][1]["mark"]["clip"] = True
    ids = [re.findall(r' id="([^"]+)"', charts.svg(clipped, "fi", identifier=name)) for name in ("a", "b")]
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])
    assert f'clip-path="url(#{ids[0][0]})"' in charts.svg(clipped, "fi", identifier="a")


def test_control_characters_of_a_file_do_not_break_the_drawing() -> None:
    frame = pl.DataFrame({"town": ["A\x08B"], "v": [1.0]})
    svg = charts.svg(charts.bars(frame, label="town", value="v", language="fi"), "fi", title="C\x00D")
    assert "AB" in words(svg)
    assert ">CD<" in svg
