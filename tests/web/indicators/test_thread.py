"""Official values and imported datasets on the thread."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from seutukuva.web.indicators.models import Dataset
from seutukuva.web.kit.thread.kinds import hash_of, is_synthetic
from seutukuva.web.kit.thread.selectors import shown_to
from tests.web.indicators.places import MADE, send, signed_in
from tests.web.world import World

VALUE = "urn:seutukuva:indicators:value:population@684@2022"


def test_an_official_value_is_shown_with_its_period_and_source(world: World, client: Client) -> None:
    shown = shown_to(AnonymousUser(), [VALUE])[VALUE]
    assert shown.text.replace("\xa0", " ") == "Rauma: Väkiluku 38 667 henkilöä"
    assert shown.tags == ("2022", "Sotkanet")
    assert shown.href == reverse("indicator", args=["avoin", "population"])
    assert client.get(reverse("thread", args=[VALUE])).status_code == 200
    assert not is_synthetic(VALUE)


def test_several_municipalities_seen_as_one(world: World) -> None:
    urn = "urn:seutukuva:indicators:value:population@305-832@2022"
    assert "18 971" in shown_to(AnonymousUser(), [urn])[urn].text.replace("\xa0", " ")


def test_a_value_that_is_none_does_not_exist(world: World, client: Client) -> None:
    for id_ in ("population@684", "population@684@1900", "nonsense@684@2022", "population@999@2022"):
        urn = f"urn:seutukuva:indicators:value:{id_}"
        assert shown_to(AnonymousUser(), [urn]) == {}
        assert hash_of(urn) == ""
        assert client.get(reverse("thread", args=[urn])).status_code == 404


def test_a_dataset_is_shown_to_members_and_is_as_made_as_its_programme(world: World) -> None:
    send(signed_in(world, "manager"), world.closed, MADE)
    urn = Dataset.objects.get().urn
    assert is_synthetic(urn)
    assert urn in shown_to(world.people["viewer"], [urn])
    assert shown_to(world.people["stranger"], [urn]) == {}
    before = hash_of(urn)
    assert before
    signed_in(world, "manager").post(reverse("dataset_remove", args=["suljettu", Dataset.objects.get().pk]))
    assert hash_of(urn) == ""
