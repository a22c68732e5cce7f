"""Programmes: made in the pages, with participants, members and texts in three languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes import actions, letters
from seutukuva.web.programmes.models import Invitation, Membership, Participant, Programme, Role
from tests.web.world import PASSWORD, World


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_administrator_makes_a_programme_and_is_its_manager(world: World) -> None:
    client = signed_in(world, "administrator")
    client.post("/fi/programmes/new/", {"name_fi": "Länsirannikko", "name_sv": "Västkusten"})
    programme = Programme.objects.get(slug="lansirannikko")
    assert Membership.objects.get(programme=programme).role == Role.MANAGER
    assert own_text(programme.urn, "name").shown("sv").body == "Västkusten"
    english = own_text(programme.urn, "name").shown("en")
    assert (english.body, english.fallback, english.language) == ("Länsirannikko", True, "fi")


def test_two_programmes_of_one_name_have_two_addresses(world: World) -> None:
    made = [
        actions.create_programme(actor=world.people["administrator"], names={"fi": "Sama"}, descriptions={})
        for _ in range(3)
    ]
    assert [programme.slug for programme in made] == ["sama", "sama-2", "sama-3"]


def test_a_translation_is_stale_after_its_original_changed_and_current_once_written_again(world: World) -> None:
    manager, programme = world.people["manager"], world.closed

    def write(**names: str) -> dict[str, str]:
        actions.change_programme(
            actor=manager, programme=programme, names=names, descriptions={}, open_statistics=False
        )
        return dict(own_text(programme.urn, "name").statuses)

    assert write(fi="Uusi", sv="Stängd", en="Closed") == {"fi": "original", "sv": "stale", "en": "stale"}
    assert write(fi="Uusi", sv="Ny", en="Closed") == {"fi": "original", "sv": "current", "en": "stale"}
    assert write(fi="Uusi", sv="Ny", en="") == {"fi": "original", "sv": "current", "en": "missing"}


@pytest.mark.parametrize("written", ["Raumo", "rauman kaupunki", "684"])
def test_a_municipality_is_added_by_any_of_its_names(world: World, written: str) -> None:
    programme = actions.create_programme(actor=world.people["administrator"], names={"fi": "X"}, descriptions={})
    signed_in(world, "administrator").post(
        f"/sv/programmes/{programme.slug}/participants/", {"m-municipality": written}
    )
    participant = Participant.objects.get(programme=programme)
    assert participant.codes == ("684",)
    assert participant.name.form("fi", "in") == "Raumalla"
    assert participant.name.form("sv", "in") == "i Raumo"


def test_an_unknown_municipality_is_told_with_the_nearest_names(world: World) -> None:
    client = signed_in(world, "administrator")
    page = client.post(f"/fi/programmes/{world.open.slug}/participants/", {"m-municipality": "Raumma"})
    assert "Rauma" in page.content.decode()
    assert Participant.objects.filter(programme=world.open).count() == 2


@pytest.mark.parametrize(
    ("programme", "names", "codes", "code"),
    [
        ("closed", {"fi": "Rauma"}, ["684"], "kit.real_town_in_synthetic_programme"),
        ("open", {"fi": "Keksitty"}, [], "kit.fictional_town_in_real_programme"),
        ("open", {"fi": "Rauma"}, ["684"], "kit.participant_exists"),
    ],
)
def test_real_and_made_towns_are_kept_apart(
    world: World, programme: str, names: dict[str, str], codes: list[str], code: str
) -> None:
    with pytest.raises(Problem) as problem:
        actions.add_participant(
            actor=world.people["administrator"],
            programme=getattr(world, programme),
            names=names,
            forms={},
            codes=codes,
        )
    assert problem.value.code == code


def invite(world: World, **fields: Any) -> str:
    signed_in(world, "manager").post(
        f"/fi/programmes/{world.closed.slug}/members/",
        {"email": "uusi@example.org", "role": "coordinator", "participant": world.kuusilahti.pk, "language": "sv"}
        | fields,
    )
    found = re.search(r"/sv/invitation/(\S+)/", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_an_invited_person_makes_an_account_and_lands_in_the_town(world: World) -> None:
    token = invite(world)
    client = Client()
    client.post(f"/sv/invitation/{token}/", {"name": "Uusi", "password": PASSWORD})
    membership = Membership.objects.get(user__email="uusi@example.org")
    assert (membership.role, membership.participant) == (Role.COORDINATOR, world.kuusilahti)
    assert client.get(reverse("account")).status_code == 200
    assert Client().get(f"/sv/invitation/{token}/").status_code == 404, "a link works once"


def test_a_person_with_an_account_is_asked_to_sign_in_first(world: World) -> None:
    token = invite(world, email="stranger@example.org")
    assert "accounts/login" in Client().get(f"/fi/invitation/{token}/").content.decode()
    signed_in(world, "stranger").post(f"/fi/invitation/{token}/")
    assert Membership.objects.filter(user=world.people["stranger"], participant=world.kuusilahti).exists()


def test_a_coordinator_without_a_town_is_refused_in_the_form(world: World) -> None:
    page = signed_in(world, "manager").post(
        f"/en/programmes/{world.closed.slug}/members/",
        {"email": "x@example.org", "role": "coordinator", "participant": "", "language": "en"},
    )
    assert "Choose the town that the coordinator works for." in page.content.decode()
    assert not mail.outbox


def test_a_programme_keeps_its_last_manager(world: World) -> None:
    manager = Membership.objects.get(user=world.people["manager"])
    signed_in(world, "manager").post(f"/fi/programmes/{world.closed.slug}/members/{manager.pk}/remove/")
    assert Membership.objects.filter(pk=manager.pk).exists()


def test_every_action_leaves_a_trace_that_cannot_be_changed(world: World) -> None:
    actions.change_programme(
        actor=world.people["manager"], programme=world.closed, names={"fi": "N"}, descriptions={}, open_statistics=False
    )
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.actor_name, event.action, event.urn) == (
        "manager",
        "programmes.change_programme",
        world.closed.urn,
    )
    event.action = "x"
    with pytest.raises(RuntimeError):
        event.save()
    page = signed_in(world, "manager").get(f"/fi/programmes/{world.closed.slug}/audit/").content.decode()
    assert "programmes.change_programme" in page


def test_an_invitation_does_not_take_the_last_manager_from_a_programme(world: World) -> None:
    manager = world.people["manager"]
    invitation = actions.invite(
        actor=manager, programme=world.closed, email=manager.email, role="viewer", participant=None, language="fi"
    )
    with pytest.raises(Problem) as told:
        actions.accept_invitation(actor=manager, invitation=invitation, password=None, name="")
    assert told.value.code == "kit.last_manager"
    assert Membership.objects.get(user=manager).role == Role.MANAGER


def test_a_letter_that_cannot_be_sent_is_told_and_no_invitation_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*words: object) -> int:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(letters, "send_mail", refuse)
    page = signed_in(world, "manager").post(
        f"/sv/programmes/{world.closed.slug}/members/", {"email": "x@example.org", "role": "viewer", "language": "sv"}
    )
    assert "Inbjudan till x@example.org kunde inte skickas" in page.content.decode()
    assert not Invitation.objects.exists()


def test_the_trail_names_what_was_removed(world: World) -> None:
    membership = Membership.objects.get(user=world.people["viewer"])
    urn = membership.urn
    actions.remove_member(actor=world.people["manager"], programme=world.closed, membership=membership)
    assert AuditEvent.objects.get(action="programmes.remove_member").parameters["membership"] == urn


def test_a_town_whose_name_has_no_letter_for_an_address_has_pages(world: World) -> None:
    town = actions.add_participant(actor=world.people["manager"], programme=world.closed, names={"fi": "…"}, forms={})
    assert town.slug == "participant-3"
    assert signed_in(world, "manager").get(f"/fi/programmes/{world.closed.slug}/").status_code == 200


@pytest.mark.parametrize(("name", "slug"), [("New", "new-2"), ("Pitkä nimi " * 10, ("pitka-nimi-" * 10)[:55] + "p")])
def test_a_programmes_address_is_free_and_fits(world: World, name: str, slug: str) -> None:
    made = actions.create_programme(actor=world.people["administrator"], names={"fi": name}, descriptions={})
    assert made.slug == slug
    assert len(made.slug) <= 60
    page = signed_in(world, "administrator").get(f"/fi/programmes/{made.slug}/")
    assert page.resolver_match.url_name == "overview"


def test_a_description_can_be_taken_away_and_its_translation_becomes_the_original(world: World) -> None:
    urn = world.closed.urn
    write_texts(urn, "description", {"fi": "Kuvaus", "sv": "Beskrivning"})
    write_texts(urn, "description", {"fi": "", "sv": "Beskrivning", "en": "Description"})
    told = own_text(urn, "description")
    assert (told.original, dict(told.bodies)) == ("sv", {"sv": "Beskrivning", "en": "Description"})
    assert told.statuses == {"fi": "missing", "sv": "original", "en": "current"}
    write_texts(urn, "description", {"fi": "", "sv": "", "en": ""})
    assert not own_text(urn, "description").bodies
