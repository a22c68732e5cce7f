"""Which ties carry a figure: those that it counts."""

from __future__ import annotations

import pytest

from seutukuva.base import Problem
from seutukuva.network import Actor, Network, Tie, actor_frame, measure, network, tie_frame
from seutukuva.network.behind import behind


def made() -> Network:
    """Return a city between a works, a college and an office of the State; the city and the works are tied twice."""
    actors = [
        Actor("city", "Kaupunki", "city", area="A"),
        Actor("works", "Tehdas", "company", area="A"),
        Actor("college", "Opisto", "vocational_college", area="B"),
        Actor("office", "Virasto", "state_authority"),
        Actor("lab", "Laitos", "research_organisation"),
    ]
    ties = [
        Tie("city", "works", "cooperation", permanence="recurring", cluster="K-01"),
        Tie("works", "city", "agreement", permanence="agreement", cluster="K-02"),
        Tie("city", "college", "project", permanence="project", cluster="K-01"),
        Tie("office", "city", "funding", cluster="K-02"),
        Tie("lab", "works", "project"),
    ]
    return network(actor_frame(actors), tie_frame(ties))


@pytest.mark.parametrize(
    ("figure", "rows"),
    [
        ("mean_degree", [0, 1, 2, 3, 4]),
        ("left_without_top", [0, 1, 2, 3]),
        ("betweenness_centralisation", [0, 1, 2, 3]),
        ("seen_twice", [0, 1]),
        ("multiplex", [0, 1]),
        ("cross_area", [2]),
        ("cross_sector", [0, 1, 2, 3, 4]),
        ("state_reach", [3]),
        ("education_share", [2]),
        ("rdi_reach", [4]),
        ("permanence", [1]),
    ],
)
def test_a_figure_stands_on_the_ties_that_it_counts(figure: str, rows: list[int]) -> None:
    whole = made()
    found = behind(figure, whole, measure(whole, replicates=0))
    assert found.ties.rows() == [whole.ties.row(row) for row in rows]


def test_the_actor_that_a_figure_hangs_on_is_named() -> None:
    whole = made()
    assert behind("left_without_top", whole, measure(whole, replicates=0)).which.parameters == {"name": "Kaupunki"}


def test_no_figure_stands_on_nothing_known() -> None:
    with pytest.raises(Problem, match="luck"):
        behind("luck", made(), measure(made(), replicates=0))
