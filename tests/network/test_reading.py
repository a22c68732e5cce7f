"""Two CSV files become a network, or a message names the rows to mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.network import Actor, Network, Period, Tie, actor_frame, network, read_network, read_period, tie_frame

NODES = "id,kind\na,company\nb,city\nc,university\n"


def read(edges: str, nodes: str = NODES) -> Network:
    return read_network(nodes.encode(), edges.encode(), nodes_name="nodes.csv", edges_name="edges.csv")


def problem(edges: str, nodes: str = NODES) -> str:
    with pytest.raises(Problem) as caught:
        read(edges, nodes)
    assert all(explain(caught.value, language) for language in LANGUAGES)
    return str(caught.value)


def test_only_ids_and_ends_are_required() -> None:
    found = read("source,target\na,b\n", "id\na\nb\n")
    assert found.ties.row(0, named=True) == {
        "source": "a", "target": "b", "kind": None, "weight": 1.0, "directed": False,
        "start": None, "end": None, "permanence": None, "cluster": None,
    }  # fmt: skip
    assert found.actors.columns == ["id", "name", "kind", "sector", "area"]


def test_a_kind_tells_the_sector_unless_the_file_does() -> None:
    found = read("source,target\na,b\n", "id,kind,sector\na,company,\nb,city,other\nc,HES,\n")
    assert found.actors["sector"].to_list() == ["company", "other", None]


def test_dates_weights_and_directions_are_read_as_people_write_them() -> None:
    found = read(
        "source;target;weight;directed;start;end;permanence\n"
        "a;b;1,5;kyllä;2019;2020-02;Body\n"
        "b;c;;nej;31.1.2021;2021-12-24;\n"
    )
    assert found.ties["weight"].to_list() == [1.5, 1.0]
    assert found.ties["directed"].to_list() == [True, False]
    assert found.ties["start"].to_list() == [date(2019, 1, 1), date(2021, 1, 31)]
    assert found.ties["end"].to_list() == [date(2020, 2, 29), date(2021, 12, 24)]
    assert found.ties["permanence"].to_list() == ["body", None]


@pytest.mark.parametrize(
    ("edges", "told"),
    [
        ("source,target\na,b\na,a\nb,b\n", ("edges.csv, row 3", "“a” to itself", "rows 3, 4 (2 in all)")),
        ("source,target\na,b\na,x\n", ("row 3, column target", "“x” is not in the list")),
        ("source,target\na,\n", ("row 2, column target", "One end")),
        ("source,target,weight\na,b,0\n", ("row 2, column weight", "“0.0”")),
        ("source,target,weight\na,b,much\n", ("row 2, column weight", "much")),
        ("source,target,weight\na,b,1e999\n", ("row 2, column weight", "inf")),
        ("source,target,start\na,b,31.2.2020\n", ("row 2, column start", "31.2.2020")),
        ("source,target,start,end\na,b,2021,2020\n", ("row 2, column end", "2020-12-31")),
        ("source,target,directed\na,b,perhaps\n", ("row 2, column directed", "perhaps")),
        ("source,target,permanence\na,b,forever\n", ("column permanence", "project, recurring, agreement, body")),
        ("source,goal\na,b\n", ("target",)),
        (
            "source,target,kind,directed\na,b,membership,1\nb,c,membership,1\nc,a,membership,1\n",
            ("row 2", "circle: a, b, c"),
        ),
    ],
)
def test_a_message_names_the_rows(edges: str, told: tuple[str, ...]) -> None:
    text = problem(edges)
    assert all(part in text for part in told), text


def test_actors_have_one_id_each() -> None:
    text = problem("source,target\na,b\n", "id,name\na,A\nb,B\na,C\n")
    assert "nodes.csv, row 2, column id" in text
    assert "rows 2, 4 (2 in all)" in text
    assert "no id" in problem("source,target\na,b\n", "id,name\na,A\n,B\nb,C\n")


def test_memberships_without_a_circle_are_read() -> None:
    edges = "source,target,kind,directed\na,b,membership,1\nb,c,membership,1\na,c,membership,1\n"
    assert read(edges).ties.height == 3


def test_200_000_rows_are_read_and_one_wrong_row_of_them_is_named() -> None:
    nodes = "id\n" + "\n".join(str(i) for i in range(2000)) + "\n"
    rows = [f"{i % 2000},{(i * 7 + 1 + i // 2000) % 2000}" for i in range(200_000)]
    rows = [row if row.split(",")[0] != row.split(",")[1] else "0,1" for row in rows]
    assert read("source,target\n" + "\n".join(rows), nodes).ties.height == 200_000
    rows[150_000] = "0,nobody"
    assert "row 150002, column target" in problem("source,target\n" + "\n".join(rows), nodes)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        read_network(tmp_path / "none.csv", tmp_path / "none.csv")


def test_periods() -> None:
    assert read_period("2019..2020-02") == Period(date(2019, 1, 1), date(2020, 2, 29))
    assert read_period("2020") == Period(date(2020, 1, 1), date(2020, 12, 31))
    assert read_period("..2020-06-30") == Period(None, date(2020, 6, 30))
    for text in ("lately", "2021..2020"):
        with pytest.raises(Problem):
            read_period(text)


def test_a_period_keeps_the_ties_that_lived_in_it() -> None:
    ties = [
        Tie("a", "b", start=date(2018, 1, 1), end=date(2019, 12, 31)),
        Tie("b", "c", start=date(2020, 6, 1)),
        Tie("a", "c"),
    ]
    found = network(actor_frame([Actor("a"), Actor("b"), Actor("c")]), tie_frame(ties))
    lived = {year: found.active(read_period(year)).ties.height for year in ("2017", "2019", "2020", "..2016")}
    assert lived == {"2017": 1, "2019": 2, "2020": 2, "..2016": 1}
    assert found.without("a").ties.select("source", "target").rows() == [("b", "c")]
