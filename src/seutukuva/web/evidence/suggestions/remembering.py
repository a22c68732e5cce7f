"""The last few results of a long calculation, found by the digest of the words they came from.

The words are not kept: an erased text must not stay in the memory of a process that once read it. What is kept are the
terms of the results; they go when any text changes (`forgetting`), and soonest in the process that changed it.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_EVERY: list[Remembered[Any]] = []


class Remembered(Generic[T]):
    """At most `most` results, the longest unused goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[str, T] = OrderedDict()
        _EVERY.append(self)

    def get(self, made_from: Iterable[Any], make: Callable[[], T]) -> T:
        """Return the result of `make` for these values, made anew unless it is remembered."""
        key = _digest(made_from)
        made = self._results.pop(key, None)
        if made is None:
            made = make()
        self._results[key] = made
        while len(self._results) > self._most:
            self._results.pop(next(iter(self._results), ""), None)  # another thread may have been quicker
        return made

    def clear(self) -> None:
        """Forget every result."""
        self._results.clear()


def forget_everything() -> None:
    """Clear all that this process remembers."""
    for remembered in _EVERY:
        remembered.clear()


def _digest(values: Iterable[Any]) -> str:
    """Return the digest of values whose `repr` tells them apart."""
    found = hashlib.sha256()
    for value in values:
        found.update(repr(value).encode("utf-8", "surrogatepass") + b"\0")
    return found.hexdigest()
