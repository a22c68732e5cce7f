"""The form of a report's own texts: a box for each section in three languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seutukuva.picture import MaturityModel, sections
from seutukuva.web.kit.forms import OwnTextField
from seutukuva.web.kit.texts.selectors import OwnText
from seutukuva.web.picture.forms import termed

LABELS: dict[str, str | Promise] = {
    "opening": _("Opening"),
    "common": _("What is common"),
    "network": _("Network"),
    "closing": _("Conclusions"),
}


class ReportTextsForm(forms.Form):
    """Own texts by section; an empty box takes the text away. model: whose dimensions a town's report tells of."""

    def __init__(
        self,
        data: Any = None,
        *,
        known: Sequence[str],
        texts: Mapping[str, OwnText],
        model: MaturityModel | None = None,
    ) -> None:
        super().__init__(data, initial={section: dict(text.bodies) for section, text in texts.items()})
        labels = _labels(model)
        for section in known:
            self.fields[section] = OwnTextField(label=labels[section], rows=5, required=False)


def named_texts(texts: Mapping[str, OwnText], model: MaturityModel) -> list[tuple[Any, OwnText]]:
    """Return the own texts of a town's report under the names of their sections, in the report's order."""
    labels = _labels(model)
    written = [section for section in sections(model) if section in texts and texts[section].bodies]
    return [(labels[section], texts[section]) for section in written]


def _labels(model: MaturityModel | None) -> dict[str, Any]:
    return {**LABELS, **({row.id: termed(row.name) for row in model.dimensions} if model else {})}
