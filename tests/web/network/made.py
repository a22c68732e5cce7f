"""A small network of Kuusilahti for the tests of the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from seutukuva.web.evidence.coding.actions import add_mention
from seutukuva.web.evidence.coding.models import Mention
from seutukuva.web.network import actions
from seutukuva.web.network.actions import Facts, Terms
from seutukuva.web.network.models import Actor, Structure, Tie
from seutukuva.web.programmes.models import Ecosystem, Participant
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.threads import Made
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]
CITY, WORKS, COLLEGE = "Kuusilahden kaupunki", "Terästakomo Oy", "Järviseudun ammattikorkeakoulu"


def add(
    world: World, name: str, kind: str = "company", town: Participant | None = None, roles: tuple[str, ...] = ()
) -> Actor:
    """Add an actor as the administrator."""
    home = town or world.kuusilahti
    return actions.add_actor(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(home),
        facts=Facts(name=name, kind=kind, area=home),
        roles=roles,
    )


def tie(world: World, source: Actor, target: Actor, *, kind: str = "cooperation", **facts: Any) -> Tie:
    """Tie two actors of Kuusilahti as the administrator."""
    return actions.add_tie(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(world.kuusilahti),
        source=source,
        target=target,
        kind=kind,
        **facts,
    )


def make_network(world: World) -> dict[str, Actor]:
    """Make a star: the city between a works, a college and a lab; two sources tell of it."""
    city, works = add(world, CITY, "city", roles=("orchestrator",)), add(world, WORKS)
    college, lab = add(world, COLLEGE, "university_of_applied_sciences"), add(world, "Mittauslaboratorio", "other")
    tie(world, city, works, cluster="K-01", start=date(2024, 1, 1), end=date(2025, 12, 31), permanence="project")
    tie(world, city, college, kind="agreement", cluster="K-01", permanence="agreement", start=date(2025, 1, 1))
    tie(world, city, lab, kind="funding", cluster="K-02")
    return {"city": city, "works": works, "college": college, "lab": lab}


def make_mention(world: World, made: Made, name: str, other: str = "", kind: str = "") -> Mention:
    """Mark an actor, or a tie, in the passage of the thread."""
    return add_mention(
        actor=world.people["analyst"], source=made.source, at=made.passage.anchor, name=name, other=other, kind=kind
    )


def make_structure(world: World, *members: Actor, end: date | None = None) -> Structure:
    """Add an agreement with goals."""
    terms = Terms(
        kind="agreement",
        names={"fi": "Kuusilahden innovaatiosopimus", "sv": "Innovationsavtalet", "en": "The innovation agreement"},
        goals={"fi": "Yhteinen testihalli\nKolme yhteishanketta"},
        members=members,
        form="ecosystem_agreement",
        start=date(2026, 1, 1),
        end=end,
    )
    home: Ecosystem = default_ecosystem(world.kuusilahti)
    return actions.add_structure(actor=world.people["administrator"], ecosystem=home, terms=terms)
