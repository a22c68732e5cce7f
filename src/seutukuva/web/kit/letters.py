"""Letters to many, sent after what they tell is saved: one that fails takes back neither the others nor the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import structlog

from seutukuva.base import Problem

log = structlog.get_logger("seutukuva.letters")


def send_each(letters: Iterable[tuple[str, Callable[[], None]]]) -> None:
    """Send letters, each by itself; a letter is whom it goes to and what sends it. Call it outside a transaction.

    Raises Problem that names those who did not get theirs; the others have got theirs by then.
    """
    unsent = []
    for name, send in letters:
        try:
            send()
        except Problem as problem:
            log.warning("letter_not_sent", code=problem.code)
            unsent.append(name)
    if unsent:
        raise Problem("kit.letters_not_sent", names="; ".join(unsent))
