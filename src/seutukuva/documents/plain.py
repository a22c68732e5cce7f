"""A document as plain JSON data and back, exactly; its hash."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from seutukuva.base import content_hash
from seutukuva.documents import model
from seutukuva.documents.model import Document


def to_json(document: Document) -> dict[str, Any]:
    """Return `document` as plain data: every part a dictionary whose "kind" names its class."""
    data: dict[str, Any] = _encode(document)
    return data


def from_json(data: Mapping[str, Any]) -> Document:
    """Read what `to_json` wrote. Raises KeyError or TypeError when it is something else."""
    document: Document = _decode(Document, data)
    return document


def document_hash(document: Document) -> str:
    """Return the SHA-256 (hex) of the document's content; the same document has the same hash everywhere."""
    return content_hash(to_json(document))


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        told = {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
        unsaid = {part.name for part in _later(type(value)) if told[part.name] == part.default}
        parts = {name: _encode(own) for name, own in told.items() if name not in unsaid}
        return {"kind": type(value).__name__, **parts}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _later(kind: type) -> list[dataclasses.Field[Any]]:
    """Return the parts that came after Documents were published: a Document keeps its hash, an old file is read."""
    return [part for part in dataclasses.fields(kind) if part.metadata.get("later")]


def _decode(hint: Any, value: Any) -> Any:
    """Build what `hint` says from plain data; charts (mappings) and single values stay as they are."""
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        if all(dataclasses.is_dataclass(option) for option in options):
            return _decode(getattr(model, value["kind"]), value)
        return _decode(options[0], value) if len(options) == 1 else value
    if get_origin(hint) is tuple:
        return tuple(_decode(get_args(hint)[0], item) for item in value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if value["kind"] != hint.__name__:
            raise TypeError(f"expected {hint.__name__}, found {value['kind']}")
        unsaid = {part.name for part in _later(hint)} - value.keys()
        names = [part.name for part in dataclasses.fields(hint) if part.name not in unsaid]
        parts = {name: _decode(_hints(hint)[name], value[name]) for name in names}
        return hint(**parts)
    return value
