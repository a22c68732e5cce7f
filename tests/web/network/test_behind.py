"""From a figure to the ties that it stands on, from a tie to what was said, and from the words back to the tie."""

from __future__ import annotations

from django.urls import reverse

from tests.web.network.made import CITY, COLLEGE, TOWN, WORKS, add, make_network, tie
from tests.web.threads import QUOTE, make_thread, signed_in
from tests.web.world import World


def test_a_key_figure_leads_to_its_ties_and_they_to_the_words_that_carry_them(world: World) -> None:
    made = make_thread(world)
    city, works, college = add(world, CITY, "city"), add(world, WORKS), add(world, COLLEGE, "vocational_college")
    told = tie(world, city, works, kind="agreement", permanence="agreement", cluster="K-01", carrier=made.passage.urn)
    tie(world, city, college, permanence="project", cluster="K-02")
    client = signed_in(world, "coordinator")
    address = reverse("network_figure", args=[*TOWN, "permanence"])
    assert f'href="{address}"' in client.get(reverse("town_network", args=TOWN)).content.decode()

    content = client.get(address).content.decode()
    assert "Yhteydet, jotka perustuvat sopimukseen tai pysyvään elimeen:" in content
    assert f'<blockquote lang="fi"><p>”{QUOTE}' in content
    assert WORKS in content
    assert COLLEGE not in content
    thread = reverse("thread", args=[told.urn])
    assert f'href="{thread}"' in content
    assert QUOTE in client.get(thread).content.decode()
    # From the words back up to the tie.
    assert f"{CITY} – {WORKS}" in client.get(reverse("thread", args=[made.passage.urn])).content.decode()


def test_the_choices_of_the_network_page_go_along(world: World) -> None:
    make_network(world)
    client = signed_in(world, "viewer")
    network = client.get(reverse("town_network", args=TOWN), {"kind": "agreement"}).content.decode()
    address = reverse("network_figure", args=[*TOWN, "mean_degree"])
    assert f'href="{address}?kind=agreement"' in network
    content = client.get(address, {"kind": "agreement"}).content.decode()
    assert COLLEGE in content
    assert WORKS not in content


def test_a_figure_that_hangs_on_one_actor_names_it(world: World) -> None:
    make_network(world)
    address = reverse("network_figure", args=[*TOWN, "left_without_top"])
    assert f"Luku riippuu toimijasta {CITY}." in signed_in(world, "viewer").get(address).content.decode()
    content = signed_in(world, "viewer").get(address.replace("/fi/", "/sv/")).content.decode()
    assert f"Talet beror på aktören {CITY}." in content


def test_who_may_not_read_the_town_finds_no_figure_and_nothing_is_none(world: World) -> None:
    address = reverse("network_figure", args=[*TOWN, "permanence"])
    assert signed_in(world, "coordinator").get(address).status_code == 404
    make_network(world)
    assert signed_in(world, "other_coordinator").get(address).status_code == 404
    content = signed_in(world, "coordinator").get(reverse("network_figure", args=[*TOWN, "state_reach"]))
    assert "Ei yhteyksiä." in content.content.decode()
