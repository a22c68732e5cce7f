"""How the sentence that tells who leads is shown on a thread, and what it is tied to when it is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import parse_urn
from seutukuva.base.languages import as_language
from seutukuva.judgement import Sign
from seutukuva.picture import Led, leader_sentence
from seutukuva.web.evidence.coding.selectors import homes_pointing, unseen_passages
from seutukuva.web.kit.releases.kinds import ReleasableKind, row_ids
from seutukuva.web.kit.thread.actions import tie, untie
from seutukuva.web.kit.thread.kinds import Shown, hashes_of
from seutukuva.web.network.pointing import homes_told
from seutukuva.web.picture.leading import BETWEEN, CODED, TIES, leader_urn, leading, led_by_all
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

    def carriers(self, ids: list[str]) -> Mapping[str, Sequence[str]]:
        """Return what the signs stand on."""
        return {str(pk): carrier_urns(led_by_all(row)) for pk, row in ecosystems_by_id(row_ids(ids)).items()}

    def sentences(self, carriers: list[str]) -> Mapping[str, Sequence[str]]:
        """Return the sentences of the ecosystems that passages, structures, ties or figures are signs of."""
        found: dict[str, list[str]] = {}
        for ecosystem, row in ecosystems_by_id(_homes(carriers)).items():
            for carrier in set(carrier_urns(led_by_all(row))) & set(carriers):
                found.setdefault(carrier, []).append(leader_urn(ecosystem))
        return found

    def withheld(self, user: Any, carriers: list[str]) -> set[str]:
        """Return the passages that only others coded where the reader still codes blind."""
        return unseen_passages(user, carriers, CODED)

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


def _homes(carriers: Sequence[str]) -> set[int]:
    """Return the ecosystems whose leader the things may tell of; the leaders of others are not judged."""
    parts = [parse_urn(carrier) for carrier in carriers]
    figures = [part.id.partition("-") for part in parts if (part.room, part.kind) == ("network", "metric")]
    brokers = row_ids([ecosystem for ecosystem, _dash, metric in figures if metric == BETWEEN])
    passages = row_ids([part.id for part in parts if (part.room, part.kind) == ("evidence", "passage")])
    told = homes_pointing(passages, CODED)
    return {*brokers, *told, *homes_told(carriers, TIES)}


def tie_leader(ecosystem: Ecosystem) -> None:
    """Let the sentence stand on its carriers as they are now: called when it is published, in that transaction."""
    sentence = leader_urn(ecosystem.pk)
    untie(sentence)
    tie(sentence, carrier_urns(led_by_all(ecosystem)))
