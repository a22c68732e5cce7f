"""The same drawing for a browser: zoomed with the wheel, moved by dragging, told by pointing."""

from __future__ import annotations

import copy
from typing import Any

from seutukuva.base import Language
from seutukuva.charts import Specification, format_locale


def live(spec: Specification, language: Language) -> dict[str, Any]:
    """Return the drawing with the language's number format, for a page that draws it with Vega."""
    told: dict[str, Any] = copy.deepcopy(dict(spec))
    told["config"] = {**told.get("config", {}), "locale": {"number": format_locale(language)}}
    return told
