"""Names that may be one organisation are shown with the reason; what is merged can be undone."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Problem, render
from seutukuva.network.cleaning import Decision, Merge, alternatives, duplicates, links, merge, merge_plan, undo
from tests.network.cleaning.made import made


def names(*told: str, areas: tuple[str | None, ...] = (), ids: tuple[str | None, ...] = ()) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "id": [str(i) for i in range(len(told))],
            "name": list(told),
            "area": list(areas) or [None] * len(told),
            "business_id": list(ids) or [None] * len(told),
        },
        schema_overrides={"area": pl.String, "business_id": pl.String},
    )


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Rauman kaupunki", "Raumo stad", "“kaupunki” and “stad” mean the same"),
        ("Rauman kaupunki", "City of Rauma", "same municipality"),
        (
            "Seinäjoen ammattikorkeakoulu Oy",
            "Seinäjoki University of Applied Sciences",
            "university of applied sciences",
        ),
        ("Keksitty Telakka Oy", "KEKSITTY TELAKKA OYJ", "same apart from legal form"),
        ("Telakka Keksitty Oy", "Keksitty Telakka", "same words in another order"),
        ("Metalli Paja Oy", "Metallipaja Oy", "together or apart"),
        ("Keksikolmio Oy", "Keksi-Kolmio Oyj", "“keksikolmio” and “keksi kolmio”"),
        ("Insinööritoimisto Virtanen Oy", "Insinööritoimisto Virtannen Oy", "differ little in spelling"),
        ("Hakalan Konepaja Ky", "Hakala konepaja", "forms of one word"),
        ("VTT", "Valtion teknillinen tutkimuskeskus", "initials"),
        ("Tekn. toimisto Kuvitelma", "Teknillinen toimisto Kuvitelma Oy", "short for the other"),
    ],
)
def test_pairs_are_shown_with_their_reason(one: str, other: str, reason: str) -> None:
    (pair,) = duplicates(names(one, other, "Aivan Toinen Yhdistys ry"))
    assert {pair.left_name, pair.right_name} == {one, other}
    assert reason in " ".join(render(each, "en") for each in pair.reasons)
    assert all(render(each, language) for each in pair.reasons for language in LANGUAGES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kiinteistö Oy Keksitty 1", "Kiinteistö Oy Keksitty 2"),
        ("Rauman kaupunki", "Porin kaupunki"),
        ("Keksitty Telakka Oy", "Kuviteltu Telakka Oy"),
    ],
)
def test_others_are_not_shown(one: str, other: str) -> None:
    assert duplicates(names(one, other)) == ()


def test_business_id_legal_form_and_place_count() -> None:
    numbers = ("0112038-9", "0112038-9")
    (pair,) = duplicates(names("Vanha Nimi Oy", "Uusi Kutsuma Oy", ids=numbers), least=0.0)
    apart = duplicates(names("Keksitty Oy", "Keksitty Oy", ids=("0112038-9", "0138780-9")), least=0.0)
    assert "The same business id" in render(pair.reasons[0], "en")
    assert apart[0].score < 0.1
    told = duplicates(names("Kuvitelma Oy", "Kuvitelma ry", areas=("684", "609")), least=0.0)
    text = " ".join(render(reason, "en") for reason in told[0].reasons)
    assert "Different municipalities. Different legal forms: oy and ry." in text


def test_equals_in_the_register_share_the_score() -> None:
    register = names("Keksitty Oy", "Keksitty Oy", areas=("684", "609"))
    found = links(names("Keksitty"), register, least=0.0)
    assert len(found) == 2
    assert max(pair.score for pair in found) <= 0.5
    assert "2 that fit equally well" in render(found[0].reasons[-1], "en")
    assert links(names("Keksitty", areas=("684",)), register)[0].right == "0"


def test_other_names_of_an_actor_are_compared_too() -> None:
    actors = pl.DataFrame(
        {"id": ["a"], "name": ["Keksitty opisto"], "name_sv": ["Påhittade institutet"], "aliases": [["KEO"]]}
    )
    told = alternatives(actors)
    assert told["name"].to_list() == ["Keksitty opisto", "Påhittade institutet", "KEO"]
    (pair,) = links(told, names("Påhittade institutet rf"))
    assert (pair.left, pair.left_name) == ("a", "Påhittade institutet")
    assert alternatives(pl.DataFrame({"id": ["a"], "name": ["B"]}))["name"].to_list() == ["B"]


def test_most_names_are_found_in_a_made_register_and_few_wrongly() -> None:
    given_ = made(20_000, 1_000, seed=7)
    found = links(given_.names, given_.register, least=0.8, most=1)
    right = sum(given_.truth[pair.left] == pair.right for pair in found)
    there = sum(true is not None for true in given_.truth.values())
    assert right / len(found) > 0.9
    assert right / there > 0.8


def test_nothing_is_merged_that_nobody_decided_and_contradictions_are_told() -> None:
    assert merge_plan([]) == ()
    same = [Decision("a", "b", same=True), Decision("c", "b", same=True), Decision("x", "x", same=True)]
    assert merge_plan(same) == (Merge("c", ("a", "b")),) or merge_plan(same)[0].kept in "abc"
    assert merge_plan(same, keep=("b",))[0].kept == "b"
    with pytest.raises(Problem, match="called different"):
        merge_plan([*same, Decision("a", "c", same=False)])
    assert merge_plan([*same, Decision("a", "b", same=False), Decision("c", "b", same=False)]) == ()


def test_a_merge_keeps_names_and_takes_what_is_missing() -> None:
    actors = pl.DataFrame(
        {"id": ["a", "b"], "name": ["Rauman kaupunki", "Raumo stad"], "area": [None, "684"], "aliases": [["RK"], []]}
    )
    ties = pl.DataFrame({"source": ["a", "b"], "target": ["b", "a"]})
    done = merge(actors, ties, [Merge("a", ("b",))])
    assert done.actors.rows() == [("a", "Rauman kaupunki", "684", ["RK", "Raumo stad"])]
    assert done.ties.is_empty()
    assert done.taken[0].ties.height == 2
    with pytest.raises(Problem, match="no actor z"):
        merge(actors, ties, [Merge("a", ("z",))])
    with pytest.raises(Problem, match="no actor a"):
        undo(actors.filter(pl.col("id") == "b"), ties, done.taken[0])


ids = st.sampled_from("abcdefg")


@given(st.lists(st.tuples(ids, ids), max_size=12), st.lists(st.tuples(ids, ids), max_size=5), st.randoms())
def test_undoing_all_merges_in_any_order_gives_all_back(
    ends: list[tuple[str, str]], same: list[tuple[str, str]], chance: random.Random
) -> None:
    actors = pl.DataFrame({"id": list("abcdefg"), "name": list("ABCDEFG")})
    ties = pl.DataFrame(ends, schema={"source": pl.String, "target": pl.String}, orient="row").with_row_index("tie")
    done = merge(actors, ties, merge_plan(Decision(a, b, same=True) for a, b in same))
    assert set(done.ties["source"]) | set(done.ties["target"]) <= set(done.actors["id"])
    taken = list(done.taken)
    chance.shuffle(taken)
    back, ties_back = done.actors, done.ties
    for one in taken:
        back, ties_back = undo(back, ties_back, one)
    assert back.sort("id").equals(actors)
    assert ties_back.sort("tie").select(ties.columns).equals(ties)
