"""A small world for the web's tests: two programmes, two towns each, a person for every role."""

from __future__ import annotations

from dataclasses import dataclass

from seutukuva.web.accounts.models import User
from seutukuva.web.programmes import actions
from seutukuva.web.programmes.models import Membership, Participant, Programme, Role

PASSWORD = "pitkä-salasana-testiin"


@dataclass(frozen=True)
class World:
    """`closed` is a synthetic programme with Kuusilahti and Mäntysalmi, `open` a real one with Rauma and Iisalmi.

    The people belong to `closed`: `coordinator` to Kuusilahti, `other_coordinator` to Mäntysalmi; `stranger` belongs
    nowhere.
    """

    closed: Programme
    open: Programme
    kuusilahti: Participant
    mantysalmi: Participant
    rauma: Participant
    iisalmi: Participant
    people: dict[str, User]


def make_world() -> World:
    """Make it through the actions that the pages use."""
    people = {
        name: User.objects.create_user(f"{name}@example.org", PASSWORD, name=name)
        for name in ("stranger", "viewer", "coordinator", "other_coordinator", "analyst", "manager")
    }
    people["administrator"] = admin = User.objects.create_superuser("administrator@example.org", PASSWORD)
    closed = actions.create_programme(
        actor=admin, names={"fi": "Suljettu", "sv": "Stängd", "en": "Closed"}, descriptions={}, synthetic=True
    )
    opened = actions.create_programme(
        actor=admin, names={"fi": "Avoin", "sv": "Öppen", "en": "Open"}, descriptions={}, open_statistics=True
    )
    Membership.objects.filter(user=admin).delete()  # an administrator needs no membership
    towns = {
        name: actions.add_participant(actor=admin, programme=closed, names={"fi": name}, forms={"in": f"{name}ssa"})
        for name in ("Kuusilahti", "Mäntysalmi")
    }
    rauma = actions.add_municipality(actor=admin, programme=opened, code="684")
    iisalmi = actions.add_municipality(actor=admin, programme=opened, code="140")
    places = {"coordinator": towns["Kuusilahti"], "other_coordinator": towns["Mäntysalmi"]}
    for name, role in (
        ("viewer", Role.VIEWER),
        ("coordinator", Role.COORDINATOR),
        ("other_coordinator", Role.COORDINATOR),
        ("analyst", Role.ANALYST),
        ("manager", Role.MANAGER),
    ):
        Membership.objects.create(user=people[name], programme=closed, participant=places.get(name), role=role)
    return World(closed, opened, towns["Kuusilahti"], towns["Mäntysalmi"], rauma, iisalmi, people)
