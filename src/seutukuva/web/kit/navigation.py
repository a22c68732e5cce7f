"""The bar's links inside a programme and the links between a town's pages: each room registers its own, no room
imports another to be found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Item:
    """A link of the bar. `address` is the name of a URL that takes the programme's slug.

    `permission` is asked of the programme; the link is shown only to who has it. `under` are names of other URLs whose
    pages belong to this link; so do those whose views stand in `package` (a dotted name), if no other link claims them
    by name or by a longer one. `within` is the address of another link: the two, and all others within it, then stand
    in a row of their own under the bar on the pages of any of them. A town's link may be `within` one of the bar too:
    its pages have that row, but it does not stand there.
    """

    order: int
    label: Any
    address: str
    permission: str = "programmes.view"
    under: tuple[str, ...] = ()
    within: str = ""
    package: str = ""


@dataclass(frozen=True)
class ShownItem:
    """A link as the bar shows it."""

    label: str
    href: str
    current: bool


_ITEMS: list[Item] = []
_TOWN_ITEMS: list[Item] = []


def register(item: Item) -> None:
    """Put a link into every programme's bar."""
    if item not in _ITEMS:
        _ITEMS.append(item)


def register_town(item: Item) -> None:
    """Put a link among a town's pages; its `address` takes the slugs of programme and participant.

    Its permission is asked of the participant.
    """
    if item not in _TOWN_ITEMS:
        _TOWN_ITEMS.append(item)


def items_for(request: HttpRequest, programme: Any) -> list[ShownItem]:
    """Return the bar's links for the reader of a page in `programme`."""
    head = _head(_holder(request, [*_ITEMS, *_TOWN_ITEMS]))
    return [
        _shown(item, programme, current=item.address == head)
        for item in sorted(_ITEMS, key=lambda item: item.order)
        if not item.within and request.user.has_perm(item.permission, programme)
    ]


def section_for(request: HttpRequest, programme: Any) -> list[ShownItem]:
    """Return the row of links that the page belongs to; empty when it stands in no such row."""
    holder = _holder(request, [*_ITEMS, *_TOWN_ITEMS])
    head = _head(holder)
    family = sorted((item for item in _ITEMS if head in (item.address, item.within)), key=lambda item: item.order)
    if holder is None or len(family) < 2:
        return []
    # A town's link stands for the head of the row.
    current = holder if holder in family else next(item for item in family if item.address == head)
    return [
        _shown(item, programme, current=item == current)
        for item in family
        if request.user.has_perm(item.permission, programme)
    ]


def town_items_for(request: HttpRequest, programme: Any, participant: Any) -> list[ShownItem]:
    """Return the links between a town's pages for their reader."""
    holder = _holder(request, _TOWN_ITEMS)
    return [
        ShownItem(
            str(item.label),
            reverse(item.address, args=[programme.slug, participant.slug]),
            item == holder,
        )
        for item in sorted(_TOWN_ITEMS, key=lambda item: item.order)
        if request.user.has_perm(item.permission, participant)
    ]


def _holder(request: HttpRequest, items: list[Item]) -> Item | None:
    """Return the link that the page belongs to."""
    match = request.resolver_match
    if match is None:
        return None
    by_name = next((item for item in items if match.url_name in (item.address, *item.under)), None)
    by_package = [item for item in items if item.package and f"{match.func.__module__}.".startswith(f"{item.package}.")]
    return by_name or max(by_package, key=lambda item: len(item.package), default=None)


def _head(item: Item | None) -> str:
    return (item.within or item.address) if item else ""


def _shown(item: Item, programme: Any, *, current: bool) -> ShownItem:
    return ShownItem(str(item.label), reverse(item.address, args=[programme.slug]), current)
