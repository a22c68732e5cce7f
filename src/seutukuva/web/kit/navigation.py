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
    pages belong to this link. `within` is the address of another link: the two, and all others within it, then stand
    in a row of their own under the bar on the pages of any of them.
    """

    order: int
    label: Any
    address: str
    permission: str = "programmes.view"
    under: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True)
class ShownItem:
    """A link as the bar shows it."""

    label: str
    href: str
    current: bool


_ITEMS: list[Item] = []


def register(item: Item) -> None:
    """Put a link into every programme's bar."""
    if item not in _ITEMS:
        _ITEMS.append(item)


def items_for(request: HttpRequest, programme: Any) -> list[ShownItem]:
    """Return the bar's links for the reader of a page in `programme`."""
    here = _here(request)
    return [
        _shown(item, programme, current=any(_is_at(one, here) for one in _family(item.address)))
        for item in sorted(_ITEMS, key=lambda item: item.order)
        if not item.within and request.user.has_perm(item.permission, programme)
    ]


def section_for(request: HttpRequest, programme: Any) -> list[ShownItem]:
    """Return the row of links that the page belongs to; empty when it stands in no such row."""
    here = _here(request)
    at = next((item for item in _ITEMS if _is_at(item, here)), None)
    family = _family(at.within or at.address) if at else []
    if len(family) < 2:
        return []
    return [
        _shown(item, programme, current=_is_at(item, here))
        for item in sorted(family, key=lambda item: item.order)
        if request.user.has_perm(item.permission, programme)
    ]


def _here(request: HttpRequest) -> str:
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def _is_at(item: Item, here: str) -> bool:
    return here in (item.address, *item.under)


def _family(address: str) -> list[Item]:
    return [item for item in _ITEMS if address in (item.address, item.within)]


def _shown(item: Item, programme: Any, *, current: bool) -> ShownItem:
    return ShownItem(str(item.label), reverse(item.address, args=[programme.slug]), current)


_TOWN_ITEMS: list[Item] = []


def register_town(item: Item) -> None:
    """Put a link among a town's pages; its `address` takes the slugs of programme and participant.

    Its permission is asked of the participant.
    """
    if item not in _TOWN_ITEMS:
        _TOWN_ITEMS.append(item)


def town_items_for(request: HttpRequest, programme: Any, participant: Any) -> list[ShownItem]:
    """Return the links between a town's pages for their reader."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        ShownItem(
            str(item.label),
            reverse(item.address, args=[programme.slug, participant.slug]),
            here in (item.address, *item.under),
        )
        for item in sorted(_TOWN_ITEMS, key=lambda item: item.order)
        if request.user.has_perm(item.permission, participant)
    ]
