"""Fixtures of the web's tests."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation

from tests.web.world import World, make_world


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Begin every test in the same language: a request leaves its own behind in the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def world(db: None) -> World:
    """Two programmes and a person for every role."""
    return make_world()
