"""Measures: drafted, planned by the town's own people, flagged when their finding changes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.kit.thread.selectors import carriers_of, flagged
from seutukuva.web.picture import actions as picture
from seutukuva.web.strategy import actions
from seutukuva.web.strategy.models import Measure
from tests.web.threads import SENTENCE, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]


def form(**data: object) -> dict[str, object]:
    return {"title_fi": "Tehdään", "responsible_fi": "kaupunki", "due_year": "2028", "status": "planned", **data}


def test_a_measure_is_drafted_from_the_gap_in_three_languages(world: World) -> None:
    made = make_thread(world)
    address = f"{reverse('measure_new', args=TOWN)}?finding={made.finding.pk}"
    page = signed_in(world, "coordinator").get(address).content.decode()
    assert "Palkataan yhteinen TKI-asiantuntija ammattikorkeakoulun kanssa." in page
    assert "En gemensam FUI-sakkunnig anställs" in page


def test_a_coordinator_plans_a_measure_on_a_finding_of_her_town(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "coordinator")
    client.post(reverse("measure_new", args=TOWN), form(finding=made.finding.pk))
    measure = Measure.objects.latest("pk")
    assert carriers_of(measure.urn) == [made.finding.urn]
    assert "Tehdään" in client.get(reverse("town_strategy", args=TOWN)).content.decode()
    assert "Tehdään" in signed_in(world, "viewer").get(reverse("strategy", args=["suljettu"])).content.decode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"due_year": "1850"}, "väliltä 2000–2100"),
        ({"title_fi": ""}, "Tämä kenttä vaaditaan"),
        ({"status": "x"}, "x"),
    ],
)
def test_what_is_no_measure_is_told(world: World, data: dict[str, object], told: str) -> None:
    made = make_thread(world)
    answer = signed_in(world, "coordinator").post(
        reverse("measure_new", args=TOWN), form(finding=made.finding.pk, **data)
    )
    assert told in answer.content.decode()
    assert Measure.objects.count() == 1


def test_an_edited_finding_flags_its_measure_until_somebody_looks(world: World) -> None:
    made = make_thread(world)
    picture.change_finding(actor=world.people["analyst"], finding=made.finding, sentence={**SENTENCE, "fi": "Toisin."})
    client = signed_in(world, "coordinator")
    page = reverse("measure", args=[*TOWN, made.measure.pk])
    assert "on muuttunut" in client.get(page).content.decode()
    client.post(reverse("measure_holds", args=[*TOWN, made.measure.pk]))
    assert not flagged([made.measure.urn])


def test_a_measure_is_changed_and_moves_to_another_finding(world: World) -> None:
    made = make_thread(world)
    other = picture.write_finding(
        actor=world.people["analyst"], ecosystem=made.ecosystem, dimension="education", sentence={"fi": "Toinen."}
    )
    data = form(finding=other.pk, title_fi="Uusi nimi", status="done")
    signed_in(world, "coordinator").post(reverse("measure", args=[*TOWN, made.measure.pk]), data)
    assert carriers_of(made.measure.urn) == [other.urn]
    assert own_text(made.measure.urn, "title").bodies["fi"] == "Uusi nimi"


def test_only_who_works_on_the_town_plans(world: World) -> None:
    made = make_thread(world)
    for name in ("viewer", "other_coordinator", "stranger"):
        with pytest.raises(PermissionDenied):
            actions.confirm_measure(actor=world.people[name], measure=made.measure)
        answer = signed_in(world, name).post(reverse("measure_new", args=TOWN), form(finding=made.finding.pk))
        assert answer.status_code == 404
    answer = signed_in(world, "other_coordinator").get(
        reverse("measure", args=["suljettu", "mantysalmi", made.measure.pk])
    )
    assert answer.status_code == 404
