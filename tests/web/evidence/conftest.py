"""What tests that bring files share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def jobs_at_once(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Run jobs as they are begun, and keep files in a folder of the test's own."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.VAR = tmp_path
    yield
