"""Two years of a network beside each other."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from seutukuva.network import Difference, metric
from seutukuva.web.evidence.subjects import Subject, erasers
from seutukuva.web.indicators import official
from seutukuva.web.network import figures, periods
from seutukuva.web.network.selectors import town_network
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.network.made import TOWN, WORKS, add, make_network, tie
from tests.web.threads import signed_in
from tests.web.world import World


def page(world: World, query: str = "", address: str = "town_periods") -> str:
    arguments = TOWN if address == "town_periods" else TOWN[:1]
    return signed_in(world, "analyst").get(reverse(address, args=arguments) + query).content.decode()


def test_what_came_and_what_went_is_told_with_the_figures_of_both_years(world: World) -> None:
    made = make_network(world)
    tie(world, made["works"], made["lab"], cluster="K-02", start=date(2026, 1, 1), end=date(2027, 6, 30))
    content = page(world, "?before=2024&after=2026")
    came, went = content.split("<h2>Tulivat</h2>")[1].split("<h2>Poistuivat</h2>")
    assert "Järviseudun ammattikorkeakoulu – Kuusilahden kaupunki" in came
    assert f"Mittauslaboratorio – {WORKS}" in came
    assert f"Kuusilahden kaupunki – {WORKS}" in went.split("<h2>")[0]
    assert f"Kuusilahden kaupunki – {WORKS}" not in came
    assert "Kun lähteitä on alle kymmenen" in content
    assert "selvä muutos" not in content
    assert "1 yhteydellä ei ole päivämääriä" in content
    assert '<th scope="row">2025</th><td class="number">1</td>' in went
    assert '<th scope="row">2027</th><td class="number">1</td>' in went


def test_years_are_put_in_order_and_wrong_ones_are_replaced(world: World) -> None:
    make_network(world)
    assert (
        page(world, "?before=2025&after=2024").split("<h2>Tulivat")[1]
        == (page(world, "?before=2024&after=2025").split("<h2>Tulivat")[1])
    )
    assert "<h2>Tulivat" in page(world, "?before=kissa&after=1600")


def test_without_dates_the_page_says_what_is_needed(world: World) -> None:
    tie(world, add(world, "Yksi Oy"), add(world, "Kaksi Oy"))
    assert "Anna yhteyksille alku ja loppu" in page(world)


def test_the_whole_programme_is_compared(world: World) -> None:
    make_network(world)
    assert "<h2>Tulivat" in page(world, address="network_periods")


def test_kept_figures_have_no_names_and_go_when_somebody_is_erased(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_network(world)
    official.forget(*figures.KEPT)
    held = town_network(world.kuusilahti, "fi")
    assert WORKS in figures.measurement(held.network).actors["name"].to_list()
    page(world, "?before=2024&after=2025")
    rows = [value for key, value in official._kept.items() if isinstance(key, tuple) and key[:1] == figures.KEPT]
    assert len(rows) == 2
    assert WORKS not in str([getattr(row, "actors", row) for row in rows])
    official.forget(*figures.KEPT)
    monkeypatch.setattr(figures, "measured", None)  # another process finds them measured
    assert figures.measurement(held.network).counts["actors"] == held.network.actors.height
    erasers()["network"](Subject(default_ecosystem(world.kuusilahti), (), None))
    assert not [key for key in official._kept if isinstance(key, tuple) and key[:1] == figures.KEPT]
    with pytest.raises(TypeError):
        figures.measurement(held.network)


@pytest.mark.parametrize(("difference", "clear"), [(0.01, False), (0.2, True), (-0.2, True)])
def test_a_change_that_is_shown_as_none_is_not_called_clear(difference: float, clear: bool) -> None:
    ends = sorted((difference / 2, difference * 2))
    one = Difference(metric("mean_degree"), 1.2, 1.2 + difference, difference, *ends)
    assert periods._moved(one, "fi", few=False).clear is clear


def test_with_many_sources_a_clear_change_is_called_so(world: World) -> None:
    actors = [add(world, f"Yritys {number} Oy") for number in range(12)]
    for number in range(11):
        start = date(2024 + number % 2, 1, 1)
        tie(world, actors[number], actors[number + 1], cluster=f"K-{number}", start=start)
    content = page(world, "?before=2024&after=2025")
    assert "selvä muutos" in content
    assert "Kun lähteitä on alle kymmenen" not in content
