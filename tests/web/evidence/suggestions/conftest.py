"""Jobs that run at once, and a programme whose people have coded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.evidence.suggestions.made import Coded, make_coded
from tests.web.world import World


@pytest.fixture(autouse=True)
def jobs_at_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run jobs as they are begun, by words alone: the model of meaning is not everywhere."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    for room in ("learning", "selectors"):
        monkeypatch.setattr(f"seutukuva.web.evidence.suggestions.{room}.meaning_is_installed", lambda: False)
    yield


@pytest.fixture
def coded(world: World) -> Coded:
    """Two coded interviews and a new one."""
    return make_coded(world)
