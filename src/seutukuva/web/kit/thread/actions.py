"""Writes of the thread; called by the actions of rooms, inside their transaction and after their check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.web.kit.thread.kinds import hash_of, is_synthetic
from seutukuva.web.kit.thread.models import Edge


def tie(sentence: str, carriers: Iterable[str]) -> None:
    """Let a sentence stand on carriers. Raises Problem when a made carrier would carry a real sentence."""
    real = not is_synthetic(sentence)
    for carrier in carriers:
        if real and is_synthetic(carrier):
            raise Problem("kit.synthetic_carrier", carrier=carrier)
        Edge.objects.update_or_create(
            sentence=sentence,
            carrier=carrier,
            defaults={
                "sentence_hash": hash_of(sentence),
                "carrier_hash": hash_of(carrier),
                "looked_at": None,
                "looked_at_by": None,
            },
        )


def untie(sentence: str, carriers: Iterable[str] | None = None) -> None:
    """Take carriers (all when None) from a sentence."""
    edges = Edge.objects.filter(sentence=sentence)
    if carriers is not None:
        edges = edges.filter(carrier__in=list(carriers))
    edges.delete()


def look_at(sentence: str, actor: Any) -> None:
    """Say that somebody has looked at a flagged sentence and that it holds on its carriers as they are now."""
    for edge in Edge.objects.filter(sentence=sentence):
        edge.carrier_hash = hash_of(edge.carrier)
        edge.sentence_hash = hash_of(edge.sentence)
        edge.looked_at = timezone.now()
        edge.looked_at_by = actor
        edge.save()
