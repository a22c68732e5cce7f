"""No card stays in memory, or on a board, longer than it may."""

from __future__ import annotations

from typing import Any

import pytest

from seutukuva.web.evidence.fairness.subject_actions import erase_subject
from seutukuva.web.evidence.subjects import Subject
from seutukuva.web.evidence.workshops import drawn
from seutukuva.web.evidence.workshops.actions import keep_as_source
from seutukuva.web.evidence.workshops.models import Card
from tests.web.evidence.workshops.made import Room


def test_a_board_keeps_its_newest_drawing_and_none_when_it_goes_on_or_is_closed(
    room: Room, django_capture_on_commit_callbacks: Any
) -> None:
    phone = room.phone()
    phone.card("Laboratorio", key="a" * 32)
    room.go("reveal")
    phone.look()
    phone.look()
    assert drawn.kept(room.workshop.token) == 1
    for step in ("grouping", "voting", "rating", "closed"):
        phone.look()
        with django_capture_on_commit_callbacks(execute=True):
            room.go(step)
        assert drawn.kept(room.workshop.token) == 0


def test_what_nobody_asks_for_is_dropped(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "KEEP", -1.0)
    room.phone().card("Laboratorio", key="a" * 32)
    room.go("reveal")
    room.phone().look()
    drawn.sweep()
    assert drawn.kept(room.workshop.token) == 0


def test_erasing_the_source_of_a_board_erases_its_cards(room: Room, django_capture_on_commit_callbacks: Any) -> None:
    phone, admin = room.phone(), room.world.people["administrator"]
    phone.card("Laboratorio on Matin varassa", key="a" * 32)
    room.go("reveal", "grouping", "voting", "rating", "closed")
    assert "Matin varassa" in phone.look()
    source = keep_as_source(actor=admin, workshop=room.workshop, consent="given")
    with django_capture_on_commit_callbacks(execute=True):
        erase_subject(actor=admin, subject=Subject(source.ecosystem, (source,), None), confirmation=source.label)
    assert not Card.objects.exists()
    assert drawn.kept(room.workshop.token) == 0
    assert "Matin varassa" not in phone.look() + room.page()
