"""Names that may be one organisation: suggested with the reason, decided by a person, taken back by a person."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.network import pairs
from seutukuva.web.network.models import Actor, Apart
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.network.made import TOWN, WORKS, add, make_network
from tests.web.threads import signed_in
from tests.web.world import World


def page(world: World, who: str = "coordinator") -> str:
    return signed_in(world, who).get(reverse("merges", args=TOWN)).content.decode()


def decide(world: World, address: str, keep: Actor, other: Actor) -> str:
    data = {"keep": keep.pk, "other": other.pk}
    return signed_in(world, "coordinator").post(reverse(address, args=TOWN), data, follow=True).content.decode()


def test_alike_names_are_shown_with_the_reason_and_nothing_merges_by_itself(world: World) -> None:
    make_network(world)
    add(world, "Terästakomo Oyj")
    content = page(world)
    assert re.search("<h3>Terästakomo Oyj? – Terästakomo Oyj?</h3>", content)
    assert "yritysmuo" in content
    assert not Actor.objects.exclude(merged_into=None).exists()


def test_names_that_are_not_alike_are_not_shown(world: World) -> None:
    make_network(world)
    assert "Mitkään kaksi nimeä" in page(world)


def test_a_suggested_pair_is_merged_and_parted_again(world: World) -> None:
    works = make_network(world)["works"]
    double = add(world, "Terästakomo Oyj")
    assert "<h3>" not in decide(world, "merge", works, double)
    client = signed_in(world, "coordinator")
    content = client.post(reverse("merge_undo", args=[*TOWN, double.pk]), follow=True).content.decode()
    assert "<h3>Terästakomo" in content


def test_those_who_are_not_the_same_are_not_suggested_again_until_that_is_taken_back(world: World) -> None:
    works = make_network(world)["works"]
    double = add(world, "Terästakomo Oyj")
    content = decide(world, "keep_apart", double, works)
    assert "<h3>" not in content
    row = Apart.objects.get()
    assert (row.left, row.right, row.made_by) == (works, double, world.people["coordinator"])
    assert str(world.people["coordinator"]) in content
    assert AuditEvent.objects.filter(action__endswith="keep_apart").exists()
    client = signed_in(world, "coordinator")
    content = client.post(reverse("ask_again", args=[*TOWN, row.pk]), follow=True).content.decode()
    assert "<h3>Terästakomo" in content
    assert AuditEvent.objects.filter(action__endswith="ask_again").exists()
    assert not Apart.objects.exists()


def test_an_actor_of_another_town_is_suggested_only_to_those_who_read_that_town(world: World) -> None:
    make_network(world)
    there = add(world, "Terästakomo Oyj", town=world.mantysalmi)
    assert "Terästakomo Oyj" not in page(world)
    assert "mukana toisessa kaupungissa" in page(world, "administrator")
    for address in ("merge", "keep_apart"):
        data = {"keep": Actor.objects.get(name=WORKS).pk, "other": there.pk}
        assert signed_in(world, "coordinator").post(reverse(address, args=TOWN), data).status_code == 404
    data = {"keep": Actor.objects.get(name=WORKS).pk, "other": there.pk}
    content = signed_in(world, "administrator").post(reverse("merge", args=TOWN), data, follow=True).content.decode()
    assert "<h3>" not in content
    there.refresh_from_db()
    assert there.merged_into == Actor.objects.get(name=WORKS)


def test_one_and_the_same_cannot_be_kept_apart(world: World) -> None:
    works, there = make_network(world)["works"], add(world, "Muualla Oy", town=world.mantysalmi)
    home, admin = default_ecosystem(world.kuusilahti), world.people["administrator"]
    with pytest.raises(Problem, match="cannot be marked"):
        pairs.keep_apart(actor=admin, ecosystem=home, one=works, other=works)
    with pytest.raises(Problem, match="cannot be marked"):
        pairs.keep_apart(actor=admin, ecosystem=home, one=there, other=add(world, "Toinen Oy", town=world.mantysalmi))
