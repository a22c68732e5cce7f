"""Specification to SVG and PNG, without network, style attributes or system fonts."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import vl_convert

from seutukuva.base import Language
from seutukuva.base.store import var_directory
from seutukuva.charts.numbers import format_locale
from seutukuva.charts.palette import font_directory

_SVG: Final = "http://www.w3.org/2000/svg"
_DRAWING: Final = "3"  # a new number when this module draws the same specification otherwise
_NUMBER: Final = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
# What XML cannot hold, and two line ends that Vega's expressions cannot: none of it is anything to see.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_GONE: Final = ("role", "class", "pointer-events", "version")


def svg(
    spec: Mapping[str, Any], language: Language, *, title: str = "", description: str = "", identifier: str = ""
) -> str:
    """Return the drawing as SVG text for a page: an image with a name and a description, presentation attributes only.

    `identifier` makes the ids of the drawing's parts; without it they come from the content. The result is kept
    in var/charts under the hash of all arguments.
    """
    key = _hash({"spec": spec, "language": language, "said": [title, description, identifier], "by": _DRAWING})
    target = var_directory() / "charts" / f"{key}.svg"
    if target.exists():
        return target.read_text(encoding="utf-8")
    drawn = _accessible(_drawn(spec, language), language, title, description, identifier or f"c{key[:12]}")
    _keep(target, drawn.encode("utf-8"))
    return drawn


def png(spec: Mapping[str, Any], language: Language, *, scale: float = 2.0) -> bytes:
    """Return the drawing as a PNG image; `scale` 2 gives two pixels for each of the specification's.

    The result is kept in var/charts as that of `svg` is.
    """
    key = _hash({"spec": spec, "language": language, "scale": scale, "by": _DRAWING})
    target = var_directory() / "charts" / f"{key}.png"
    if target.exists():
        return target.read_bytes()
    _register_fonts()
    data: bytes = vl_convert.vegalite_to_png(
        _still(_clean_texts(spec)), scale=scale, format_locale=format_locale(language), allowed_base_urls=[]
    )
    _keep(target, data)
    return data


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(font_directory()))


def _drawn(spec: Mapping[str, Any], language: Language) -> str:
    _register_fonts()
    text: str = vl_convert.vegalite_to_svg(
        _still(_clean_texts(spec)), format_locale=format_locale(language), allowed_base_urls=[]
    )
    return text


def _clean_texts(value: Any) -> Any:
    """Return plain data without the unseen characters: in a label one of them ends the whole process."""
    if isinstance(value, str):
        return _UNSEEN.sub("", value)
    if isinstance(value, Mapping):
        return {_clean_texts(key): _clean_texts(item) for key, item in value.items()}
    return [_clean_texts(item) for item in value] if isinstance(value, list | tuple) else value


def _still(spec: Any) -> Any:
    """Return a specification without what only a hand moves: zooming cuts every mark at the frame, which costs most of
    the time of drawing a network."""
    if isinstance(spec, dict):
        return {key: item if key == "values" else _still(item) for key, item in spec.items() if key != "params"}
    return [_still(item) for item in spec] if isinstance(spec, list) else spec


def _hash(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=dict)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _keep(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        part.write(content)
    Path(part.name).replace(target)


def _accessible(drawn: str, language: Language, title: str, description: str, identifier: str) -> str:
    """Name the whole drawing, silence its parts (Vega names them in English), and make it small."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawn)
    _tidy(root, identifier)
    root.set("role", "img")
    root.set("lang", language)
    named = [(tag, text) for tag, text in (("desc", description), ("title", title)) if text]
    for tag, text in named:
        part = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{identifier}-{tag}"})
        part.text = _UNSEEN.sub("", text)
        root.insert(0, part)
    if named:
        root.set("aria-labelledby", " ".join(f"{identifier}-{tag}" for tag, _ in reversed(named)))
    return ET.tostring(root, encoding="unicode")


def _tidy(parent: ET.Element, identifier: str) -> None:
    _clean(parent, identifier)
    for child in list(parent):
        if _is_nothing(child):
            parent.remove(child)
            continue
        _tidy(child, identifier)
        if child.tag == f"{{{_SVG}}}g" and not len(child):
            parent.remove(child)


def _is_nothing(part: ET.Element) -> bool:
    """Tell whether a part draws nothing: hidden, or one of Vega's empty boxes of a group."""
    if part.get("display") == "none" or part.get("opacity") == "0":
        return True
    box = part.get("class") in ("background", "foreground")
    return box and part.get("fill") is None and part.get("stroke") is None


def _clean(part: ET.Element, identifier: str) -> None:
    for name, value in list(part.attrib.items()):
        if name in _GONE or name.startswith("aria-") or (name == "opacity" and value == "1"):
            del part.attrib[name]
        elif name == "id":
            part.set(name, f"{identifier}-{value}")
        elif value.startswith("url(#"):
            part.set(name, f"url(#{identifier}-{value[5:]}")
        elif name in ("d", "transform", "x", "y", "x1", "x2", "y1", "y2"):
            part.set(name, _NUMBER.sub(_rounded, value))


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"
