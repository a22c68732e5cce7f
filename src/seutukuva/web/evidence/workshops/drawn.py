"""What everybody sees of a board, drawn once and kept in memory only while it is asked for.

Of a board one drawing of each kind and language is kept, its newest; what nobody has asked for in `KEEP` seconds is
dropped, and all of a board is dropped when it goes on, is closed or is erased. No card outlives its board here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar, cast

from django.db import transaction

from seutukuva.base import Language
from seutukuva.web.evidence.workshops.models import Workshop

KEEP: Final = 60.0
_T = TypeVar("_T")


@dataclass(frozen=True)
class _Drawing:
    """A drawing of a version of a board, and when it is dropped unless it is asked for again."""

    version: int
    until: float
    value: object


_drawings: dict[tuple[str, str, Language], _Drawing] = {}
_lock = threading.Lock()
_timers: list[threading.Timer] = []


def once(kind: str, workshop: Workshop, language: Language, draw: Callable[[], _T]) -> _T:
    """Return what `draw` gives for this version of the board; it is called again only for another version."""
    key, version = (workshop.token, kind, language), workshop.version
    with _lock:
        found = _drawings.get(key)
    value = cast(_T, found.value) if found and found.version == version else draw()
    with _lock:
        newest = _drawings.get(key)
        if newest is None or newest.version <= version:
            _drawings[key] = _Drawing(version, time.monotonic() + KEEP, value)
        _sweep_later()
    return value


def forget(token: str) -> None:
    """Drop everything that was drawn of a board."""
    with _lock:
        for key in [key for key in _drawings if key[0] == token]:
            del _drawings[key]


def kept(token: str) -> int:
    """Return how many drawings of a board are in memory."""
    with _lock:
        return sum(key[0] == token for key in _drawings)


def sweep() -> None:
    """Drop what nobody has asked for of late, and come back while something is left."""
    now = time.monotonic()
    with _lock:
        _timers.clear()
        for key in [key for key, drawing in _drawings.items() if drawing.until <= now]:
            del _drawings[key]
        if _drawings:
            _sweep_later()


def forget_saved(*, instance: Workshop, **_said: Any) -> None:
    """Drop a board's drawings when the board was saved or removed, once that stands."""
    transaction.on_commit(partial(forget, instance.token))


def _sweep_later() -> None:
    """Start the one timer that sweeps; the lock is held."""
    if not _timers:
        timer = threading.Timer(KEEP, sweep)
        timer.daemon = True
        _timers.append(timer)
        timer.start()
