"""A town's page marks its room in the bar too."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.web.threads import signed_in
from tests.web.world import World


@pytest.mark.parametrize(
    ("page", "room"),
    [
        ("town", "Yleiskuva"),
        ("town_network", "Verkosto"),
        ("town_picture", "Tilannekuva"),
        ("town_strategy", "Toimenpiteet"),
        ("town_invest", "Invest in"),
    ],
)
def test_a_page_of_a_town_marks_its_room(world: World, page: str, room: str) -> None:
    content = signed_in(world, "viewer").get(reverse(page, args=["suljettu", "kuusilahti"])).content.decode()
    bar = content.partition('aria-label="Päävalikko"')[2].partition("</nav>")[0]
    assert re.findall(r'aria-current="page">([^<]*)<', bar) == [room]
