"""A workshop of Kuusilahti."""

from __future__ import annotations

import pytest

from tests.web.evidence.workshops.made import Room, make_workshop
from tests.web.threads import signed_in
from tests.web.world import World


@pytest.fixture
def room(world: World) -> Room:
    """A workshop with two questions and three dots, led by the town's coordinator."""
    return Room(world, make_workshop(world, world.kuusilahti), signed_in(world, "coordinator"))
