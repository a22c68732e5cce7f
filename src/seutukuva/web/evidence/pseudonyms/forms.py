"""Forms of pseudonyms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Message, render
from seutukuva.base.languages import as_language

CATEGORY_NAMES: list[tuple[str, Any]] = [
    ("person", _("person")),
    ("organisation", _("organisation")),
    ("place", _("place")),
    ("email", _("e-mail address")),
    ("phone", _("phone number")),
    ("identity_code", _("personal identity code")),
    ("business_id", _("business ID")),
    ("other", _("something else")),
]


class AddNameForm(forms.Form):
    """Words that were missed."""

    words = forms.CharField(
        label=_("Words that tell who is meant"),
        help_text=_("Select them in the text, or write them. Every mention is marked, other forms of the name too."),
        max_length=200,
        widget=forms.Textarea({"rows": 2, "data-selection-of": "source-text"}),
    )
    category = forms.ChoiceField(label=_("What it is"), choices=CATEGORY_NAMES)


def _said(risk: Message) -> str:
    return render(risk, as_language(get_language()))


class ChecklistForm(forms.Form):
    """What still may tell who spoke: each point is ticked by the person who vouches for the text."""

    risks = forms.MultipleChoiceField(
        label=_("I have gone through each of these"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick each point when you have gone through it.")},
    )

    def __init__(self, *args: Any, risks: Sequence[Message], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said: Any = lazy(_said, str)
        choices = [(risk.code, said(risk)) for risk in risks]
        self._wanted = {risk.code for risk in risks}
        self.fields["risks"] = _with_choices(self.fields["risks"], choices)

    def clean_risks(self) -> list[str]:
        """Ask for every point."""
        ticked: list[str] = self.cleaned_data["risks"]
        if self._wanted - set(ticked):
            raise forms.ValidationError(_("Tick each point when you have gone through it."))
        return ticked


def _with_choices(field: forms.Field, choices: list[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=field.label, widget=field.widget, error_messages=field.error_messages, choices=choices
    )


class AnonymiseForm(forms.Form):
    """The first asking."""

    understood = forms.BooleanField(label=_("I understand that nobody can bring the names back"))


class AnonymiseAgainForm(forms.Form):
    """The second asking."""

    label = forms.CharField(label=_("Type the label of the source"), max_length=20)
