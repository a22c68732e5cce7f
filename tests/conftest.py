"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import settings as property_tests

# No test is timed: a busy machine would fail what is right.
property_tests.register_profile("untimed", deadline=None)
property_tests.load_profile("untimed")


@pytest.fixture(autouse=True)
def language_of_the_site() -> Iterator[None]:
    """Begin every test in the same language: a request leaves its own behind in the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
