"""GEXF, the format of Gephi. Reads 1.1-1.3, writes 1.3. Source: gexf.net."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl
from lxml import etree

from seutukuva.network.imports import markup
from seutukuva.network.imports.assembling import assemble
from seutukuva.network.imports.graphml import _with_ends
from seutukuva.network.imports.model import Imported

_SPACE: Final = "http://gexf.net/1.3"
_VIZ: Final = "http://gexf.net/1.3/viz"
_OWN: Final = {"node": ("id", "name"), "edge": ("source", "target", "directed", "weight", "kind")}


def read_gexf(data: bytes, *, name: str | None = None, words: Mapping[str, str] | None = None) -> Imported:
    """Return the network of a GEXF file; words as in `read_tables`. An edge's own label is not read as its kind.

    Raises Problem for what is no GEXF, and with lines of the file as `assemble` does.
    """
    root = markup.parse(data, "gexf", name)
    graph = next(markup.inside(root, "graph"), root)
    nodes, edges = list(markup.inside(graph, "node")), list(markup.inside(graph, "edge"))
    titles, defaults = _attributes(graph, "node")
    actors, notes = markup.as_fields(
        [
            {"=id": node.get("id", ""), "=name": node.get("label", ""), **defaults, **_values(node, titles)}
            for node in nodes
        ],
        [markup.line(node) for node in nodes],
        "actors",
        name,
    )
    titles, defaults = _attributes(graph, "edge")
    usual = graph.get("defaultedgetype", "undirected")
    has_kinds = any(edge.get("kind") for edge in edges)
    ties, more = markup.as_fields(
        [{**_edge(edge, usual, has_kinds=has_kinds), **defaults, **_values(edge, titles)} for edge in edges],
        [markup.line(edge) for edge in edges],
        "ties",
        name,
    )
    whole = assemble(actors, _with_ends(ties), actors_file=name, ties_file=name, words=words)
    return Imported(whole.actors, whole.ties, (*notes, *more, *whole.notes))


def write_gexf(
    actors: pl.DataFrame,
    ties: pl.DataFrame,
    *,
    positions: Mapping[str, tuple[float, float]] | None = None,
    colours: Mapping[str, str] | None = None,
    title: str = "",
) -> bytes:
    """Return actors and ties (columns as in `Imported`, others too) as GEXF 1.3 that Gephi opens.

    positions: id -> x, y; colours: id -> #rrggbb; both optional. Every other column becomes an attribute.
    """
    root = etree.Element("gexf", {"xmlns": _SPACE, "version": "1.3"}, nsmap={"viz": _VIZ})
    meta = etree.SubElement(root, "meta")
    etree.SubElement(meta, "creator").text = "Seutukuva"
    if title:
        etree.SubElement(meta, "description").text = markup.clean(title)
    graph = etree.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    node_ids, edge_ids = _declared(graph, "node", actors), _declared(graph, "edge", ties)
    nodes = etree.SubElement(graph, "nodes")
    for row in actors.iter_rows(named=True):
        id_ = str(row["id"])
        node = etree.SubElement(
            nodes, "node", {"id": markup.clean(id_), "label": markup.value_text(row.get("name") or id_)}
        )
        _write_values(node, row, node_ids)
        _write_viz(node, (positions or {}).get(id_), (colours or {}).get(id_))
    edges = etree.SubElement(graph, "edges")
    for number, row in enumerate(ties.iter_rows(named=True)):
        own = {
            "id": str(number),
            "source": markup.clean(str(row["source"])),
            "target": markup.clean(str(row["target"])),
        }
        own["type"] = "directed" if row.get("directed") else "undirected"
        own |= {key: markup.value_text(row[key]) for key in ("weight", "kind") if markup.is_told(row.get(key))}
        _write_values(etree.SubElement(edges, "edge", own), row, edge_ids)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _attributes(graph: markup.Element, side: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the attributes that a file declares for its nodes or edges: id -> title, and title -> default."""
    titles: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for group in markup.inside(graph, "attributes"):
        if group.get("class") != side:
            continue
        for attribute in markup.inside(group, "attribute"):
            id_ = attribute.get("id") or ""
            title = attribute.get("title") or id_
            titles[id_] = title
            for default in markup.inside(attribute, "default"):
                if default.text and default.text.strip():
                    defaults[title] = default.text.strip()
    return titles, defaults


def _values(element: markup.Element, titles: Mapping[str, str]) -> dict[str, str]:
    values = (v for group in element.iterchildren("{*}attvalues") for v in group.iterchildren("{*}attvalue"))
    # Version 1.0 called the reference `id`, later ones `for`.
    told = {titles.get(id_, id_): v.get("value", "") for v in values if (id_ := v.get("for") or v.get("id") or "")}
    return {title: value for title, value in told.items() if value}


def _edge(edge: markup.Element, usual: str, *, has_kinds: bool) -> dict[str, str]:
    own = {"=source": edge.get("source", ""), "=target": edge.get("target", "")}
    # What a file tells of all edges together says nothing of a supply or a membership among them.
    own["=directed"] = edge.get("type") or ("directed" if usual == "directed" else "")
    if edge.get("weight"):
        own["=weight"] = edge.get("weight", "")
    if has_kinds:
        own["=kind"] = edge.get("kind", "")
    return own | {f"={end}": edge.get(end, "") for end in ("start", "end") if edge.get(end)}


def _declared(graph: markup.Element, side: str, frame: pl.DataFrame) -> dict[str, str]:
    """Declare the columns of a frame as attributes; return column -> id of the attribute."""
    columns = [column for column in frame.columns if column not in _OWN[side]]
    if not columns:
        return {}
    group = etree.SubElement(graph, "attributes", {"class": side})
    for number, column in enumerate(columns):
        attributes = {"id": str(number), "title": markup.clean(column), "type": markup.kind_of(frame.schema[column])}
        etree.SubElement(group, "attribute", attributes)
    return {column: str(number) for number, column in enumerate(columns)}


def _write_values(element: markup.Element, row: Mapping[str, object], ids: Mapping[str, str]) -> None:
    told = {ids[column]: row[column] for column in ids if markup.is_told(row[column])}
    if told:
        values = etree.SubElement(element, "attvalues")
        for id_, value in told.items():
            etree.SubElement(values, "attvalue", {"for": id_, "value": markup.value_text(value)})


def _write_viz(node: markup.Element, position: tuple[float, float] | None, colour: str | None) -> None:
    if colour:
        red, green, blue = (str(int(colour.lstrip("#")[i : i + 2], 16)) for i in (0, 2, 4))
        etree.SubElement(node, f"{{{_VIZ}}}color", {"r": red, "g": green, "b": blue})
    if position:
        x, y = (f"{value:.2f}" for value in position)
        etree.SubElement(node, f"{{{_VIZ}}}position", {"x": x, "y": y, "z": "0.0"})
