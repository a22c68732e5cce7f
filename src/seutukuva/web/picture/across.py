"""The towns of a programme side by side: what they share, who is alike, up to six compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Language, LocalName, Message
from seutukuva.picture import ProgrammeRow, set90
from seutukuva.picture.across import Spread, alike, most_different, nearest, spreads
from seutukuva.picture.listing import listed
from seutukuva.picture.shared import PARTS, Part, Shared, shared
from seutukuva.web.picture.leading import leading
from seutukuva.web.picture.selectors import programme_rows
from seutukuva.web.picture.shared.selectors import SharedRow, drafts, reads_all, shared_rows
from seutukuva.web.programmes.selectors import default_ecosystem, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant, Programme

FEWEST, MOST = 2, 6  # towns that can be laid side by side
TITLES: dict[Part, Promise] = {
    "stage": _("Stages"),
    "leader": _("Who leads"),
    "common": _("What is common"),
}


class CompareForm(forms.Form):
    """Which towns are laid side by side."""

    towns = forms.MultipleChoiceField(label=_("Towns, two to six"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, towns: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"towns": [slug for slug, _name in towns[:FEWEST]]})
        field = self.fields["towns"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(towns)

    def clean_towns(self) -> list[str]:
        """Refuse one town alone, and more than a page can carry; a town named twice is one."""
        chosen = list(dict.fromkeys(self.cleaned_data["towns"]))
        if not FEWEST <= len(chosen) <= MOST:
            raise forms.ValidationError(_("Choose two to six towns."))
        return chosen


@dataclass(frozen=True)
class ComparedRow:
    """A dimension of the towns with their levels and 90 % sets; a link leads to what each stands on."""

    spread: Spread
    cells: tuple[tuple[int | None, str, str], ...]


@dataclass(frozen=True)
class Compared:
    """Towns side by side; `widest` tells where they differ most."""

    towns: tuple[LocalName, ...]
    rows: Sequence[ComparedRow]
    widest: Message

    @property
    def names(self) -> Any:
        """Return the towns as one list in words."""
        return listed(self.towns)

    @property
    def clear(self) -> int:
        """Return in how many dimensions the difference is clear."""
        return sum(row.spread.clear for row in self.rows)

    @property
    def known(self) -> int:
        """Return how many dimensions are known of at least two."""
        return sum(row.spread.distance is not None for row in self.rows)


@dataclass(frozen=True)
class AlikeRow:
    """A town that another is most alike: in what, its picture, and the two side by side."""

    messages: tuple[Message, ...]
    town: LocalName
    href: str
    compare: str


@dataclass(frozen=True)
class Section:
    """A part of what the towns share: its findings, and the sentences of the rules that are no finding yet."""

    title: Promise
    findings: Sequence[SharedRow]
    sentences: Sequence[Message]


@dataclass(frozen=True)
class Across:
    """What the towns that a person may read share; `by_slug` in the order of the programme.

    `whole`: he may read every town, so that the sections have the findings of the programme.
    """

    by_slug: dict[str, ProgrammeRow]
    sections: Sequence[Section]
    profiles: Sequence[tuple[Message, ...]]
    whole: bool

    @property
    def flags(self) -> int:
        """Return how many findings wait for somebody to look."""
        return sum(row.flagged for section in self.sections for row in section.findings)

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
    whole = reads_all(user, programme)
    if len(rows) < FEWEST:
        return Across(by_slug, (), (), whole)
    now = drafts(programme) if whole else _seen(user, towns, rows, language)
    written = shared_rows(programme, now) if whole else []
    sections = [_section(part, now, [row for row in written if row.part == part]) for part in PARTS]
    return Across(by_slug, sections, nearest(rows), whole)


def _seen(
    user: Any, towns: Sequence[Participant], rows: Sequence[ProgrammeRow], language: Language
) -> tuple[Shared, ...]:
    """Return what the rules say of the towns that a person may read, by the signs that he may see."""
    led = [leading(user, default_ecosystem(town), language).led for town in towns]
    return shared(rows, [(town.name, one.known, one.sure) for town, one in zip(towns, led, strict=True)])


def _section(part: Part, now: Sequence[Shared], findings: Sequence[SharedRow]) -> Section:
    told = {row.now.id for row in findings if row.now is not None}
    sentences = [one.message for one in now if one.part == part and one.id not in told]
    return Section(TITLES[part], findings, sentences)


def compared(rows: Sequence[ProgrammeRow]) -> Compared:
    """Return towns side by side."""
    found = spreads(rows)
    return Compared(tuple(row.town for row in rows), [_row(one, rows) for one in found], most_different(found))


def alike_rows(user: Any, participant: Participant) -> list[AlikeRow]:
    """Return whom a town is most alike among those that a person may read; nothing when that cannot be told."""
    programme = participant.programme
    towns = list(participants_readable_by(user, programme))
    rows = programme_rows(user, programme)
    place = next((place for place, town in enumerate(towns) if town.pk == participant.pk), None)
    if place is None:
        return []
    address = reverse("picture_across", args=[programme.slug])
    return [
        AlikeRow(
            pair.messages,
            rows[other].town,
            reverse("town_picture", args=[programme.slug, towns[other].slug]),
            f"{address}?towns={participant.slug}&towns={towns[other].slug}#compare",
        )
        for other, pair in alike(rows, place)
    ]


def _row(found: Spread, rows: Sequence[ProgrammeRow]) -> ComparedRow:
    links = [(row.cell_links or {}).get(found.dimension.id, "") for row in rows]
    return ComparedRow(
        found,
        tuple((cell.cell.mode, set90(cell), link) for cell, link in zip(found.cells, links, strict=True)),
    )
