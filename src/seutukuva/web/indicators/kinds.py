"""Official values and imported datasets as things that a sentence can stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seutukuva.base import Problem, languages, render
from seutukuva.base.languages import as_language
from seutukuva.indicators import Figure
from seutukuva.regions import local_name
from seutukuva.web.indicators import official
from seutukuva.web.indicators.models import Dataset
from seutukuva.web.indicators.selectors import visible_datasets
from seutukuva.web.kit.thread.kinds import Kind, Shown
from seutukuva.web.programmes.selectors import participants_visible_to, visible_to


class ValueKind(Kind):
    """One official figure, `<indicator>@<code>@<period>`; several municipalities seen as one are joined by a hyphen."""

    room = "indicators"
    kind = "value"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Official statistics are everybody's; the link leads to a programme in which the reader sees the town."""
        found = {id_: figure for id_ in ids if (figure := read(id_)) is not None}
        homes = self._homes(user) if found else {}
        return {id_: self._shown(id_, figure, homes) for id_, figure in found.items()}

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the value: when a publisher revises it, sentences on it are flagged."""
        figure = read(id_)
        return None if figure is None else {"value": figure.value}

    def synthetic(self, id_: str) -> bool:
        """Official statistics are never made."""
        return False

    def _homes(self, user: Any) -> dict[str, str]:
        return {
            code: programme.slug
            for programme in reversed(list(visible_to(user)))
            for participant in participants_visible_to(user, programme)
            for code in participant.codes
        }

    def _shown(self, id_: str, figure: Figure, homes: Mapping[str, str]) -> Shown:
        language = as_language(get_language())
        codes = id_.split("@")[1].split("-")
        names = ", ".join(local_name(code).form(language, "name") for code in codes)
        programme = homes.get(codes[0])
        return Shown(
            urn=f"urn:seutukuva:indicators:value:{id_}",
            kind=_("Statistic"),
            text=f"{names}: {figure.indicator.name.text(language)} {render(figure.shown, language)}",
            tags=(languages.period(figure.period, language), figure.source.dataset),
            href=reverse("indicator", args=[programme, figure.indicator.id]) if programme else None,
        )


class DatasetKind(Kind):
    """An imported dataset, by its number."""

    room = "indicators"
    kind = "dataset"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the datasets that the reader may see in their programmes."""
        rows = Dataset.objects.filter(pk__in=[i for i in ids if i.isdigit()]).select_related("programme")
        return {
            str(row.pk): Shown(
                urn=row.urn,
                kind=_("Dataset"),
                text=row.name,
                tags=(row.source, row.licence),
                href=reverse("dataset", args=[row.programme.slug, row.pk]),
            )
            for row in rows
            if user.has_perm("programmes.view", row.programme)
            and visible_datasets(user, row.programme).filter(pk=row.pk).exists()
        }

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return the hash of the file."""
        row = Dataset.objects.filter(pk=id_).first() if id_.isdigit() else None
        return None if row is None else {"sha256": row.sha256}

    def synthetic(self, id_: str) -> bool:
        """Tell whether the dataset belongs to a training programme."""
        return id_.isdigit() and Dataset.objects.filter(pk=id_, synthetic=True).exists()


def read(id_: str) -> Figure | None:
    """Return the official figure that an id names; None when there is no such."""
    parts = id_.split("@")
    if len(parts) != 3:
        return None
    try:
        return official.figure(parts[0], tuple(sorted(parts[1].split("-"))), parts[2])
    except Problem:
        return None
