"""GraphML, as Gephi, yEd, NodeXL and networkx write it. Source: graphml.graphdrawing.org, GraphML 1.0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl
from lxml import etree

from seutukuva.base import Message
from seutukuva.network.imports import markup
from seutukuva.network.imports.assembling import assemble
from seutukuva.network.imports.model import Imported

_SPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_LABELS: Final = ("NodeLabel", "EdgeLabel")  # yEd keeps names inside its drawing


def read_graphml(data: bytes, *, name: str | None = None, words: Mapping[str, str] | None = None) -> Imported:
    """Return the network of a GraphML file; words as in `read_tables`.

    Raises Problem for what is no GraphML, and with lines of the file as `assemble` does.
    """
    root = markup.parse(data, "graphml", name)
    keys = {key.get("id", ""): key for key in markup.inside(root, "key")}
    titles = {id_: key.get("attr.name") or id_ for id_, key in keys.items()}
    nodes = list(markup.inside(root, "node"))
    edges = list(markup.inside(root, "edge"))
    actors, notes = markup.as_fields(
        [{"=id": node.get("id", ""), **_defaults(keys, "node"), **_data(node, titles)} for node in nodes],
        [markup.line(node) for node in nodes],
        "actors",
        name,
    )
    default = next((g.get("edgedefault", "undirected") for g in markup.inside(root, "graph")), "undirected")
    ties, more = markup.as_fields(
        [{**_ends(edge, default), **_defaults(keys, "edge"), **_data(edge, titles)} for edge in edges],
        [markup.line(edge) for edge in edges],
        "ties",
        name,
    )
    if next(markup.inside(root, "hyperedge"), None) is not None:
        more.append(Message("network.imports.note.hyperedges"))
    whole = assemble(actors, _with_ends(ties), actors_file=name, ties_file=name, words=words)
    return Imported(whole.actors, whole.ties, (*notes, *more, *whole.notes))


def write_graphml(actors: pl.DataFrame, ties: pl.DataFrame) -> bytes:
    """Return actors and ties (columns as in `Imported`, others too) as GraphML with all columns as attributes."""
    root = etree.Element("graphml", {"xmlns": _SPACE})
    sides = (("node", actors, ("id",)), ("edge", ties, ("source", "target", "directed")))
    keys: dict[tuple[str, str], str] = {}
    for side, frame, own in sides:
        for column in frame.columns:
            if column not in own:
                keys[side, column] = f"d{len(keys)}"
                attributes = {
                    "id": keys[side, column],
                    "for": side,
                    "attr.name": "label" if (side, column) == ("node", "name") else column,
                }
                etree.SubElement(root, "key", attributes | {"attr.type": markup.kind_of(frame.schema[column])})
    graph = etree.SubElement(root, "graph", {"edgedefault": "undirected"})
    for side, frame, own in sides:
        for number, row in enumerate(frame.iter_rows(named=True)):
            told = {key: markup.value_text(row[key]) for key in own if markup.is_told(row.get(key))}
            element = etree.SubElement(graph, side, told if side == "node" else {"id": f"e{number}", **told})
            for column, value in row.items():
                if column not in own and markup.is_told(value):
                    etree.SubElement(element, "data", {"key": keys[side, column]}).text = markup.value_text(value)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _ends(edge: markup.Element, default: str) -> dict[str, str]:
    directed = edge.get("directed") or ("true" if default == "directed" else "")
    return {"=source": edge.get("source", ""), "=target": edge.get("target", ""), "=directed": directed}


def _with_ends(ties: pl.DataFrame) -> pl.DataFrame:
    """Return a frame of ties that has both ends also when the file has no edges at all."""
    return ties.with_columns(
        pl.lit(None, pl.String).alias(end) for end in ("source", "target") if end not in ties.columns
    )


def _defaults(keys: Mapping[str, markup.Element], side: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for id_, key in keys.items():
        if key.get("for") in (side, "all"):
            text = next((d.text for d in markup.inside(key, "default") if d.text), None)
            if text:
                found[key.get("attr.name") or id_] = text.strip()
    return found


def _data(element: markup.Element, titles: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for data in element.iterchildren("{*}data"):
        title = titles.get(data.get("key", ""), data.get("key", ""))
        if len(data):
            label = next((part.text for part in markup.inside(data, *_LABELS) if part.text and part.text.strip()), None)
            if label:
                found.setdefault("label", label.strip())
        elif data.text and data.text.strip():
            found[title] = data.text.strip()
    return found
