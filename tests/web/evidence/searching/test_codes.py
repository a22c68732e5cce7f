"""The search narrows by the codebook's own codes, and tells nothing that a blind round hides."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seutukuva.evidence import find_quote
from seutukuva.web.evidence.coding import actions, codebook_actions
from seutukuva.web.evidence.coding.models import Code, Round
from seutukuva.web.evidence.searching.selectors import search
from tests.web.threads import QUOTE, make_source, signed_in
from tests.web.world import World


@pytest.fixture
def code(world: World) -> Code:
    """A code below another, given by the analyst to the quote."""
    analyst = world.people["analyst"]
    codebook_actions.adopt_codebook(actor=analyst, programme=world.closed)
    source = make_source(world, world.kuusilahti)
    child = Code.objects.filter(programme=world.closed, parent__isnull=False).first()
    assert child is not None
    actions.add_coding(actor=analyst, source=source, at=find_quote(source.text, QUOTE), code=child)
    return child


def total(world: World, person: str, query: str, slug: str) -> int:
    return search(world.people[person], world.closed, query, codes=[slug]).total


def test_a_code_and_the_code_above_it_find_its_passages(world: World, code: Code) -> None:
    assert code.parent is not None
    assert total(world, "viewer", "tutkimus", code.slug) == 1
    assert total(world, "viewer", "tutkimus", code.parent.slug) == 1
    other = Code.objects.exclude(pk__in=[code.pk, code.parent_id]).first()
    assert other is not None
    assert total(world, "viewer", "tutkimus", other.slug) == 0


def test_the_form_offers_the_codes_in_use(world: World, code: Code) -> None:
    page = signed_in(world, "viewer").get(reverse("evidence_search", args=["suljettu"])).content.decode()
    assert f'value="{code.slug}"' in page


def test_a_coder_of_a_blind_round_does_not_learn_the_others_codes(world: World, code: Code) -> None:
    row = Round.objects.create(ecosystem=code.codings.get().passage.source.ecosystem, name="I")
    row.coders.add(world.people["coordinator"], world.people["analyst"])
    row.sources.add(code.codings.get().passage.source)
    assert total(world, "coordinator", "tutkimus", code.slug) == 0
    assert total(world, "analyst", "tutkimus", code.slug) == 1
