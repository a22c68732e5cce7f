"""Forms of the picture."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES, Term
from seutukuva.base.languages import as_language
from seutukuva.picture import MaturityModel
from seutukuva.web.kit.forms import LANGUAGE_NAMES, OwnTextField

URN = re.compile(r"urn:seutukuva:[a-z]+:[a-z_]+:[A-Za-z0-9._@-]+")


def _term_text(term: Term) -> str:
    text = str(term.text(as_language(get_language())))
    return text[:1].upper() + text[1:]


termed: Any = lazy(_term_text, str)


class FindingForm(forms.Form):
    """A finding's words, and what it stands on beside the level of its dimension."""

    sentence = OwnTextField(label=_("Sentence"), rows=3)
    carriers = forms.CharField(
        label=_("Stands also on"),
        help_text=_("Addresses of threads (of a passage, a rating, a figure), one a line."),
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )

    def clean_carriers(self) -> list[str]:
        """Return the URNs in the addresses."""
        lines = [line.strip() for line in str(self.cleaned_data["carriers"]).splitlines() if line.strip()]
        found = [URN.search(line) for line in lines]
        wrong = [line for line, match in zip(lines, found, strict=True) if match is None]
        if wrong:
            raise forms.ValidationError(_("%(line)s is not the address of a thread."), params={"line": wrong[0]})
        return list(dict.fromkeys(match[0] for match in found if match))


class NewFindingForm(FindingForm):
    """A finding of one's own."""

    field_order = ["dimension", "sentence", "carriers"]
    dimension = forms.ChoiceField(label=_("Dimension"))

    def __init__(self, *args: Any, model: MaturityModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["dimension"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.id, termed(row.name)) for row in model.dimensions]


class PublishForm(forms.Form):
    """In which languages to publish."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        initial=list(LANGUAGES),
        widget=forms.CheckboxSelectMultiple,
    )
