"""JSON-stat 2 documents, recorded and made, against pyjstat."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyjstat import pyjstat

from seutukuva.base import Problem, explain
from seutukuva.indicators.sources import jsonstat

RECORDED = Path(__file__).parents[1] / "reference" / "pxweb"
DATASETS = [
    "pxgraf_TEST_JSONSTAT2_EN.json",
    "pxgraf_TEST_JSONSTAT2_FI.json",
    "pxgraf_TEST_JSONSTAT2_SV.json",
    "TAB6471_data.json",
]


@pytest.mark.parametrize("file", DATASETS)
def test_recorded_answers_are_read_as_pyjstat_reads_them(file: str) -> None:
    text = (RECORDED / file).read_text(encoding="utf-8")
    cube = jsonstat.read(text)
    oracle = pyjstat.Dataset.read(text)
    for naming, frame in (("id", cube.frame), ("label", cube.labelled())):
        expected = oracle.write("dataframe", naming=naming)
        columns = frame.drop("status")
        assert columns["value"].to_list() == expected["value"].tolist()
        for position in range(len(cube.dimensions)):
            assert columns.to_series(position).to_list() == expected.iloc[:, position].tolist()


def test_labels_units_and_time_are_kept() -> None:
    cube = jsonstat.read((RECORDED / "pxgraf_TEST_JSONSTAT2_SV.json").read_bytes())
    assert cube.dimension("Tiedot").categories["vaste"] == "Skuldsättningsgrad (procent)"
    assert cube.dimension("Tiedot").units["vaste"] == "procent"
    assert cube.source == "Statistikcentralen, statistik över skuldsättning"
    population = jsonstat.read((RECORDED / "TAB6471_data.json").read_bytes())
    assert [d.id for d in population.dimensions if d.is_time] == ["Tid"]
    assert population.updated == "2026-06-08T06:00:00Z"


def test_the_same_cube_in_three_languages_gives_terms() -> None:
    files = {la: f"pxgraf_TEST_JSONSTAT2_{la.upper()}.json" for la in ("sv", "fi", "en")}
    cubes = {la: jsonstat.read((RECORDED / file).read_bytes()) for la, file in files.items()}
    words = jsonstat.terms(cubes)["Tiedot"]
    assert words["velat_yht"].fi == "Velat yhteensä (euroa)"
    assert words["velat_yht"].en == "Debts total (euros)"
    # The Finnish recording has one category only; the others take the first language that has them.
    assert words["vaste"].fi == words["vaste"].sv == "Skuldsättningsgrad (procent)"


def test_sparse_values_and_every_form_of_status() -> None:
    base: dict[str, Any] = {
        "class": "dataset",
        "id": ["area", "value"],
        "size": [1, 3],
        "dimension": {
            "area": {"category": {"label": {"684": "Rauma"}}},
            "value": {"label": "Content", "category": {"index": ["a", "b", "c"]}},
        },
    }
    sparse = jsonstat.read({**base, "value": {"0": 5, "2": 7.5}, "status": {"1": ".."}})
    assert sparse.frame.columns == ["area", "value_code", "value", "status"]
    assert sparse.frame["value"].to_list() == [5, None, 7.5]
    assert sparse.frame["status"].to_list() == [None, "..", None]
    assert sparse.labelled()["area"].to_list() == ["Rauma"] * 3
    listed = jsonstat.read({**base, "value": [1, None, 3], "status": ["a", "m"]})
    assert listed.frame["status"].to_list() == ["a", "m", None]
    one = jsonstat.read({**base, "value": [1, None, 3], "status": "p"})
    assert one.frame["status"].to_list() == ["p"] * 3


@st.composite
def cubes(draw: st.DrawFn) -> dict[str, Any]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    count = math.prod(sizes)
    values = draw(st.lists(st.none() | st.integers(-1000, 1000), min_size=count, max_size=count))
    dimension = {
        f"d{n}": {
            "label": f"D{n}",
            "category": {"index": {f"c{i}": i for i in range(size)}, "label": {f"c{i}": f"C{i}" for i in range(size)}},
        }
        for n, size in enumerate(sizes)
    }
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "made",
        "id": list(dimension),
        "size": sizes,
        "dimension": dimension,
        "value": values,
    }


@given(cubes(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_cube_is_read_as_pyjstat_reads_it(cube: dict[str, Any], sparse: bool) -> None:
    expected = pyjstat.Dataset.read(json.dumps(cube)).write("dataframe", naming="id")
    if sparse:
        cube = {**cube, "value": {str(i): v for i, v in enumerate(cube["value"]) if v is not None}}
    found = jsonstat.read(json.dumps(cube)).frame
    assert [None if math.isnan(v) else v for v in expected["value"].astype(float)] == found["value"].to_list()
    for n in range(len(cube["id"])):
        assert expected.iloc[:, n].tolist() == found.to_series(n).to_list()


GOOD: dict[str, Any] = {
    "class": "dataset",
    "id": ["a"],
    "size": [2],
    "dimension": {"a": {"category": {"index": ["x", "y"]}}},
    "value": [1, 2],
}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b'{"class": "dataset", "id": ["a"', "not_json"),
        ("[1, 2]", "not_dataset"),
        ({**GOOD, "class": "collection"}, "not_dataset"),
        ({"dataset": GOOD}, "not_dataset"),
        ({**GOOD, "size": [2, 3]}, "not_dataset"),
        ({**GOOD, "size": [3]}, "size"),
        ({**GOOD, "value": [1]}, "values"),
        ({**GOOD, "value": {"7": 1}}, "values"),
        ({**GOOD, "value": {"-1": 1}}, "values"),
        ({**GOOD, "value": {"x": 1}}, "not_dataset"),
        ({**GOOD, "value": None}, "not_dataset"),
        ({**GOOD, "value": ["..", "1"]}, "not_dataset"),
        ({**GOOD, "dimension": {"a": []}}, "not_dataset"),
    ],
)
def test_a_document_that_is_no_dataset_is_told_with_its_table(document: Any, code: str) -> None:
    with pytest.raises(Problem) as caught:
        jsonstat.read(document, table="12r5")
    assert caught.value.code == f"indicators.jsonstat.{code}"
    for language in ("fi", "sv", "en"):
        assert "12r5" in explain(caught.value, language)
