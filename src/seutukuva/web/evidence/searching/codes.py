"""What the search knows of codes: nothing until the coding tells it, for search stands below coding.

    register(choices, passages)

`choices(user, programme)` returns the codes that one can filter by, as (value, name); `passages(user, programme,
values)` the ids of the passages that any of them was given to. Both as far as the user may know: nobody looks past a
blind round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme

Choices = Callable[[Any, "Programme"], Sequence[tuple[str, str]]]
Passages = Callable[[Any, "Programme", Sequence[str]], Iterable[Any]]


@dataclass(frozen=True)
class _Codes:
    choices: Choices
    passages: Passages


_registered: list[_Codes] = []


def register(choices: Choices, passages: Passages) -> None:
    """Tell the search of codes; called once, when the applications are ready."""
    _registered[:] = [_Codes(choices, passages)]


def choices(user: Any, programme: Programme) -> list[tuple[str, str]]:
    """Return the codes of a programme that one can filter by."""
    return [choice for codes in _registered for choice in codes.choices(user, programme)]


def passages(user: Any, programme: Programme, values: Sequence[str]) -> Any:
    """Return the passages with any of the codes, as a query for their ids or as ids."""
    found: Any = []
    for codes in _registered:
        found = codes.passages(user, programme, values)
    return found
