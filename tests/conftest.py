"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def language_of_the_site() -> Iterator[None]:
    """Begin every test in the same language: a request leaves its own behind in the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
