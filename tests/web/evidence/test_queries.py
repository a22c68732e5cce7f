"""A page of evidence asks the database as often for much as for little."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seutukuva.evidence import find_quote
from seutukuva.web.accounts.models import User
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions, round_actions
from seutukuva.web.evidence.coding.models import Code, Round
from seutukuva.web.evidence.interviews import actions as interviews
from seutukuva.web.evidence.interviews.models import Interview
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms import actions as pseudonyms
from seutukuva.web.programmes import actions as programmes
from seutukuva.web.programmes.models import Membership, Participant, Role
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.evidence.workshops.made import Phone, Room, make_workshop
from tests.web.threads import signed_in
from tests.web.world import World

LINES = [f"V: Lause {n} kertoo, että yhteistyö Matti Virtasen kanssa toimii." for n in range(20)]


def add(world: World, town: Participant, label: str) -> Source:
    """Add an interview with the names in it looked for."""
    row = evidence.add_source(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(town),
        kind="interview",
        label=label,
        who="johtaja",
        sector="company",
        language="fi",
        date=date(2026, 1, 16),
        text="\n\n".join(LINES),
        consent="given",
    )
    return pseudonyms.look_for_names(actor=world.people["analyst"], source=row)


def code(world: World, source: Source, lines: range) -> None:
    """Let two people code lines of a source; one of them rates, notes and mentions too."""
    analyst, codes = world.people["analyst"], list(Code.objects.filter(programme=world.closed)[:3])
    for n in lines:
        at = find_quote(source.text, LINES[n])
        for who in (analyst, world.people["manager"]):
            coding.add_coding(actor=who, source=source, at=at, code=codes[n % 3])
        passage = coding.passage_at(source, at)
        evidence.rate(actor=analyst, passage=passage, dimension="education", level=2, confidence="high")
        coding.add_mention(actor=analyst, source=source, at=at, name=f"Yhtiö {n}")
        coding.write_memo(actor=analyst, ecosystem=source.ecosystem, about=passage.urn, body=f"Muistio {n}")


def plan(world: World, source: Source) -> Interview:
    """Plan the interview that a source came of."""
    analyst = world.people["analyst"]
    person = interviews.Person("johtaja", "Konepaja Oy", "")
    row = interviews.plan_interview(
        actor=analyst, ecosystem=source.ecosystem, sector="company", person=person, language="fi", interviewer=analyst
    )
    return interviews.tie_source(actor=analyst, interview=row, source=source)


def compared(world: World, sources: list[Source]) -> Round:
    """Open a round of comparison."""
    row = round_actions.begin_round(
        actor=world.people["analyst"],
        ecosystem=sources[0].ecosystem,
        name="1",
        sources=sources,
        coders=[world.people["analyst"], world.people["manager"]],
    )
    return round_actions.compare_round(actor=world.people["analyst"], round=row)


def queries(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    """Return how many queries each page takes, once what is kept between requests is kept."""
    found = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        found[name] = len(asked)
    return found


def test_queries_do_not_grow_with_the_material(world: World) -> None:
    codebook_actions.adopt_codebook(actor=world.people["analyst"], programme=world.closed)
    client = signed_in(world, "manager")
    first = add(world, world.kuusilahti, "K-01")
    code(world, first, range(2))
    source = ["suljettu", "kuusilahti", first.pk]
    passage = first.passages.order_by("pk")[0]
    pages = {
        **{name: reverse(name, args=source[:1]) for name in ("evidence", "interviews", "codebook", "evidence_search")},
        **{name: reverse(name, args=source[:2]) for name in ("town_evidence", "town_interviews", "source_facts")},
        **{name: reverse(name, args=source) for name in ("source", "coding", "names", "comments", "suggestions")},
        **{name: reverse(f"analysis_{name}", args=source[:1]) for name in ("matrix", "grid", "course", "quotes")},
        "rounds": reverse("rounds", args=source[:2]),
        "changed lines": reverse("coding_since", args=[*source, 0]),
        "found": reverse("evidence_search", args=source[:1]) + "?q=yhteistyö",
        "interview": reverse("interview", args=[*source[:2], plan(world, first).pk]),
        "passage": reverse("passage", args=[*source[:2], passage.pk]),
        "round": reverse("round", args=[*source[:2], compared(world, [first]).pk]),
    }
    before = queries(client, pages)
    code(world, first, range(2, len(LINES)))
    new = programmes.add_participant(
        actor=world.people["administrator"], programme=world.closed, names={"fi": "Uusi"}, forms={"in": "Uudessa"}
    )
    second, third = add(world, world.kuusilahti, "K-02"), add(world, new, "K-01")
    for row in (second, third):
        code(world, row, range(3))
        plan(world, row)
    for n in range(3):
        person = User.objects.create(email=f"{n}@example.org", name=f"Koodaaja {n}")
        Membership.objects.create(user=person, programme=world.closed, role=Role.ANALYST)
    pages["round"] = reverse("round", args=[*source[:2], compared(world, [first, second]).pk])
    after = queries(client, pages)
    assert {name: (before[name], after[name]) for name in pages if after[name] > before[name]} == {}


def test_queries_of_a_workshop_do_not_grow_with_its_cards_and_phones(world: World) -> None:
    counted = []
    for n, phones in enumerate((1, 6)):
        workshop = make_workshop(world, world.kuusilahti, label=f"W{n}")
        room = Room(world, workshop, signed_in(world, "coordinator"))
        told = [Phone(workshop).join() for _ in range(phones)]
        for m, phone in enumerate(told):
            phone.card(f"Laboratorio {m}", key=f"{n}{m}" * 16)
        steps = {}
        for step in ("reveal", "grouping", "voting"):
            room.go(step)
            facilitator = {
                f"{step}, led": room.address("workshop"),
                f"{step}, screen": told[0].address("workshop_screen"),
            }
            board = {
                f"{step}, phone": told[0].address("workshop_board"),
                f"{step}, asked": told[0].address("workshop_state"),
            }
            steps |= queries(room.leader, facilitator) | queries(told[0].client, board)
        counted.append(steps)
    few, many = counted
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
