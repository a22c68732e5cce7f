"""A network is drawn where it stood before, in part when it is large, and says what it shows."""

from __future__ import annotations

import gzip
import random
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Language, Problem, render
from seutukuva.charts import Drawing, Specification, pair, svg
from seutukuva.network import read_network
from seutukuva.network.drawing import (
    colours,
    described,
    described_map,
    draw,
    draw_map,
    ego_finding,
    finding,
    layout,
    map_finding,
    thinned,
)
from seutukuva.network.drawing.labels import Sign, _box, _meet, labels
from seutukuva.network.vocabulary import SECTORS
from seutukuva.regions import geometry


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
    rows: list[tuple[str, str, float, str | None]] = []
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


def test_the_best_connected_are_drawn_with_their_partners_where_they_have_no_tie_to_each_other() -> None:
    funders = [f"f{i:03}" for i in range(400)]
    projects = [f"p{i:03}" for i in range(900)]
    rows = {(funders[i % 400], projects[(i * 7) % 900]) for i in range(6_000)}
    ids = [*funders, *projects]
    actors = pl.DataFrame({"id": ids, "name": ids, "kind": None, "sector": None}, schema_overrides={"kind": pl.String})
    ties = pl.DataFrame(sorted(rows), schema=["source", "target"], orient="row").with_columns(
        weight=1.0, permanence=pl.lit(None, pl.String)
    )
    shown = thinned(actors, ties)
    assert shown.actors["id"].n_unique() == shown.actors.height == 300
    assert shown.ties.height >= 150


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
def test_the_drawing_is_a_picture_wide_and_narrow(language: Language) -> None:
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


def test_a_drawing_of_some_lies_on_the_drawing_of_all() -> None:
    actors, ties = made(20, 40)
    places = layout(actors, ties)
    whole = draw(actors, thinned(actors, ties).ties, places, language="en")
    some = draw(actors.head(5), thinned(actors, ties).ties.head(0), places, language="en")
    assert _signs(some).items() <= _signs(whole).items()
    scales = [[layer["encoding"]["x"]["scale"] for layer in s["layer"] if "encoding" in layer] for s in (whole, some)]
    assert scales[0][0] == scales[1][0]


def _signs(spec: Specification) -> dict[str, tuple[float, float]]:
    rows = next(layer["data"]["values"] for layer in spec["layer"] if layer.get("params"))
    return {row["id"]: (row["x"], row["y"]) for row in rows}


def test_names_do_not_lie_on_each_other_or_on_larger_signs() -> None:
    chance = random.Random(5)
    signs = [Sign(chance.uniform(0, 600), chance.uniform(0, 400), 9 - i / 20, f"Toimija {i}") for i in range(80)]
    found = labels(signs, size=13, width=600, height=400, most=22, tried=66)
    assert 8 < len(found) <= 22
    boxes = [_box(signs[label.sign], label, 13) for label in found]
    assert not [1 for i, one in enumerate(boxes) for other in boxes[:i] if _meet(one, other)]
    pressed = [Sign(300.0, 200.0, 9.0, "Keskus"), *(Sign(300.0 + i, 200.0, 9.0, "Muu") for i in range(1, 9))]
    assert labels(pressed, size=13, width=600, height=400, most=22, tried=1, always=1)[0].sign == 0


@pytest.mark.parametrize(
    ("pairs", "without", "said"),
    [
        ("ab ac ad", "", "A oy has a link to 3 of the 3 other actors."),
        (
            "ab bc cd da ef gh",
            "",
            "The network is in 3 separate parts; the largest has 4 of the 8 actors that have ties.",
        ),
        ("ab bc cd de ef fg gd gh hi ij", "", "Most links: D oy, G oy (3)."),
        ("ab bc cd de ef fa", "", "Links are spread: nobody has more than 2."),
        ("ab bc de", "K oy", "Without K oy, 3 of 5 actors are still joined."),
        ("", "", "There are no links between these actors."),
    ],
)
def test_the_heading_is_what_is_true_of_the_network(pairs: str, without: str, said: str) -> None:
    names = sorted(set(pairs.replace(" ", ""))) or ["a", "b"]
    actors = pl.DataFrame({"id": names, "name": [f"{name.upper()} oy" for name in names]})
    rows = [tuple(pair) for pair in pairs.split()]
    ties = pl.DataFrame(rows, schema={"source": pl.String, "target": pl.String}, orient="row")
    assert finding(actors, ties, "en", without=without) == said


def test_the_heading_of_a_neighbourhood_counts_pairs_that_know_each_other() -> None:
    ties = pl.DataFrame({"source": ["a", "a", "a", "b", "c"], "target": ["b", "c", "d", "c", "b"]})
    actors = pl.DataFrame({"id": list("abcd"), "name": list("ABCD")})
    assert ego_finding("a", actors, ties, "en") == "3 partners; 1 of their 3 pairs are linked to each other."
    assert ego_finding("d", actors, ties, "en") == "One partner."


def test_the_map_has_a_line_for_every_two_places_it_knows() -> None:
    spots = {"Kuusilahti": (21.5, 61.1), "Mäntysalmi": (27.2, 62.3), "Storsund": (22.7, 63.1)}
    between = [("Kuusilahti", "Mäntysalmi", 5), ("Kuusilahti", "Storsund", 1), ("Kuusilahti", "Kuusilahti", 30)]
    between.append(("Muualla", "Kuusilahti", 9))
    for spec in pair(draw_map, between, spots, geometry(), language="sv", subject="Kuusilahti"):
        lines = spec["layer"][1]["data"]["values"]
        assert [(line["told"], line["width"]) for line in lines] == [
            ("Kuusilahti – Storsund: ett par", 2.8),
            ("Kuusilahti – Mäntysalmi: 5 par", 10.0),
        ]
        drawn = svg(spec, "sv", title="Karta", description=described_map(between, spots, "sv"))
        assert "Karta, 2 kopplingar. Par: Kuusilahti – Mäntysalmi 5; Kuusilahti – Storsund 1." in drawn
        assert drawn.count("#c4571b") == 1
    assert map_finding(between, spots, "fi") == "Eniten yhteydessä olevia pareja: Kuusilahti – Mäntysalmi (5)."
    with pytest.raises(Problem, match="no link on the map"):
        draw_map(between[2:], spots, geometry(), language="en")


def test_a_page_is_not_filled_with_borders_that_nobody_can_tell_apart() -> None:
    spots = {"Etelä": (24.0, 60.4), "Pohjoinen": (26.0, 66.0)}
    spec = draw_map([("Etelä", "Pohjoinen", 1)], spots, geometry(), language="fi", width=340)
    assert len(svg(spec, "fi", title="Kartta")) < 150_000


def test_the_real_network_of_projects_is_drawn_in_part() -> None:
    folder = Path(__file__).parents[2] / "reference" / "networks"
    nodes, edges = (gzip.decompress((folder / f"h2020_{name}.csv.gz").read_bytes()) for name in ("nodes", "edges"))
    projects = read_network(nodes, edges)
    shown = thinned(projects.actors, projects.ties)
    assert shown.note is not None
    assert "300 of 732 actors" in render(shown.note, "en")
    spec = draw(shown.actors, shown.ties, layout(shown.actors, shown.ties), language="en")
    assert len(_signs(spec)) == 300
    assert finding(projects.actors, projects.ties, "en") == "Most links: 932760440 (266)."
