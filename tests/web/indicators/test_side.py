"""The towns side by side on chosen indicators: what all may see, one town beside its like, other sites, files."""

from __future__ import annotations

import re
from statistics import median

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from seutukuva.web.indicators import official, selectors
from seutukuva.web.indicators.side import side
from tests.web.indicators.places import MADE, send, signed_in
from tests.web.world import World

TWO: dict[str, list[str]] = {"show": ["tertiary", "median_income"]}


def told(client: Client, **query: str | list[str]) -> str:
    answer = client.get(reverse("side_by_side", args=["avoin"]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_chosen_indicators_stand_with_year_and_source(world: World, client: Client) -> None:
    page = told(client, **TWO)
    assert page.count('<article class="card">') == 2
    assert "Tilastokeskus" in page and re.search(r"<caption><span>\d{4} · euroa vuodessa · suuri on hyvä", page)
    assert '<option value="rauma">Rauma</option>' in page
    assert told(client, show="nonsense").count('<article class="card">') > 2  # those of the programme's index
    sheet = told_file(client, "csv")
    assert "Rauma" in sheet and "median_income" in sheet and "population_change" not in sheet


def told_file(client: Client, ending: str) -> str:
    return client.get(reverse("side_by_side_file", args=["avoin", ending]), TWO).content.decode()


def test_a_town_stands_beside_the_median_of_the_towns_most_like_it(world: World, client: Client) -> None:
    page = told(client, town="rauma", **TWO)
    assert page.count('<tr class="chosen"><th scope="row">Rauma</th>') == 2
    assert "samankaltaisimpien kuntien" in page and page.count('<tr class="median">') == 2
    like = official.alike(("684",))
    assert like is not None
    wanted = median(v for code in like.codes if (v := official.figure("tertiary", (code,)).value) is not None)
    board = selectors.board(AnonymousUser(), world.open)
    measure = board.measure("tertiary")
    assert measure is not None
    card = side(board, [measure], board.town("rauma"), "value", "fi").themes[0].cards[0]
    assert card.middle_shown == measure.shown(wanted, "fi")
    values = [board.cell(measure, point.town).value or 0 for point in card.points]
    assert values == sorted(values, reverse=True)


def test_only_the_embedded_view_may_stand_in_a_frame_and_shows_what_anybody_sees(world: World, client: Client) -> None:
    whole = client.get(reverse("side_by_side", args=["avoin"]), TWO)
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert "&lt;iframe src=" in whole.content.decode() and "<iframe" not in whole.content.decode()
    embedded = client.get(reverse("side_by_side_embed", args=["avoin"]), TWO)
    assert "frame-ancestors *" in embedded["Content-Security-Policy"] and "X-Frame-Options" not in embedded
    assert embedded.content.decode().count('<article class="card">') == 2


def test_made_figures_are_compared_with_the_programme_s_other_towns(world: World) -> None:
    manager = signed_in(world, "manager")
    send(manager, world.closed, MADE)
    page = manager.get(
        reverse("side_by_side", args=["suljettu"]), {"show": "population", "town": "kuusilahti"}
    ).content.decode()
    assert "ohjelman muiden kaupunkien" in page
    assert re.search(r'class="median"><th scope="row">Mediaani</th><td class="number">15\s100', page)
    assert '<meta name="robots" content="noindex">' in page
