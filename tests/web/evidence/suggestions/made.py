"""A programme whose people have coded interviews of two towns, and one interview that nobody has coded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seutukuva.evidence import find_quote
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.coding.models import Code
from seutukuva.web.evidence.models import Source
from seutukuva.web.programmes.models import Participant
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]
SCHOOL = (
    "Ammattikorkeakoulun opettajat käyvät tehtaalla tutkimassa kanssamme materiaaleja.",
    "Opinnäytteitä tehdään ammattikorkeakoulun kanssa joka vuosi.",
    "Korkeakoulun tutkimusryhmä mittasi linjamme ja opettajat jäivät opettamaan.",
    "Opiskelijat ja opettajat testasivat uuden materiaalin tutkimusryhmän laboratoriossa.",
)
MONEY = (
    "Rahoitus loppuu aina kun hanke loppuu, ja pääoma puuttuu.",
    "Pankki ei rahoita, ja hankkeen rahoitus on yhden vuoden mittainen.",
    "Pääoma on tiukassa ja sijoittajia ei meillä käy.",
    "Sijoittajat haluavat vakuuksia, eikä rahoitus riitä investointiin.",
)
CHAT = ("H: Otatko kahvia?", "H: Puhutaan seuraavasta.", "V: Kiitos, oli mukava jutella.")
NEW = "V: Opettajat ja tutkimusryhmä auttoivat meitä materiaalin kanssa.\n\nV: Rahoitus ja pääoma puuttuvat.\n"


@dataclass(frozen=True)
class Coded:
    """Two coded interviews, a new one, and the two codes."""

    world: World
    first: Source
    second: Source
    new: Source
    school: Code
    money: Code


def interview(world: World, town: Participant, label: str, text: str, language: str = "fi") -> Source:
    """Add an interview."""
    return evidence.add_source(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(town),
        kind="interview",
        label=label,
        who="johtaja",
        sector="company",
        language=language,
        date=date(2026, 1, 16),
        text=text,
        consent="given",
    )


def give(world: World, source: Source, words: str, code: Code, who: str = "analyst") -> None:
    """Give a passage a code."""
    coding.add_coding(actor=world.people[who], source=source, at=find_quote(source.text, words), code=code)


def make_coded(world: World) -> Coded:
    """Kuusilahti's and Mäntysalmi's interviews, coded by the analyst and the manager."""
    codebook_actions.adopt_codebook(actor=world.people["analyst"], programme=world.closed)
    codes = Code.objects.filter(programme=world.closed)
    school, money = codes.get(slug="education"), codes.get(slug="capital")
    made = []
    for town, label, half in ((world.kuusilahti, "K-01", slice(0, 2)), (world.mantysalmi, "M-01", slice(2, 4))):
        turns = [CHAT[0], *SCHOOL[half], CHAT[1], *MONEY[half], CHAT[2]]
        source = interview(world, town, label, "\n\n".join(turns))
        for words in SCHOOL[half]:
            give(world, source, words, school)
        for words in MONEY[half]:
            give(world, source, words, money, "manager")
        made.append(source)
    return Coded(world, made[0], made[1], interview(world, world.kuusilahti, "K-02", NEW), school, money)
