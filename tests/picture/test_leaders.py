"""The signs of who leads that a network and its structures give."""

from __future__ import annotations

import polars as pl
import pytest

from seutukuva.judgement import LEADERS, default_leader_model
from seutukuva.network import network
from seutukuva.picture.leader_words import LEADER_NAMES, SIGN_NAMES
from seutukuva.picture.leaders import Payment, broker, holder, leader_of_kinds


def tied(*pairs: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame([{"source": one, "target": other, "kind": "cooperation"} for one, other in pairs])


def test_the_actor_in_the_middle_is_the_broker_and_a_ring_has_none() -> None:
    ids = "abcdefghij"
    actors = pl.DataFrame({"id": list(ids), "kind": ["company"] * len(ids)})
    star = [("b", other) for other in ids if other != "b"]
    assert broker(network(actors, tied(*star))) == "b"
    assert broker(network(actors, tied(*zip(ids, ids[1:] + ids[:1], strict=True)))) is None
    assert broker(network(actors[:9], tied(*star[:8]))) is None, "too small a network to conclude anything from"


@pytest.mark.parametrize(
    ("kinds", "leader"),
    [(["city", "development_company"], "city"), (["city", "company"], "shared"), (["financier"], None), ([], None)],
)
def test_several_sectors_that_can_lead_lead_together(kinds: list[str], leader: str | None) -> None:
    assert leader_of_kinds(kinds) == leader


def test_own_money_is_the_payers_and_outside_money_is_whom_it_was_granted_to() -> None:
    granted = [Payment("financier", "university", 200_000), Payment("state_authority", "company", 50_000)]
    assert holder(granted) == "education"
    assert holder([*granted, Payment("city", "university", 300_000)]) == "city"
    assert holder([*granted, Payment("city", "university")]) == "shared", "a sum is missing: payments are counted"
    assert holder([Payment("financier", "association", 9_000)]) is None
    assert holder([]) is None


def test_every_leader_and_sign_has_a_name() -> None:
    assert set(LEADER_NAMES) == set(LEADERS)
    assert set(SIGN_NAMES) == set(default_leader_model().kinds)
