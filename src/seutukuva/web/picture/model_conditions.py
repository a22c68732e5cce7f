"""What two maturity models state otherwise, named for a reader, whether it moves anything or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from seutukuva.base import Language
from seutukuva.picture import Dimension, Gate, MaturityModel, Reading

Row = TypeVar("Row", Gate, Reading)


def changed_conditions(
    now: MaturityModel, then: MaturityModel, language: Language, name: Callable[[Reading, Language], str]
) -> list[str]:
    """Return the names of what two models state otherwise; `name` tells what is read.

    Dimensions that only one of them has are left out, and so is all that bears on those alone.
    """
    kept = {row.id for row in now.dimensions} & {row.id for row in then.dimensions}
    return [
        *_dimensions(now, then, language),
        *([_("Names of the levels")] if now.levels != then.levels else []),
        *_gates(now, then, kept, language),
        *([_("How the stage is counted")] if (now.share, now.min_known) != (then.share, then.min_known) else []),
        *_readings(now, then, kept, language, name),
        *([_("Sizes of error and priors")] if now.errors != then.errors else []),
    ]


def _dimensions(now: MaturityModel, then: MaturityModel, language: Language) -> Iterator[str]:
    before = {row.id: row for row in now.dimensions}
    for row in then.dimensions:
        old = before.get(row.id)
        if old is None:
            continue
        of = {"of": row.name.text(language)}
        if _words(old) != _words(row):
            yield _("Descriptions of the dimension: %(of)s") % of
        if old.target != row.target:
            yield _("Target of the dimension: %(of)s") % of
        if old.evidence != row.evidence:
            yield _("What tells of the dimension: %(of)s") % of


def _words(row: Dimension) -> tuple[Any, ...]:
    return (row.name, row.plural, row.descriptors, row.next_step)


def _gates(now: MaturityModel, then: MaturityModel, kept: set[str], language: Language) -> Iterator[str]:
    names = {row.id: row.name.text(language) for row in (*now.dimensions, *then.dimensions)}
    for gate in _different({row.id: row for row in now.gates}, {row.id: row for row in then.gates}):
        if not gate.dimension or gate.dimension in kept:
            of = names[gate.dimension] if gate.dimension else _("kinds of source")
            yield _("Gate of level %(level)s: %(of)s") % {"level": gate.level, "of": of}


def _readings(
    now: MaturityModel,
    then: MaturityModel,
    kept: set[str],
    language: Language,
    name: Callable[[Reading, Language], str],
) -> Iterator[str]:
    names = {row.id: row.name.text(language) for row in then.dimensions}
    before, after = ({(row.dimension, row.source, row.of): row for row in one.readings} for one in (now, then))
    for row in _different(before, after):
        if row.dimension in kept:
            yield _("Read as levels: %(of)s (%(dimension)s)") % {
                "of": name(row, language),
                "dimension": names[row.dimension],
            }


def _different(before: Mapping[Any, Row], after: Mapping[Any, Row]) -> list[Row]:
    """Return the rows that came, went or changed; those that changed as they would be."""
    return [row for key, row in {**before, **after}.items() if before.get(key) != after.get(key)]
