"""Writes of the thread; called by the actions of rooms, inside their transaction and after their check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Q
from django.utils import timezone

from seutukuva.base import Problem, parse_urn
from seutukuva.web.kit.thread.kinds import hash_of, hashes_of, is_synthetic
from seutukuva.web.kit.thread.models import Edge


def tie(sentence: str, carriers: Iterable[str]) -> None:
    """Let a sentence stand on carriers. Raises Problem when a made carrier would carry a real sentence."""
    _tie(sentence, carriers, computed=False)


def tie_computed(thing: str, carriers: Iterable[str]) -> None:
    """Let what is computed from its carriers stand on them, as `tie`.

    It changes with each of them, so that the hash of what it said before tells nothing: it is not computed for it.
    """
    _tie(thing, carriers, computed=True)


def _tie(sentence: str, carriers: Iterable[str], *, computed: bool) -> None:
    real, wanted = not is_synthetic(sentence), list(dict.fromkeys(carriers))
    made = next((carrier for carrier in wanted if real and is_synthetic(carrier)), None)
    if made is not None:
        raise Problem("kit.synthetic_carrier", carrier=made)
    hashes = hashes_of(wanted if computed else [sentence, *wanted])
    for carrier in wanted:
        Edge.objects.update_or_create(
            sentence=sentence,
            carrier=carrier,
            defaults={
                "sentence_hash": "" if computed else hashes[sentence],
                "carrier_hash": hashes[carrier],
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


@contextmanager
def unflagged(things: Iterable[str]) -> Iterator[None]:
    """Let a change of things, by what happens inside, flag no sentence: they say the same as before in other letters.

    What is computed from them (of kinds other than theirs) is looked at too. An edge that was flagged before stays so.
    """
    changed = set(things)
    if not changed:
        yield
        return
    kinds = {(parts.room, parts.kind) for parts in map(parse_urn, changed)}
    carriers = set(Edge.objects.values_list("carrier", flat=True).distinct())
    computed = {urn for urn in carriers if (parse_urn(urn).room, parse_urn(urn).kind) not in kinds}
    before = hashes_of(changed | computed)
    yield
    after = hashes_of(before)
    moved = {urn for urn in before if before[urn] != after[urn]}
    for edge in Edge.objects.filter(Q(carrier__in=moved) | Q(sentence__in=moved)):
        if edge.carrier in moved and edge.carrier_hash == before[edge.carrier]:
            edge.carrier_hash = after[edge.carrier]
        if edge.sentence in moved and edge.sentence_hash == before[edge.sentence]:
            edge.sentence_hash = after[edge.sentence]
        edge.save(update_fields=["carrier_hash", "sentence_hash"])
