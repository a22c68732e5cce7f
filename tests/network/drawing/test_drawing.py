"""A network is drawn where it stood before, in part when it is large, and says what it shows."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Problem, render
from seutukuva.charts import Drawing, pair, svg
from seutukuva.network.drawing import colours, described, draw, layout, thinned
from seutukuva.network.vocabulary import SECTORS


def made(count: int, ties: int, seed: int = 3) -> tuple[pl.DataFrame, pl.DataFrame]:
    chance = random.Random(seed)
    actors = pl.DataFrame(
        {
            "id": [f"a{i:04}" for i in range(count)],
            "name": [f"Toimija {i}" for i in range(count)],
            "kind": [chance.choice(["company", "city", "university", None]) for _ in range(count)],
            "sector": [chance.choice([*SECTORS, None]) for _ in range(count)],
        }
    )
    rows = []
    while len(rows) < ties:
        one, other = chance.randrange(count), int(count * chance.random() ** 2)
        if one != other:
            rows.append(
                (f"a{one:04}", f"a{other:04}", chance.choice([1.0, 2.0]), chance.choice(["project", "body", None]))
            )
    schema = {"source": pl.String, "target": pl.String, "weight": pl.Float64, "permanence": pl.String}
    return actors, pl.DataFrame(rows, schema=schema, orient="row")


def test_the_same_network_has_the_same_places_whatever_the_order_of_its_rows() -> None:
    actors, ties = made(60, 120)
    places = layout(actors, ties)
    assert layout(actors.reverse(), ties) == places
    points = np.array(list(places.values()))
    assert np.abs(points).max() == pytest.approx(1.0)
    gaps = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) + np.eye(60)
    assert gaps.min() > 0.01
    tied = [np.hypot(*np.subtract(places[a], places[b])) for a, b in ties.select("source", "target").iter_rows()]
    assert np.mean(tied) < 0.75 * gaps.mean()


def test_who_stood_before_keeps_the_place_and_the_new_one_stands_beside_its_partner() -> None:
    actors, ties = made(40, 80)
    before = layout(actors, ties)
    assert layout(actors, ties, earlier=before) == before
    more = pl.concat([actors, actors.head(1).with_columns(id=pl.lit("new"))])
    tie = ties.head(1).with_columns(source=pl.lit("new"), target=pl.lit("a0007"), weight=1.0)
    after = layout(more, pl.concat([ties, tie]), earlier=before)
    assert {id_: after[id_] for id_ in before} == before
    distances = {id_: np.hypot(*np.subtract(after["new"], after[id_])) for id_ in before}
    assert distances["a0007"] < np.median(list(distances.values()))


def test_little_networks() -> None:
    actors, ties = made(3, 2)
    assert layout(actors.head(0), ties.head(0)) == {}
    assert list(layout(actors.head(1), ties.head(0))) == ["a0000"]
    assert len(layout(actors, ties.head(0))) == 3


def test_a_large_network_is_thinned_and_says_so() -> None:
    actors, ties = made(3_000, 15_000)
    shown = thinned(actors, ties, most_ties=500)
    assert (shown.actors.height, shown.ties.height) == (300, 500)
    assert shown.note is not None
    for language in LANGUAGES:
        assert "300" in render(shown.note, language)
    assert "300 of 3,000 actors and 500 of" in render(shown.note, "en")
    assert thinned(*made(50, 100)).note is None


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 40), st.integers(1, 120), st.integers(0, 99), st.integers(1, 30))
def test_thinning_parts_nobody(count: int, number: int, seed: int, most: int) -> None:
    actors, ties = made(count, number, seed)
    shown = thinned(actors, ties, most_ties=most)
    whole = thinned(actors, ties).ties
    assert _parts(shown.ties, actors) == _parts(whole, actors)


def _parts(ties: pl.DataFrame, actors: pl.DataFrame) -> set[frozenset[str]]:
    part = {id_: frozenset([id_]) for id_ in actors["id"]}
    for one, other in ties.select("source", "target").iter_rows():
        joined = part[one] | part[other]
        part.update(dict.fromkeys(joined, joined))
    return set(part.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_is_a_picture_wide_and_narrow(language: str) -> None:
    actors, ties = made(30, 50)
    shown = thinned(actors, ties)
    places = layout(shown.actors, shown.ties)
    both = pair(draw, shown.actors, shown.ties, places, language=language, subject="a0003")
    assert isinstance(both, Drawing)
    for spec in both:
        drawn = svg(spec, language, title="Verkosto", description=described(shown.actors, shown.ties, language))
        root = ET.fromstring(drawn)
        assert "#c4571b" in drawn
        assert float(root.get("width", "0").removesuffix("px")) <= 641
        assert (
            len([p for p in root.iter("{http://www.w3.org/2000/svg}path") if p.get("fill") not in (None, "none")]) >= 30
        )
        assert "Toimija" in drawn


def test_the_alternative_text_tells_what_is_seen() -> None:
    actors = pl.DataFrame(
        {"id": ["a", "b", "c"], "name": ["Kuusilahti", "Opisto", "Telakka"], "sector": ["city", None, "x"]}
    )
    ties = pl.DataFrame({"source": ["a"], "target": ["b"], "weight": [1.0], "permanence": ["body"]})
    text = "Network: 3 actors and 1 links. Most partners: Kuusilahti, Opisto. One actor has no links."
    assert described(actors, ties, "en") == text
    assert colours(actors) == {"a": "#1f5366", "b": "#b3ada0", "c": "#b3ada0"}


def test_nobody_to_draw() -> None:
    actors, ties = made(2, 1)
    with pytest.raises(Problem, match="no actors to draw"):
        draw(actors, ties, {}, language="en")
