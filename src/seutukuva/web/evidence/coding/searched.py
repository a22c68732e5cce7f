"""What the search of the evidence asks about codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from seutukuva.web.evidence.coding.selectors import codes_of, counted, times_used
from seutukuva.web.evidence.searching import codes as search

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme


def register_codes() -> None:
    """Let the search filter by codes."""
    search.register(choices, passages)


def choices(user: Any, programme: Programme) -> list[tuple[str, str]]:
    """Return the codes in use as far as a person may know, in the order of the codebook, those below others dashed."""
    language = get_language() or "fi"
    used = times_used(user, programme)
    return [
        (row.code.slug, f"{'– ' * row.depth}{row.name.shown(language).body or row.code.slug}")
        for row in codes_of(programme)
        if used.get(row.code.pk)
    ]


def passages(user: Any, programme: Programme, values: Sequence[str]) -> Any:
    """Return the passages that a person may know to have any of the codes or a code below them."""
    wanted = set(values)
    for row in codes_of(programme):  # a parent stands before its children
        if row.code.parent is not None and row.code.parent.slug in wanted:
            wanted.add(row.code.slug)
    return counted(user, programme).filter(code__slug__in=wanted).values("passage")
