"""Fetch a table of the catalogue, or any PxWeb table by its address, on a machine that is online."""

from __future__ import annotations

from collections.abc import Sequence

from seutukuva.base import Language, Problem
from seutukuva.indicators.catalogue import all_sources, source
from seutukuva.indicators.sources.pxweb import Table


def fetchable() -> tuple[str, ...]:
    """Return the ids of the sources that can be fetched from their publisher."""
    return tuple(s.id for s in all_sources() if s.api)


def table_of(id_: str, language: Language) -> Table:
    """Return where a source of the catalogue is fetched, in a language. Raises Problem for one without an address."""
    found = source(id_)
    if found.api is None:
        raise Problem("indicators.no_address", id=found.id, known=", ".join(fetchable()))
    return Table(found.api.format(language=language), language)


def selection(texts: Sequence[str]) -> dict[str, list[str]]:
    """Read selections as people write them, 'Alue=KU684,SSS'. Raises Problem."""
    chosen: dict[str, list[str]] = {}
    for text in texts:
        variable, equals, values = text.partition("=")
        if not equals or not values.strip(","):
            raise Problem("indicators.pxweb.bad_selection", text=text)
        chosen.setdefault(variable.strip(), []).extend(v.strip() for v in values.split(",") if v.strip())
    return chosen
