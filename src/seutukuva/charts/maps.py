"""Choropleth of municipalities: five steps of one blue, the subject outlined in orange."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from seutukuva.base import Language, Message, Problem, render
from seutukuva.charts import palette
from seutukuva.charts.numbers import shown
from seutukuva.charts.specification import Specification, base, font_size

# Finland from Hanko to Nuorgam is 1.75 times as high as it is wide in this projection.
_ASPECT: Final = 1.75
_DECIMALS: Final = 3  # of a degree: about a hundred metres, a tenth of a pixel
_CENTRAL_MERIDIAN: Final = 27


def choropleth(
    geojson: Mapping[str, Any],
    values: Mapping[str, float | None],
    *,
    language: Language,
    highlight: Collection[str] = (),
    key: str = "code",
    form: str = "number",
    unit: str = "",
    classes: int = 5,
    width: int = 440,
) -> Specification:
    """Return a map of `values` (code -> number) on the features of `geojson` in ETRS-TM35FIN's projection.

    `key` is the feature property that holds the code. Classes hold equally many areas (quantiles); areas without a
    value are dashed and say so. Areas in `highlight` have an orange outline. Raises Problem when no area has a value.
    """
    known = sorted(value for value in values.values() if value is not None)
    if not known:
        raise Problem("charts.no_values")
    bounds = _quantiles(known, classes)
    steps = palette.STEPS[len(palette.STEPS) - len(bounds) - 1 :]
    missing = render(Message("base.no_information"), language)
    names = [*_class_names(known, bounds, form, language, unit), missing]
    features, outlined = [], []
    for feature in geojson["features"]:
        code = str(feature["properties"][key])
        value = values.get(code)
        name = missing if value is None else names[bisect_right(bounds, value)]
        drawn = _feature(feature["geometry"], {"code": code, "value": value, "class": name})
        features.append(drawn)
        if code in highlight:
            outlined.append(drawn)
    used = [name for name in names if any(drawn["properties"]["class"] == name for drawn in features)]
    colours = dict(zip(names, [*steps, palette.MISSING], strict=True))
    spec = base(width, width * _ASPECT, language)
    spec["projection"] = {"type": "transverseMercator", "rotate": [-_CENTRAL_MERIDIAN, 0, 0]}
    spec["layer"] = [
        _areas(features, used, colours, font_size(width)),
        _outlines([drawn for drawn in features if drawn["properties"]["class"] == missing], "#9a917f", 0.8, [3, 2]),
        _outlines(outlined, palette.SUBJECT, 2.2, None),
    ]
    spec["layer"] = [layer for layer in spec["layer"] if layer["data"]["values"]]
    return spec


def _areas(
    features: Sequence[Specification], used: Sequence[str], colours: Mapping[str, str], size: int
) -> Specification:
    legend = {
        "title": None,
        "orient": "top-left",
        "offset": 0,
        "symbolType": "square",
        "symbolSize": 220,
        "symbolStrokeWidth": 0.6,
        "symbolStrokeColor": palette.MUTE,
        "labelFont": palette.FONT,
        "labelFontSize": size,
        "labelColor": palette.INK,
        "rowPadding": 4,
    }
    scale = {"domain": list(used), "range": [colours[name] for name in used]}
    return {
        "data": {"values": list(features)},
        "mark": {"type": "geoshape", "stroke": palette.PAPER, "strokeWidth": 0.5},
        "encoding": {"color": {"field": "properties.class", "type": "nominal", "scale": scale, "legend": legend}},
    }


def _outlines(features: Sequence[Specification], colour: str, width: float, dash: list[int] | None) -> Specification:
    mark: Specification = {"type": "geoshape", "filled": False, "fillOpacity": 0, "stroke": colour}
    mark["strokeWidth"] = width
    if dash:
        mark["strokeDash"] = dash
    return {"data": {"values": list(features)}, "mark": mark}


def _quantiles(known: Sequence[float], classes: int) -> list[float]:
    """Return the lower bounds of all classes but the first; equal values never stand in two classes."""
    count = min(classes, len(palette.STEPS), len(known))
    bounds = {known[len(known) * i // count] for i in range(1, count)}
    return sorted(bound for bound in bounds if bound > known[0])


def _class_names(
    known: Sequence[float], bounds: Sequence[float], form: str, language: Language, unit: str
) -> list[str]:
    """Return each class by its lowest and highest value as found, so that the key is true to the map."""
    names = []
    edges = [*bounds, float("inf")]
    start = 0
    for edge in edges:
        inside = [value for value in known[start:] if value < edge]
        start += len(inside)
        low, high = shown(inside[0], form, language), shown(inside[-1], form, language, unit)
        single = shown(inside[0], form, language, unit) == high
        names.append(high if single else f"{low}–{high}")
    return names


def _feature(geometry: Mapping[str, Any], properties: Specification) -> Specification:
    rings = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        shape: Any = [_ring(ring) for ring in rings]
    else:
        shape = [[_ring(ring) for ring in polygon] for polygon in rings]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": geometry["type"], "coordinates": shape},
    }


def _ring(ring: Iterable[Sequence[float]]) -> list[list[float]]:
    """Return the ring's points rounded, without repeats; neighbours keep their common border as both round alike."""
    points: list[list[float]] = []
    for point in ring:
        rounded = [round(point[0], _DECIMALS), round(point[1], _DECIMALS)]
        if not points or points[-1] != rounded:
            points.append(rounded)
    return points
