"""Official values, imported datasets and index scores on the thread."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from seutukuva.web.indicators.composite.actions import save_index
from seutukuva.web.indicators.composite.definition import Chosen, Definition, from_stored
from seutukuva.web.indicators.composite.selectors import index_scores
from seutukuva.web.indicators.models import Dataset
from seutukuva.web.kit.thread.actions import tie
from seutukuva.web.kit.thread.kinds import hash_of, is_synthetic
from seutukuva.web.kit.thread.selectors import flagged, shown_to
from tests.web.indicators.places import MADE, make_index, send, signed_in
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


def test_an_index_score_carries_a_sentence_until_its_making_changes(world: World, client: Client) -> None:
    index = make_index(world, world.open)
    scores = {score.town: score for score in index_scores(world.open)}
    rauma = scores["rauma"]
    assert rauma.urn == f"urn:seutukuva:indicators:score:{index.pk}@rauma"
    assert rauma.score is not None and 0 <= rauma.score <= 100 and not rauma.synthetic
    shown = shown_to(AnonymousUser(), [rauma.urn])[rauma.urn]
    assert shown.text.startswith("Rauma: Elinvoimaindeksi ") and shown.tags[0].startswith("sija ")
    assert shown.href == reverse("index_view", args=["avoin", index.pk])
    sentence = "urn:seutukuva:indicators:value:population@684@2022"
    tie(sentence, [rauma.urn])
    assert not flagged([sentence])
    assert reverse("thread", args=[rauma.urn]) in client.get(shown.href).content.decode()
    assert sentence_on(client, rauma.urn, "Rauma: Väkiluku")
    stored = from_stored(index.definition)

    def change(definition: Definition) -> None:
        admin, told = world.people["administrator"], definition.stored
        save_index(actor=admin, programme=world.open, index=index, names={"fi": "Uusi"}, definition=told)

    change(stored)
    assert not flagged([sentence])  # another name is not another score
    change(replace(stored, aggregation="geometric"))
    assert flagged([sentence])
    assert hash_of(f"urn:seutukuva:indicators:score:{index.pk}@nowhere") == ""
    assert hash_of("urn:seutukuva:indicators:score:proposal@rauma") == ""


def test_a_score_over_closed_figures_is_shown_to_whoever_sees_them_all(world: World) -> None:
    send(signed_in(world, "manager"), world.closed, MADE)
    index = make_index(world, world.closed, Definition((Chosen("population"),)))
    urns = [score.urn for score in index_scores(world.closed)]
    assert [urn for urn in urns if is_synthetic(urn)] == urns and len(urns) == 2
    assert set(shown_to(world.people["analyst"], urns)) == set(urns)
    assert shown_to(world.people["coordinator"], urns) == {}
    assert shown_to(world.people["stranger"], urns) == {}
    assert {row.index for row in index_scores(world.closed)} == {index.urn}


def sentence_on(client: Client, urn: str, text: str) -> bool:
    """Tell whether the thread of a thing names a sentence that stands on it."""
    return text in client.get(reverse("thread", args=[urn])).content.decode()
