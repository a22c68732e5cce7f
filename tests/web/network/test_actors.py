"""An actor's page, adding and changing actors, ties with what tells them, merging and parting."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.web.evidence.subjects import Subject, erasers, exporters
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.texts.models import Text
from seutukuva.web.kit.thread.models import Edge
from seutukuva.web.network import actions
from seutukuva.web.network.actions import Facts
from seutukuva.web.network.models import Actor, Part, Tie
from seutukuva.web.network.selectors import town_network
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.network.made import CITY, TOWN, WORKS, add, make_mention, make_network, make_structure, tie
from tests.web.threads import QUOTE, make_thread, signed_in
from tests.web.world import World


def form(**data: object) -> dict[str, object]:
    return {"name": "Konepaja Oy", "kind": "company", "area": "kuusilahti", **data}


def test_a_coordinator_adds_an_actor_with_roles_names_and_aliases(world: World) -> None:
    client = signed_in(world, "coordinator")
    data = form(
        business_id="0112038-9",
        roles=["anchor_company", "grower"],
        names_sv="Verkstad Ab",
        aliases="Paja\nKonepaja Kuusilahti",
        education="",
    )
    answer = client.post(reverse("actor_new", args=TOWN), data, follow=True)
    content = answer.content.decode()
    for told in ("Konepaja Oy", "0112038-9", "Verkstad Ab", "Paja", "Kuusilahti"):
        assert told in content
    assert Part.objects.get().roles == ["anchor_company", "grower"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"business_id": "0112038-8"}, "tarkistusnumero ei täsmää"),
        ({"name": ""}, "Tämä kenttä vaaditaan"),
        ({"kind": ""}, "Tämä kenttä vaaditaan"),
        ({"kind": "x"}, "x"),
        ({"name": "kuusilahden KAUPUNKI"}, "Ekosysteemissä on jo toimija nimeltä Kuusilahden kaupunki."),
    ],
)
def test_what_is_no_actor_is_told_and_nothing_is_kept(world: World, data: dict[str, object], told: str) -> None:
    make_network(world)
    answer = signed_in(world, "coordinator").post(reverse("actor_new", args=TOWN), form(**data))
    assert told in answer.content.decode()
    assert Actor.objects.count() == 4


def test_an_actor_of_another_town_is_the_same_here(world: World) -> None:
    add(world, "Öljynjalostus Oy", town=world.mantysalmi)
    signed_in(world, "coordinator").post(reverse("actor_new", args=TOWN), form(name="öljynjalostus oy"))
    assert Actor.objects.count() == 1
    assert Part.objects.count() == 2


def test_facts_of_an_actor_of_two_towns_are_not_one_coordinators_to_change(world: World) -> None:
    row = add(world, "Yhteinen Oy", town=world.mantysalmi)
    add(world, "Yhteinen Oy")
    client = signed_in(world, "coordinator")
    address = reverse("actor_change", args=[*TOWN, row.pk])
    content = client.get(address).content.decode()
    assert 'name="business_id"' not in content
    client.post(address, {"name": "Muutettu", "roles": ["grower"]})
    row.refresh_from_db()
    assert row.name == "Yhteinen Oy"
    assert Part.objects.get(actor=row, ecosystem=default_ecosystem(world.kuusilahti)).roles == ["grower"]
    with pytest.raises(Problem, match="also takes part in a town"):
        actions.change_actor(
            actor=world.people["coordinator"],
            ecosystem=default_ecosystem(world.kuusilahti),
            row=row,
            facts=Facts("Muutettu"),
            roles=[],
        )
    analyst = signed_in(world, "analyst")
    analyst.post(address, form(name="Uusi nimi Oy", aliases="Yhteinen"))
    row.refresh_from_db()
    assert row.name == "Uusi nimi Oy"


def test_only_who_works_on_the_town_writes(world: World) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_actor(
            actor=world.people["viewer"], ecosystem=default_ecosystem(world.kuusilahti), facts=Facts("Oy")
        )


def tie_form(**data: object) -> dict[str, object]:
    return {"source": CITY, "target": WORKS, "kind": "cooperation", "weight": "1", **data}


def test_a_tie_stands_on_a_passage_and_its_thread_leads_there(world: World) -> None:
    made = make_thread(world)
    make_mention(world, made, CITY, WORKS)
    city = add(world, CITY, "city")
    add(world, WORKS)
    client = signed_in(world, "coordinator")
    client.post(reverse("tie_new", args=TOWN), tie_form(carrier=made.passage.urn, permanence="recurring"))
    row = Tie.objects.get()
    assert row.cluster == made.source.label
    assert Edge.objects.get(sentence=row.urn).carrier == made.passage.urn
    content = client.get(reverse("actor", args=[*TOWN, city.pk])).content.decode()
    assert QUOTE in content
    thread = client.get(reverse("thread", args=[row.urn])).content.decode()
    assert f"{CITY} – {WORKS}" in thread
    assert QUOTE in thread
    assert signed_in(world, "other_coordinator").get(reverse("thread", args=[row.urn])).status_code == 404


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"target": CITY}, "ei voi olla yhteyttä itseensä"),
        ({"target": "Tuntematon Oy"}, "ei ole toimijaa nimeltä Tuntematon Oy"),
        ({"start": "2026-01-02", "end": "2026-01-01"}, "Päättymispäivä on ennen alkamispäivää."),
        ({"weight": "0"}, "nollaa suurempi"),
    ],
)
def test_what_is_no_tie_is_told(world: World, data: dict[str, object], told: str) -> None:
    make_network(world)
    answer = signed_in(world, "coordinator").post(reverse("tie_new", args=TOWN), tie_form(**data))
    assert told in answer.content.decode()
    assert Tie.objects.count() == 3


def test_an_actor_is_known_by_its_alias_and_its_other_names(world: World) -> None:
    make_network(world)
    client = signed_in(world, "coordinator")
    client.post(reverse("actor_new", args=TOWN), form(aliases="Paja", names_sv="Verkstad Ab"))
    client.post(reverse("tie_new", args=TOWN), tie_form(target="PAJA"))
    client.post(reverse("tie_new", args=TOWN), tie_form(target="verkstad ab"))
    assert Actor.objects.get(name="Konepaja Oy").ties_to.count() == 2


def test_a_tie_is_taken_away_with_its_thread(world: World) -> None:
    made = make_thread(world)
    city, works = add(world, CITY, "city"), add(world, WORKS)
    row = tie(world, city, works, carrier=made.passage.urn)
    answer = signed_in(world, "coordinator").post(reverse("tie_remove", args=[*TOWN, row.pk]), {"back": city.pk})
    assert answer["Location"] == reverse("actor", args=[*TOWN, city.pk])
    assert not Tie.objects.exists()
    assert not Edge.objects.filter(sentence=row.urn).exists()


def test_an_actor_with_ties_stays_and_one_without_goes(world: World) -> None:
    made = make_network(world)
    client = signed_in(world, "coordinator")
    answer = client.post(reverse("actor_remove", args=[*TOWN, made["city"].pk]), follow=True)
    assert "ei voi poistaa" in answer.content.decode()
    lone = add(world, "Yksinäinen Oy")
    make_structure(world, lone)
    write_texts(lone.urn, "name", {"sv": "Ensam Ab"})
    client.post(reverse("actor_remove", args=[*TOWN, lone.pk]))
    assert not Actor.objects.filter(pk=lone.pk).exists()
    assert not Text.objects.filter(owner=lone.urn).exists()


def test_names_that_are_alike_are_shown_merged_and_parted_by_a_person(world: World) -> None:
    make_network(world)
    double = add(world, "Terästakomo Oyj")
    tie(world, double, Actor.objects.get(name="Mittauslaboratorio"), cluster="K-03")
    client = signed_in(world, "coordinator")
    works = Actor.objects.get(name=WORKS)
    client.post(reverse("merge", args=TOWN), {"keep": works.pk, "other": double.pk})
    held = town_network(world.kuusilahti, "fi")
    assert held.network.actors.height == 4
    assert set(held.network.ties.filter(held.network.ties["source"] == str(works.pk))["target"]) == {
        str(Actor.objects.get(name="Mittauslaboratorio").pk)
    }
    answer = client.get(reverse("actor", args=[*TOWN, double.pk]))
    assert answer["Location"] == reverse("actor", args=[*TOWN, works.pk])
    assert "Terästakomo Oyj" in client.get(reverse("actor", args=[*TOWN, works.pk])).content.decode()
    client.post(reverse("merge_undo", args=[*TOWN, double.pk]))
    assert town_network(world.kuusilahti, "fi").network.actors.height == 5
    assert double.ties_from.count() == 1


def test_merges_of_merges_are_followed_and_undone_one_by_one(world: World) -> None:
    rows = [add(world, name) for name in ("Yksi Oy", "Kaksi Oy", "Kolme Oy")]
    admin, home = world.people["administrator"], default_ecosystem(world.kuusilahti)
    actions.merge_actors(actor=admin, ecosystem=home, keep=rows[1], other=rows[0])
    actions.merge_actors(actor=admin, ecosystem=home, keep=rows[2], other=rows[1])
    assert list(town_network(world.kuusilahti, "fi").actors) == [str(rows[2].pk)]
    with pytest.raises(Problem, match="cannot be merged"):
        actions.merge_actors(actor=admin, ecosystem=home, keep=rows[0], other=rows[2])
    actions.undo_merge(actor=admin, ecosystem=home, other=rows[1])
    assert set(town_network(world.kuusilahti, "fi").actors) == {str(rows[1].pk), str(rows[2].pk)}


def test_a_merge_looks_at_the_actors_as_they_are_now(world: World) -> None:
    one, other = add(world, "Yksi Oy"), add(world, "Kaksi Oy")
    admin, home = world.people["administrator"], default_ecosystem(world.kuusilahti)
    Actor.objects.filter(pk=one.pk).update(merged_into=other)  # by somebody else, after this page was opened
    with pytest.raises(Problem, match="cannot be merged"):
        actions.merge_actors(actor=admin, ecosystem=home, keep=one, other=other)


def test_a_coordinator_does_not_merge_an_actor_of_another_town(world: World) -> None:
    add(world, "Yhteinen Oy", town=world.mantysalmi)
    other, keep = add(world, "Yhteinen Oy"), add(world, "Oma Oy")
    data = {"keep": keep.pk, "other": other.pk}
    answer = signed_in(world, "coordinator").post(reverse("merge", args=TOWN), data, follow=True)
    assert "mukana myös kaupungissa" in answer.content.decode()
    other.refresh_from_db()
    assert other.merged_into is None


def test_what_an_interviewee_told_of_ties_is_exported_and_erased(world: World) -> None:
    made = make_thread(world)
    city, works = add(world, CITY, "city"), add(world, WORKS)
    tie(world, city, works, carrier=made.passage.urn)
    kept = tie(world, city, works, kind="project")
    subject = Subject(made.ecosystem, (made.source,), None)
    parts: list[Any] = list(exporters()["network"](subject))
    assert CITY in parts[0].content.decode()
    erasers()["network"](subject)
    assert list(Tie.objects.all()) == [kept]
    assert not Edge.objects.filter(sentence__contains="network").exists()


def test_a_mention_becomes_actors_and_a_tie_with_one_click(world: World) -> None:
    made = make_thread(world)
    make_mention(world, made, CITY, WORKS, "supply")
    client = signed_in(world, "coordinator")
    address = reverse("mentions", args=TOWN)
    content = client.get(address).content.decode()
    assert f'<blockquote lang="fi"><p>”{QUOTE}' in content
    # What the names' own words tell is chosen already.
    assert re.search(r'value="city" selected', content)
    assert re.search(r'value="company" selected', content)
    number = re.search(r'name="mention" value="(\d+)"', content)
    assert number is not None
    client.post(
        reverse("mentions_take", args=TOWN), {"mention": number[1], "name": [CITY, WORKS], "kind": ["city", "other"]}
    )
    row = Tie.objects.select_related("source", "target").get()
    assert (row.source.kind, row.target.kind) == ("city", "other")
    assert (row.kind, row.directed, row.cluster, row.carrier) == ("supply", True, made.source.label, made.passage.urn)
    content = client.get(address).content.decode()
    assert "1 maininta on jo verkostossa." in content
    assert client.post(reverse("mentions_take", args=TOWN), {"mention": number[1]}, follow=True).status_code == 200
    assert Tie.objects.count() == 1


def test_a_mention_is_taken_with_its_permanence_and_years(world: World) -> None:
    made = make_thread(world)
    number = make_mention(world, made, CITY, WORKS, "agreement").pk
    client = signed_in(world, "coordinator")
    data = {"mention": number, "permanence": "agreement", "start": "2025-01-01", "end": "2024-01-01"}
    answer = client.post(reverse("mentions_take", args=TOWN), data, follow=True)
    assert "Päättymispäivä on ennen alkamispäivää." in answer.content.decode()
    answer = client.post(reverse("mentions_take", args=TOWN), data | {"permanence": "x"}, follow=True)
    assert "x" in answer.content.decode()
    assert not Actor.objects.exists()
    client.post(reverse("mentions_take", args=TOWN), data | {"end": "2027-12-31"})
    row = Tie.objects.get()
    assert (row.permanence, str(row.start), str(row.end)) == ("agreement", "2025-01-01", "2027-12-31")


def test_all_mentions_are_taken_at_once(world: World) -> None:
    made = make_thread(world)
    make_mention(world, made, CITY, WORKS)
    make_mention(world, made, "Opiskelijayhdistys ry")
    client = signed_in(world, "coordinator")
    client.post(reverse("mentions_take", args=TOWN))
    assert Tie.objects.count() == 1
    assert Actor.objects.count() == 3
    assert "Mikään ei odota" in client.get(reverse("mentions", args=TOWN)).content.decode()


def test_a_viewer_sees_what_waits_and_takes_nothing(world: World) -> None:
    made = make_thread(world)
    make_mention(world, made, CITY, WORKS)
    client = signed_in(world, "viewer")
    assert "mentions/take/" not in client.get(reverse("mentions", args=TOWN)).content.decode()
    assert client.post(reverse("mentions_take", args=TOWN)).status_code == 404


def test_a_real_town_does_not_stand_on_made_words(world: World) -> None:
    made = make_thread(world)
    admin, home = world.people["administrator"], default_ecosystem(world.rauma)
    one, other = (actions.add_actor(actor=admin, ecosystem=home, facts=Facts(n)) for n in ("Yksi Oy", "Kaksi Oy"))
    with pytest.raises(Problem, match=r"ynthetic"):
        actions.add_tie(actor=admin, ecosystem=home, source=one, target=other, kind="project", carrier=made.passage.urn)
    assert not Tie.objects.exists()
