"""Opportunities: drafted, described by the town's own people, flagged when their measure changes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from seutukuva.web.invest import actions
from seutukuva.web.invest.models import Opportunity
from seutukuva.web.kit.thread.selectors import carriers_of, flagged
from tests.web.threads import make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]


def form(**data: object) -> dict[str, object]:
    return {"title_fi": "Laboratorio", "actor_kind": "university", **data}


def test_an_opportunity_is_drafted_from_the_gap(world: World) -> None:
    made = make_thread(world)
    address = f"{reverse('opportunity_new', args=TOWN)}?measure={made.measure.pk}"
    page = signed_in(world, "coordinator").get(address).content.decode()
    assert 'value="university_of_applied_sciences" selected' in page


def test_a_coordinator_describes_an_opportunity_and_changes_it(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "coordinator")
    client.post(reverse("opportunity_new", args=TOWN), form(measure=made.measure.pk))
    row = Opportunity.objects.latest("pk")
    assert carriers_of(row.urn) == [made.measure.urn]
    data = form(measure=made.measure.pk, title_fi="Toinen nimi", actor_kind="financier")
    client.post(reverse("opportunity", args=[*TOWN, row.pk]), data)
    page = client.get(reverse("town_invest", args=TOWN)).content.decode()
    assert "Toinen nimi" in page
    assert "Toinen nimi" in signed_in(world, "viewer").get(reverse("invest", args=["suljettu"])).content.decode()


def test_an_edited_measure_flags_its_opportunity_until_somebody_looks(world: World) -> None:
    made = make_thread(world)
    client = signed_in(world, "coordinator")
    data = {"finding": made.finding.pk, "title_fi": "Toisin", "due_year": "2028", "status": "planned"}
    client.post(reverse("measure", args=[*TOWN, made.measure.pk]), data)
    assert flagged([made.opportunity.urn])
    client.post(reverse("opportunity_holds", args=[*TOWN, made.opportunity.pk]))
    assert not flagged([made.opportunity.urn])


def test_an_unknown_kind_of_actor_is_refused(world: World) -> None:
    made = make_thread(world)
    answer = signed_in(world, "coordinator").post(
        reverse("opportunity_new", args=TOWN), form(measure=made.measure.pk, actor_kind="wizard")
    )
    assert "wizard" in answer.content.decode()
    assert Opportunity.objects.count() == 1


def test_only_who_works_on_the_town_describes(world: World) -> None:
    made = make_thread(world)
    for name in ("viewer", "other_coordinator", "stranger"):
        with pytest.raises(PermissionDenied):
            actions.confirm_opportunity(actor=world.people[name], opportunity=made.opportunity)
        answer = signed_in(world, name).post(reverse("opportunity_new", args=TOWN), form(measure=made.measure.pk))
        assert answer.status_code == 404
    foreign = reverse("opportunity", args=["suljettu", "mantysalmi", made.opportunity.pk])
    assert signed_in(world, "other_coordinator").get(foreign).status_code == 404
