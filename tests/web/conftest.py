"""Fixtures of the web's tests."""

import pytest

from tests.web.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Two programmes and a person for every role."""
    return make_world()
