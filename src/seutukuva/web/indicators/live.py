"""A figure's specification for a live drawing in the browser: what is pointed at tells its name and value."""

from __future__ import annotations

import copy
from typing import Any

from seutukuva.base import Language
from seutukuva.charts import format_locale
from seutukuva.documents import Figure
from seutukuva.regions import local_name
from seutukuva.web.indicators.board import Measure


def specification(figure: Figure, measure: Measure, language: Language) -> dict[str, Any]:
    """Return the wide drawing with tooltips and the language's number format."""
    spec: dict[str, Any] = copy.deepcopy(dict(figure.chart))
    spec["config"] = {**spec.get("config", {}), "locale": {"number": format_locale(language)}}
    for layer in spec.get("layer", []):
        kind = layer["mark"].get("type") if isinstance(layer.get("mark"), dict) else layer.get("mark")
        if kind == "geoshape" and "color" in layer.get("encoding", {}):
            _name_areas(layer, measure, language)
        elif kind == "bar":
            layer["encoding"] |= _pointed("label", "shown")
            for row in spec["data"]["values"]:
                row["told"] = f"{row['label']}: {row['shown']}"
            layer["encoding"]["description"] = {"field": "told", "type": "nominal"}
    return spec


def _pointed(name: str, value: str) -> dict[str, Any]:
    """Return the channel of what is shown when an area or a bar is pointed at; the keys of its table are not shown."""
    fields = ((name, " "), (value, "  "))
    return {"tooltip": [{"field": field, "type": "nominal", "title": title} for field, title in fields]}


def _name_areas(layer: dict[str, Any], measure: Measure, language: Language) -> None:
    for feature in layer["data"]["values"]:
        properties = feature["properties"]
        properties["name"] = local_name(properties["code"]).form(language, "name")
        properties["shown"] = measure.shown(properties["value"], language, unit=True)
        properties["told"] = f"{properties['name']}: {properties['shown']}"
    layer["encoding"] |= _pointed("properties.name", "properties.shown")
    layer["encoding"]["description"] = {"field": "properties.told", "type": "nominal"}
