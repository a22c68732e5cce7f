"""The points that people give out among indicators and groups, as lines of text."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from seutukuva.web.indicators.composite.definition import Definition

Points = tuple[tuple[str, str, float], ...]
PARTS = 3


def points_text(definition: Definition, called: Mapping[str, str]) -> str:
    """Return an index's points as lines "person; name; points". called: key or code -> name."""
    return "\n".join(f"{who}; {called.get(key, key)}; {given:g}" for who, key, given in definition.points)


def read_points(text: str, called: Mapping[str, str]) -> tuple[Points, list[str]]:
    """Return the points of lines "person; name; points" (tabs as in a spreadsheet do too), and what is wrong with them.

    called: key or code -> the name by which a line may call it.
    """
    known = {name.casefold(): key for key, name in called.items() if name} | {key.casefold(): key for key in called}
    found, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = [part.strip() for part in line.replace("\t", ";").split(";")]
        given = _figure(parts[-1])
        if len(parts) != PARTS or given is None or not parts[0]:
            wrong.append(_("Line %(line)s is not: person; indicator or group; points.") % {"line": number})
        elif parts[1].casefold() not in known:
            unknown = {"line": number, "name": parts[1]}
            wrong.append(_("Line %(line)s: there is no indicator or group called %(name)s.") % unknown)
        else:
            found.append((parts[0], known[parts[1].casefold()], given))
    return tuple(found), wrong


def _figure(text: str) -> float | None:
    """Return a figure from 0 to 1,000,000; None for anything else."""
    plain = text.replace(",", ".", 1)
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
        return None
    return float(plain) if float(plain) <= 1_000_000 else None
