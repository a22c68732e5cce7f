"""What is asked several times while something is read is computed once.

    with one_reading():
        ...  # judges an ecosystem, hashes it, shows it: judged once

Nothing outlives the reading, and an action that writes within it makes all be forgotten, so that nothing kept can be
stale. Outside a reading nothing is kept. What is kept is the same for all readers: who asks has been checked before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_readings: ContextVar[dict[str, dict[Any, Any]] | None] = ContextVar("readings", default=None)
_NOTHING = object()


@contextmanager
def one_reading() -> Iterator[None]:
    """Keep what `once` computes until the end of this stretch, or of the one that it stands in."""
    if is_reading():
        yield
        return
    token = _readings.set({})
    try:
        yield
    finally:
        _readings.reset(token)


def is_reading() -> bool:
    """Tell whether what is computed is kept."""
    return _readings.get() is not None


def once(name: str, wanted: Iterable[K], make: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
    """Return what `make` gives for the wanted keys; it is asked only for those not asked for before in this reading.

    name: what is kept, one name for one function. A key that `make` leaves out is left out.
    """
    asked = list(dict.fromkeys(wanted))
    reading = _readings.get()
    if reading is None:
        return dict(make(asked))
    kept = reading.setdefault(name, {})
    new = [key for key in asked if key not in kept]
    made = make(new) if new else {}
    kept.update({key: made.get(key, _NOTHING) for key in new})
    return {key: kept[key] for key in asked if kept[key] is not _NOTHING}


def forget_read() -> None:
    """Forget what was kept in this reading: something was written."""
    reading = _readings.get()
    if reading is not None:
        reading.clear()
