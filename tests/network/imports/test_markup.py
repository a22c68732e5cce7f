"""GraphML and GEXF come and go; what other programs write is read."""

from __future__ import annotations

import io
from datetime import date

import networkx
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from seutukuva.base import render
from seutukuva.network.imports import ACTORS, TIES, read_gexf, read_graphml, write_gexf, write_graphml

OF_GEPHI = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
 <meta lastmodifieddate="2026-01-01"><creator>Gephi 0.10</creator></meta>
 <graph defaultedgetype="undirected" mode="static">
  <attributes class="node" mode="static">
   <attribute id="sector" title="sector" type="string"><default>company</default></attribute>
   <attribute id="modularity_class" title="Modularity Class" type="integer"><default>0</default></attribute>
  </attributes>
  <nodes>
   <node id="0" label="Rauman kaupunki"><attvalues><attvalue for="sector" value="city"/>
    <attvalue for="modularity_class" value="3"/></attvalues><viz:size value="10.0"/></node>
   <node id="1" label="Telakka Oy"/>
  </nodes>
  <edges><edge id="0" source="0" target="1" type="directed" weight="2.5" kind="supply"/>
   <edge id="1" source="1" target="0" start="2020-05" end="2021"/></edges>
 </graph>
</gexf>"""
OF_YED = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
 <key for="node" id="d6" yfiles.type="nodegraphics"/>
 <key attr.name="kind" attr.type="string" for="node" id="d7"><default>company</default></key>
 <key attr.name="kind" attr.type="string" for="edge" id="d9"/>
 <graph edgedefault="directed" id="G">
  <node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Rauma</y:NodeLabel></y:ShapeNode></data>
   <data key="d7">city</data></node>
  <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>VTT</y:NodeLabel></y:ShapeNode></data></node>
  <edge id="e0" source="n0" target="n1"><data key="d9">agreement</data></edge>
  <edge id="e1" source="n0" target="n1" directed="false"/>
  <hyperedge><endpoint node="n0"/><endpoint node="n1"/></hyperedge>
 </graph>
</graphml>"""


def test_a_file_of_gephi() -> None:
    found = read_gexf(OF_GEPHI.encode())
    assert found.actors.select("id", "name", "sector").rows() == [
        ("0", "Rauman kaupunki", "city"),
        ("1", "Telakka Oy", "company"),
    ]
    assert found.ties.select("source", "target", "kind", "weight", "directed", "start", "end").rows() == [
        ("0", "1", "supply", 2.5, True, None, None),
        ("1", "0", "cooperation", 1.0, False, date(2020, 5, 1), date(2021, 12, 31)),
    ]
    assert [render(note, "en") for note in found.notes] == ["Columns that were not imported: Modularity Class."]


def test_an_older_gexf_refers_by_id() -> None:
    old = OF_GEPHI.replace("/1.3", "").replace('"1.3"', '"1.0"').replace("attvalue for=", "attvalue id=")
    assert read_gexf(old.encode()).actors["sector"].to_list() == ["city", "company"]


def test_a_file_of_yed() -> None:
    found = read_graphml(OF_YED.encode())
    assert found.actors.select("name", "kind").rows() == [("Rauma", "city"), ("VTT", "company")]
    assert found.ties.select("kind", "directed").rows() == [("agreement", True), ("cooperation", False)]
    assert "Hyperedges" in " ".join(render(note, "en") for note in found.notes)


def test_a_file_without_ties_is_a_network_of_actors() -> None:
    only = b"<graphml><graph><node id='A'/></graph></graphml>"
    assert read_graphml(only).actors["id"].to_list() == ["A"]
    assert read_graphml(only).ties.height == 0
    assert read_gexf(b"<gexf><graph><nodes><node id='A' label='a'/></nodes></graph></gexf>").ties.is_empty()


text = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8).filter(
    lambda t: not any(c in t for c in "ÃŠ„†‡Œ\ufffd|;,")
)


@st.composite
def networks(draw: st.DrawFn) -> tuple[pl.DataFrame, pl.DataFrame]:
    ids = draw(st.lists(text, min_size=2, max_size=6, unique=True))
    actors = [
        {
            "id": id_,
            "name": draw(text),
            "kind": draw(st.sampled_from(["city", "company", None])),
            "sector": "rdi",
            "area": draw(st.sampled_from(["684", None])),
            "aliases": draw(st.lists(text, max_size=2)),
            "roles": draw(st.sampled_from([[], ["user"], ["user", "enabler"]])),
        }
        for id_ in ids
    ]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    ties = [
        {
            "source": source,
            "target": target,
            "kind": draw(st.sampled_from(["supply", "project"])),
            "weight": draw(st.floats(0.001, 1e6)),
            "directed": draw(st.booleans()),
            "start": draw(st.dates(date(1990, 1, 1), date(2020, 1, 1)) | st.none()),
            "permanence": draw(st.sampled_from(["body", None])),
            "cluster": draw(text | st.none()),
        }
        for source, target in draw(st.lists(pairs, min_size=1, max_size=6))
    ]
    return pl.DataFrame(actors, schema=dict(ACTORS)), pl.DataFrame(ties, schema=dict(TIES))


@settings(deadline=None, max_examples=80)
@given(networks())
def test_what_is_written_is_read_again(network: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    actors, ties = network
    for data, read in ((write_gexf(actors, ties), read_gexf), (write_graphml(actors, ties), read_graphml)):
        found = read(data)
        assert found.actors.to_dicts() == actors.to_dicts()
        assert found.ties.to_dicts() == ties.to_dicts()


@settings(deadline=None, max_examples=30)
@given(networks())
def test_networkx_reads_the_same_network(network: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    actors, ties = network
    one_way = ties.with_columns(directed=pl.lit(value=False))
    graph = networkx.read_gexf(io.BytesIO(write_gexf(actors, one_way)), version="1.3")
    assert {id_: data["label"] for id_, data in graph.nodes(data=True)} == dict(actors.select("id", "name").rows())
    assert {frozenset(edge[:2]) for edge in graph.edges} == {
        frozenset(r) for r in ties.select("source", "target").rows()
    }
    graph = networkx.parse_graphml(write_graphml(actors, one_way).decode(), force_multigraph=True)
    weights = sorted(data["weight"] for _, _, data in graph.edges(data=True))
    assert weights == sorted(ties["weight"].to_list())


def test_positions_and_colours_are_for_gephi() -> None:
    actors = pl.DataFrame({"id": ["A"], "name": ["Bad \x00 name"]})
    ties = pl.DataFrame({"source": [], "target": []}, schema={"source": pl.String, "target": pl.String})
    root = etree.fromstring(
        write_gexf(actors, ties, positions={"A": (1, -2.5)}, colours={"A": "#c4571b"}, title="Kuusilahti")
    )
    (node,) = root.iter("{http://gexf.net/1.3}node")
    assert node.get("label") == "Bad  name"
    drawn = {child.tag.rpartition("}")[2]: dict(child.attrib) for child in node}
    assert drawn == {"color": {"r": "196", "g": "87", "b": "27"}, "position": {"x": "1.00", "y": "-2.50", "z": "0.0"}}
    assert root.findtext(".//{*}description") == "Kuusilahti"
