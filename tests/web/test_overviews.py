"""A programme of many towns asks no more of the database than one of two."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seutukuva.web.programmes import actions
from tests.web.threads import make_thread, signed_in
from tests.web.world import World


@pytest.mark.parametrize(
    ("page", "words"), [("strategy", "Yhteinen TKI-asiantuntija"), ("invest", "Materiaalitestauksen laboratorio")]
)
def test_the_queries_of_an_overview_do_not_grow_with_the_towns(world: World, page: str, words: str) -> None:
    made = make_thread(world)
    client = signed_in(world, "analyst")
    address = reverse(page, args=[world.closed.slug])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            content = client.get(address).content.decode()
        assert words in content
        return len(queries)

    asked()
    before = asked()
    for name in ("Hopeakoski", "Rantakylä", "Ylikangas"):
        actions.add_participant(
            actor=world.people["administrator"], programme=world.closed, names={"fi": name}, forms={}
        )
    assert asked() == before
    assert made.measure.ecosystem == made.ecosystem
