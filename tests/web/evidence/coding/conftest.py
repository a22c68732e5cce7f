"""A town with the shipped codebook and a source to code."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from seutukuva.evidence import Anchor, find_quote
from seutukuva.web.evidence.coding import actions, codebook_actions
from seutukuva.web.evidence.coding.models import Code, Coding
from seutukuva.web.evidence.models import Source
from tests.web.threads import QUOTE, make_source
from tests.web.world import World


@dataclass(frozen=True)
class Desk:
    """What a coder has before him: a source, the place of its quote, two codes."""

    world: World
    source: Source
    at: Anchor
    code: Code
    other: Code

    @property
    def address(self) -> list[object]:
        """Return the arguments of the source's addresses."""
        return ["suljettu", "kuusilahti", self.source.pk]


@pytest.fixture
def desk(world: World) -> Desk:
    """A source of Kuusilahti in a programme that has taken the shipped codebook."""
    analyst = world.people["analyst"]
    codebook_actions.adopt_codebook(actor=analyst, programme=world.closed)
    source = make_source(world, world.kuusilahti)
    codes = Code.objects.filter(programme=world.closed)
    return Desk(
        world, source, find_quote(source.text, QUOTE), codes.get(slug="education"), codes.get(slug="education.distance")
    )


def give(desk: Desk, who: str, code: Code | None = None, words: str = QUOTE) -> Coding:
    """Give words of the source a code."""
    at = actions.place(desk.source, start=None, end=None, quote=words)
    return actions.add_coding(actor=desk.world.people[who], source=desk.source, at=at, code=code or desk.code)
