"""The parts of a board that change while people look at it, each with the key that tells whether it has changed.

What everybody sees alike is drawn once (`drawn`): sixty phones ask for it at the same moment.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from seutukuva.base import Language
from seutukuva.base.languages import as_language
from seutukuva.evidence import workshops as library
from seutukuva.web.evidence.workshops import drawn, selectors
from seutukuva.web.evidence.workshops.models import Guest, Workshop
from seutukuva.web.evidence.workshops.words import STEP_ADVICE, STEP_NAMES

_PLOT_SIZE: Final = 300
_PLOT_EDGE: Final = 40


@dataclass(frozen=True)
class Part:
    """A part of the page: the element's id, its key, its HTML."""

    id: str
    key: str
    html: str


@dataclass(frozen=True)
class Mark:
    """A place on the drawing of impact and effort, in whole units, with the numbers of the groups that stand there."""

    x: int
    y: int
    numbers: str


@dataclass(frozen=True)
class Pile:
    """A group as it is voted on: its title, and its cards drawn."""

    pk: int
    title: str
    cards: str


@dataclass(frozen=True)
class Counted:
    """A group in the list of results, with its number."""

    number: int
    title: str
    cards: list[str]
    result: library.Result


def guest_parts(request: HttpRequest, workshop: Workshop, guest: Guest | None) -> list[Part]:
    """Return the parts of a participant's page."""
    language = as_language(get_language())
    # What may be cast or sent stays as the guest left it until the facilitator goes on.
    act = render_to_string("workshops/part_act.html", _act_context(workshop, guest, language), request)
    if workshop.step == "writing" and guest is not None:
        cards = list(guest.cards.all())
        told = {"asked": selectors.asked(workshop, language, cards=cards), "workshop": workshop, "own": cards}
        live: str = render_to_string("workshops/part_own.html", told, request)
    else:
        live = _shared(workshop, language)
    own = guest.version if guest else 0
    return [
        _status(workshop),
        Part("act", str(workshop.stage), act),
        Part("live", f"{workshop.version}-{own}", live),
    ]


def screen_parts(workshop: Workshop) -> list[Part]:
    """Return the parts of the projector's page; the facilitator's page takes the counts."""
    language = as_language(get_language())
    told = {"workshop": workshop, "counts": selectors.counts_of(workshop)}
    counts = render_to_string("workshops/part_counts.html", told)
    return [
        _status(workshop),
        Part("counts", str(workshop.activity), counts),
        Part("live", str(workshop.version), _shared(workshop, language)),
    ]


def guest_etag(workshop: Workshop, guest: Guest) -> str:
    """Return what changes when a participant's page does."""
    return f'W/"{workshop.stage}-{workshop.version}-{guest.version}"'


def screen_etag(workshop: Workshop) -> str:
    """Return what changes when the projector's page does."""
    return f'W/"{workshop.version}-{workshop.activity}"'


def results_of(workshop: Workshop, language: Language) -> Mapping[str, Any]:
    """Return the results as the page shows them: groups in order, and their places by effort and impact."""
    board = selectors.board_of(workshop, language)
    titles = {group.id: group.title for group in board.groups}
    counted = [
        Counted(
            number,
            titles[one.group],
            [card.text for card in board.cards if card.group == one.group and not card.aside],
            one,
        )
        for number, one in enumerate(library.results(board), start=1)
    ]
    return {"counted": counted, "marks": _marks(counted), "voters": counts_with_paper(workshop)}


def counts_with_paper(workshop: Workshop) -> int:
    """Return how many have voted, by phone and on paper."""
    return selectors.counts_of(workshop).voted + workshop.paper_voters


def _shared(workshop: Workshop, language: Language) -> str:
    return drawn.once("live", workshop, language, partial(_draw, workshop.pk, language))


def _draw(pk: int, language: Language) -> str:
    """Draw what everybody sees alike. What is read may be newer than the version; then a newer version follows."""
    workshop = Workshop.objects.select_related("ecosystem").get(pk=pk)
    told: dict[str, Any] = {"workshop": workshop, "scale": library.SCALE}
    if workshop.step in ("reveal", "grouping"):
        groups, alone = selectors.filled_groups(workshop)
        told |= {"groups": groups, "asked": selectors.asked(workshop, language, cards=alone)}
    elif workshop.step in ("rating", "closed"):
        told |= results_of(workshop, language)
    else:
        told |= {"asked": selectors.asked(workshop, language)}
    return render_to_string("workshops/part_live.html", told)


def _piles(workshop: Workshop, language: Language) -> tuple[Pile, ...]:
    return drawn.once("piles", workshop, language, partial(_draw_piles, workshop.pk))


def _draw_piles(pk: int) -> tuple[Pile, ...]:
    """Draw the cards of the groups, which all phones ask for at the moment when voting begins."""
    groups, _alone = selectors.filled_groups(Workshop.objects.get(pk=pk))
    return tuple(
        Pile(one.group.pk, one.group.title, render_to_string("workshops/part_pile.html", {"cards": one.cards}))
        for one in groups
    )


def _status(workshop: Workshop) -> Part:
    left = None
    if workshop.timer_ends is not None:
        left = max(0, round((workshop.timer_ends - timezone.now()).total_seconds()))
    told = {
        "step": workshop.step,
        "name": STEP_NAMES[workshop.step],
        "advice": STEP_ADVICE[workshop.step],
        "ends": workshop.timer_ends,
        "left": left,
    }
    key = f"{workshop.stage}-{workshop.timer_ends.timestamp() if workshop.timer_ends else ''}"
    return Part("status", key, render_to_string("workshops/part_status.html", told))


def _act_context(workshop: Workshop, guest: Guest | None, language: Language) -> dict[str, Any]:
    told: dict[str, Any] = {
        "workshop": workshop,
        "guest": guest,
        "scale": library.SCALE,
        "longest": library.LONGEST_CARD,
        "key": secrets.token_hex(12),
        "asked": selectors.asked(workshop, language),
    }
    if guest is not None and workshop.step == "voting":
        ballot = selectors.ballot_of(guest)
        told["ballot"] = [(pile, ballot.get(pile.pk, 0)) for pile in _piles(workshop, language)]
    if guest is not None and workshop.step == "rating":
        said = selectors.opinions_of(guest)
        told["opinions"] = [(pile, said.get(pile.pk)) for pile in _piles(workshop, language)]
    return told


def _marks(counted: list[Counted]) -> list[Mark]:
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    unit = _PLOT_SIZE / library.SCALE
    for one in counted:
        if one.result.impact and one.result.effort:
            x = _PLOT_EDGE + round(one.result.effort.median * unit)
            y = _PLOT_EDGE + _PLOT_SIZE - round(one.result.impact.median * unit)
            at[x, y].append(one.number)
    return [Mark(x, y, ", ".join(str(n) for n in numbers)) for (x, y), numbers in at.items()]
