"""How the sentence that tells who leads is shown on a thread, and what it is tied to when it is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base.languages import as_language
from seutukuva.judgement import Sign
from seutukuva.picture import Led, leader_sentence
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.thread.actions import tie, untie
from seutukuva.web.kit.thread.kinds import Shown, hashes_of
from seutukuva.web.picture.leading import leader_urn, leading, led_by_all
from seutukuva.web.programmes.selectors import ecosystems_by_id

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem

_DECIMALS = 2  # a posterior that moves by less says the same


class LeaderKind(ReleasableKind):
    """Who leads an ecosystem: computed from its signs, so it has no row of its own."""

    room, kind = "picture", "leader"

    def readable(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the sentences of towns that a member may read."""
        shown = {}
        for id_, row in ecosystems_by_id(row_ids(ids)).items():
            town = row.participant
            if user.has_perm("programmes.read_town", town):
                href = reverse("town_picture", args=[town.programme.slug, town.slug])
                led = leading(user, row, as_language(get_language())).led
                shown[str(id_)] = leader_shown(led, f"{href}#leader" if led.leader.known else href)
        return shown

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the rounded posterior, and each sign with what it stands on as it is now."""
        row = next(iter(ecosystems_by_id(row_ids([id_])).values()), None)
        if row is None:
            return None
        led = led_by_all(row)
        carriers = hashes_of(carrier_urns(led))
        return {
            "posterior": {name: round(share, _DECIMALS) for name, share in led.leader.posterior.items()},
            "signs": sorted(
                " ".join((sign.kind, str(sign.says), sign.cluster, *(carriers.get(one, "") for one in on(sign))))
                for sign in led.signs
            ),
        }

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        return any(row.participant.programme.synthetic for row in ecosystems_by_id(row_ids([id_])).values())


def leader_shown(led: Led, href: str | None = None) -> Shown:
    """Return the sentence in the language that is on."""
    return Shown(led.urn, _("Who leads the ecosystem"), leader_sentence(led, as_language(get_language())), (), href)


def carrier_urns(led: Led) -> list[str]:
    """Return the URNs of the coded passages, structures, ties and the figure of the network that it stands on."""
    return list(dict.fromkeys(one for sign in led.signs for one in on(sign)))


def on(sign: Sign) -> list[str]:
    """Return the URNs of what a sign stands on."""
    return [one for one in (sign.urn, *sign.further) if one]


def tie_leader(ecosystem: Ecosystem) -> None:
    """Let the sentence stand on its carriers as they are now: called when it is published, in that transaction."""
    sentence = leader_urn(ecosystem.pk)
    untie(sentence)
    tie(sentence, carrier_urns(led_by_all(ecosystem)))
