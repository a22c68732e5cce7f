"""The towns of a programme side by side: what they share, who is alike, two compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Language, LocalName, Message
from seutukuva.picture import ProgrammeRow, set90
from seutukuva.picture.across import (
    Difference,
    common_sentences,
    differences,
    leader_sentences,
    nearest,
    stage_sentences,
)
from seutukuva.web.picture.leading import leading
from seutukuva.web.picture.selectors import programme_rows
from seutukuva.web.picture.shared import SharedFinding, reads_all, shared_findings
from seutukuva.web.programmes.selectors import default_ecosystem, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme

FEWEST = 2  # towns that can be laid side by side


class CompareForm(forms.Form):
    """Which two towns are laid side by side."""

    one = forms.ChoiceField(label=_("One town"))
    other = forms.ChoiceField(label=_("Another town"))

    def __init__(self, data: Any = None, *, towns: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"one": towns[0][0], "other": towns[1][0]})
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(towns)

    def clean(self) -> dict[str, Any]:
        """Refuse a town beside itself."""
        cleaned = super().clean() or {}
        if cleaned.get("one") and cleaned.get("one") == cleaned.get("other"):
            self.add_error("other", _("Choose two different towns."))
        return cleaned


@dataclass(frozen=True)
class ComparedRow:
    """A dimension of two towns with their levels; a link leads to what each stands on."""

    difference: Difference
    cells: tuple[tuple[int | None, str, str], tuple[int | None, str, str]]


@dataclass(frozen=True)
class Compared:
    """Two towns side by side."""

    towns: tuple[LocalName, LocalName]
    rows: Sequence[ComparedRow]

    @property
    def clear(self) -> int:
        """Return in how many dimensions the difference is clear."""
        return sum(row.difference.clear for row in self.rows)

    @property
    def known(self) -> int:
        """Return how many dimensions are known of both."""
        return sum(row.difference.distance is not None for row in self.rows)


@dataclass(frozen=True)
class Across:
    """What the towns that a person may read share; `by_slug` in the order of the programme.

    `sections`: heading, and sentences with their URNs in the thread ("" for who may not read every town).
    """

    by_slug: dict[str, ProgrammeRow]
    sections: Sequence[tuple[str | Promise, Sequence[tuple[Message, str]]]]
    profiles: Sequence[tuple[Message, ...]]

    @property
    def enough(self) -> bool:
        """Tell whether there are towns to compare."""
        return len(self.by_slug) >= FEWEST

    def choices(self, language: Language) -> list[tuple[str, str]]:
        """Return the towns for a form."""
        return [(slug, row.town.form(language, "name")) for slug, row in self.by_slug.items()]


def across(user: Any, programme: Programme, language: Language) -> Across:
    """Return what the towns share, of those that a person may read and by the signs that he may see."""
    towns = list(participants_readable_by(user, programme))
    rows = programme_rows(user, programme)
    by_slug = {town.slug: row for town, row in zip(towns, rows, strict=True)}
    if len(rows) < FEWEST:
        return Across(by_slug, (), ())
    leaders = [(town.name, leading(user, default_ecosystem(town), language).led.known) for town in towns]
    known = shared_findings(programme) if reads_all(user, programme) else ()
    sections = (
        (_("Stages"), _linked(stage_sentences(rows), known)),
        (_("Who leads"), _linked(leader_sentences(leaders), known)),
        (_("What is common"), _linked(common_sentences(rows), known)),
    )
    return Across(by_slug, sections, nearest(rows))


def _linked(messages: Sequence[Message], known: Sequence[SharedFinding]) -> list[tuple[Message, str]]:
    """Return sentences with the URN of the one that says the same."""
    return [(message, next((row.urn for row in known if row.message == message), "")) for message in messages]


def compared(one: ProgrammeRow, other: ProgrammeRow) -> Compared:
    """Return two towns side by side."""
    return Compared((one.town, other.town), [_row(found, one, other) for found in differences(one, other)])


def _row(found: Difference, one: ProgrammeRow, other: ProgrammeRow) -> ComparedRow:
    links = [(row.cell_links or {}).get(found.dimension.id, "") for row in (one, other)]
    return ComparedRow(
        found,
        (
            (found.one.cell.mode, set90(found.one), links[0]),
            (found.other.cell.mode, set90(found.other), links[1]),
        ),
    )
