"""Business ids from a register: shown as candidates with reasons, stored when a person accepts them."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.network.models import Actor
from tests.web.network.made import TOWN, WORKS, add, make_network
from tests.web.threads import signed_in
from tests.web.world import World

REGISTER = (
    "Y-tunnus;Nimi;Kotikunta\n0112038-9;TERÄSTAKOMO OY;Lahti\n0138780-9;Aivan Toinen Yhdistys ry;Rauma\n;Ilman Oy;\n"
)


def compare(world: World, text: str, name: str = "register.csv", town: tuple[str, ...] = tuple(TOWN)) -> str:
    file = SimpleUploadedFile(name, text.encode())
    client = signed_in(world, "administrator" if town != tuple(TOWN) else "coordinator")
    return client.post(reverse("register_links", args=town), {"main": file}).content.decode()


def store(world: World, actor: Actor, business_id: str) -> str:
    data = {f"actor-{actor.pk}": business_id}
    client = signed_in(world, "coordinator")
    return client.post(reverse("register_store", args=TOWN), data, follow=True).content.decode()


def test_a_candidate_is_shown_with_its_reason_and_stored_when_it_is_accepted(world: World) -> None:
    works = make_network(world)["works"]
    content = compare(world, REGISTER)
    assert "TERÄSTAKOMO OY, 0112038-9" in content
    assert "yritysmuotoa" in content
    assert "Aivan Toinen" not in content
    works.refresh_from_db()
    assert works.business_id == ""
    assert "1 Y-tunnus tallennettiin" in store(world, works, "0112038-9")
    works.refresh_from_db()
    assert works.business_id == "0112038-9"
    assert AuditEvent.objects.filter(action__endswith="store_business_ids").exists()
    assert "TERÄSTAKOMO" not in compare(world, REGISTER)
    assert "on jo Y-tunnus" in store(world, works, "0138780-9")


def test_what_cannot_be_used_is_told_and_nothing_is_stored(world: World) -> None:
    works = make_network(world)["works"]
    assert "rivi 2" in compare(world, REGISTER.replace("0112038-9", "0112038-8"))
    assert "name" in compare(world, "Y-tunnus;Kunta\n0112038-9;Lahti\n")
    store(world, works, "0112038-8")
    elsewhere = add(world, "Muualla Oy", town=world.mantysalmi)
    store(world, elsewhere, "0112038-9")
    assert not Actor.objects.exclude(business_id="").exists()
    assert "Yhtään Y-tunnusta ei valittu" in store(world, works, "")


def test_an_actor_that_others_share_is_not_changed_by_one_town(world: World) -> None:
    add(world, WORKS, town=world.mantysalmi)
    works = add(world, WORKS)
    assert "TERÄSTAKOMO" not in compare(world, REGISTER)
    assert "mukana myös kaupungissa" in store(world, works, "0112038-9")


def test_a_synthetic_register_is_not_for_a_real_town(world: World) -> None:
    content = compare(world, REGISTER, "register-synthetic.csv", ("avoin", "rauma"))
    assert "on synteettistä aineistoa" in content
