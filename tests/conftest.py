"""What all tests share."""

from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _finnish_first() -> None:
    """Begin every test in the default language: a request leaves its language behind in this thread."""
    translation.activate("fi")
