"""Finnish by Voikko where it is installed: lemmas and parts are added to our own, so that an index made without it
and a query made with it still meet."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any, Final

_BASE: Final = re.compile(r"\(([^()+]+)\)")


def voikko_words(form: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lemmas of a Finnish form and the lemmas of its parts; nothing where Voikko is not installed."""
    voikko = _voikko()
    if voikko is None:
        return (), ()
    analyses = voikko.analyze(form)
    bases = dict.fromkeys(str(one["BASEFORM"]) for one in analyses if one.get("BASEFORM"))
    parts: dict[str, None] = {}
    for one in analyses:
        words = [word.strip("=-").lower() for word in _BASE.findall(one.get("WORDBASES", ""))]
        if len(words) > 1:
            parts |= dict.fromkeys(word for word in words if len(word) > 2)
    return tuple(bases), tuple(parts)


@cache
def _voikko() -> Any:
    """Return Voikko's Finnish, or None: neither its Python part nor its library need be there."""
    try:
        return importlib.import_module("libvoikko").Voikko("fi")
    except (ImportError, OSError):
        return None
    except Exception as refused:  # Voikko's own error, whose class is known only where it is installed
        if type(refused).__name__ != "VoikkoException":
            raise
        return None
