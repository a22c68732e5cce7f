"""Forms of the analysis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base.languages import as_language
from seutukuva.evidence.codebook import Codebook
from seutukuva.web.evidence.forms import said
from seutukuva.web.evidence.values import KINDS, SECTORS


class FilterForm(forms.Form):
    """Which codings to look at."""

    def __init__(self, *args: Any, towns: Sequence[Any], book: Codebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = as_language(get_language())
        every = [("", _("all"))]
        self.fields["town"] = _choice(_("Town"), [*every, *((t.slug, t.name.form(language, "name")) for t in towns)])
        self.fields["sector"] = _choice(
            _("Sector"), [*every, *((one, said(f"evidence.sector.{one}")) for one in SECTORS)]
        )
        self.fields["kind"] = _choice(_("Kind"), [*every, *((one, said(f"evidence.kind.{one}")) for one in KINDS)])
        codes = [(code.id, "\u2003" * depth + code.name.text(language)) for code, depth in book.walk()]
        self.fields["code"] = _choice(_("Code"), [*every, *codes])


class SummaryForm(forms.Form):
    """The analyst's words in a cell of the grid."""

    body = forms.CharField(
        label=_("Summary"),
        help_text=_("What the sources say, in your own words. Empty takes the summary away."),
        widget=forms.Textarea({"rows": 8}),
        required=False,
        max_length=4000,
    )


def _choice(label: Any, choices: Sequence[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)
