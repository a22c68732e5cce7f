"""The picture of the network: it says what is true, stays where it stood, follows the choices, goes out as a file."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.urls import reverse

from seutukuva.web.network import drawn, standing
from seutukuva.web.network.selectors import Wanted, town_network
from seutukuva.web.network.standing import places
from seutukuva.web.programmes.models import Participant
from tests.web.network.made import CITY, COLLEGE, TOWN, WORKS, add, make_network, tie
from tests.web.threads import signed_in
from tests.web.world import World

Places = dict[str, tuple[float, float]]


def page(world: World, query: str = "", language: str = "fi") -> str:
    address = reverse("town_network", args=TOWN).replace("/fi/", f"/{language}/", 1)
    return html.unescape(signed_in(world, "viewer").get(address + query).content.decode())


def signs(world: World, query: str = "") -> Places:
    answer = signed_in(world, "viewer").get(reverse("town_network_drawing", args=TOWN) + query)
    rows = next(layer["data"]["values"] for layer in json.loads(answer.content)["layer"] if layer.get("params"))
    return {row["name"]: (row["x"], row["y"]) for row in rows}


def test_the_page_shows_the_picture_with_what_it_says_and_the_same_as_a_table(world: World) -> None:
    make_network(world)
    content = page(world)
    assert f">Toimijalla {CITY} on yhteys 3 toimijaan muista 3.</h2>" in content
    assert f"Verkosto: 4 toimijaa ja 3 yhteyttä. Eniten kumppaneita: {CITY}" in content
    assert content.count('role="img"') == 2
    rows = re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td><td>([^<]*)</td></tr>", content)
    assert (CITY, WORKS, "hankkeen ajan") in [(one, other, lasting.lower()) for one, other, lasting in rows]
    assert "#c4571b" not in content.split('class="live"')[0]
    assert "har koppling till 3 av de 3 övriga" in page(world, language="sv")


@pytest.mark.parametrize(
    ("query", "left", "said"),
    [
        ("?kind=agreement", {CITY, COLLEGE, WORKS, "Mittauslaboratorio"}, "1 yhteyttä"),
        ("?actor_kind=university_of_applied_sciences", {CITY, COLLEGE}, "2 toimijaa"),
        ("?without={city}", {COLLEGE, WORKS, "Mittauslaboratorio"}, f"Ilman toimijaa {CITY}"),
    ],
)
def test_choices_apply_to_the_picture_and_nobody_moves(world: World, query: str, left: set[str], said: str) -> None:
    made = make_network(world)
    whole, query = signs(world), query.format(city=made["city"].pk)
    assert signs(world, query) == {name: whole[name] for name in left}
    assert said in page(world, query)


def test_who_is_new_stands_beside_a_partner_and_the_others_where_they_stood(world: World) -> None:
    made = make_network(world)
    before = signs(world)
    tie(world, made["works"], add(world, "Uusi Oy"))
    after = signs(world)
    assert {name: after[name] for name in before} == before
    assert "Uusi Oy" in after
    assert signs(world) == after


def test_large_networks_are_drawn_in_part_and_the_left_out_stand_by_their_partners(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_network(world)
    thin = standing.thinned
    monkeypatch.setattr(standing, "thinned", lambda actors, ties: thin(actors, ties, most_actors=2))
    held = town_network(world.kuusilahti, "fi", Wanted(kind="funding"))
    lab = str(made["lab"].pk)
    shown = thin(held.network.actors, held.network.ties)
    stood = places("few", held.every, shown)
    assert lab in stood
    base = places("few", held.every, thin(held.every.actors, held.every.ties, most_actors=2))
    assert lab not in base
    assert {id_: stood[id_] for id_ in base} == base
    for axis in (0, 1):
        ends = [place[axis] for place in base.values()]
        assert min(ends) <= stood[lab][axis] <= max(ends)
    monkeypatch.setattr(drawn.library, "thinned", lambda actors, ties: thin(actors, ties, most_actors=2))
    assert "Kuvassa on 2 toimijaa (kaikkiaan 4)" in page(world)


def test_an_actor_is_drawn_among_its_contacts(world: World) -> None:
    made = make_network(world)
    tie(world, made["works"], made["lab"])
    client = signed_in(world, "viewer")
    content = html.unescape(client.get(reverse("actor", args=[*TOWN, made["works"].pk])).content.decode())
    assert "2 kumppania; heidän 1 paristaan 1 on yhteydessä keskenään." in content
    assert "#c4571b" in content
    spec = client.get(reverse("actor_drawing", args=[*TOWN, made["works"].pk])).json()
    rows = next(layer["data"]["values"] for layer in spec["layer"] if layer.get("params"))
    assert {row["name"] for row in rows} == {CITY, WORKS, "Mittauslaboratorio"}
    alone = add(world, "Yksin Oy")
    assert "with-live" not in client.get(reverse("actor", args=[*TOWN, alone.pk])).content.decode()
    assert client.get(reverse("actor_drawing", args=[*TOWN, alone.pk])).status_code == 404


def test_towns_without_a_map_say_so_and_others_are_drawn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_network(world)
    tie(world, made["city"], add(world, "Saha Oy", town=world.kuusilahti))
    made["works"].area = world.mantysalmi
    made["works"].save()
    assert "näitä paikkoja ei ole Suomen kartalla" in page(world)
    codes = {world.kuusilahti.pk: ("050",), world.mantysalmi.pk: ("491",)}
    monkeypatch.setattr(Participant, "codes", property(lambda town: codes.get(town.pk, ())))
    content = page(world)
    assert "Eniten yhteydessä olevia pareja: Kuusilahti – Mäntysalmi (1)." in content
    assert '<a href="#borders">' in content
    programme = signed_in(world, "analyst").get(reverse("network", args=["suljettu"])).content.decode()
    assert 'id="map-title"' in programme


def test_the_picture_goes_out_as_a_file_that_says_it_is_made(world: World) -> None:
    make_network(world)
    client = signed_in(world, "viewer")
    answer = client.get(reverse("town_network_file", args=[*TOWN, "svg"]))
    assert answer["Content-Type"] == "image/svg+xml"
    assert "synthetic" in answer["Content-Disposition"]
    assert "Synteettinen aineisto" in answer.content.decode()
    assert CITY in answer.content.decode()
    assert client.get(reverse("network_file", args=["suljettu", "png"])).content.startswith(b"\x89PNG")
    assert client.get(reverse("town_network_file", args=[*TOWN, "svg"]) + "?without=999999").status_code == 404
