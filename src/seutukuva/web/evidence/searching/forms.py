"""The form of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES
from seutukuva.base.languages import as_language
from seutukuva.web.evidence.forms import said
from seutukuva.web.evidence.searching import codes
from seutukuva.web.evidence.values import KINDS, SECTORS
from seutukuva.web.kit.forms import LANGUAGE_NAMES

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant, Programme

FILTERS = ("language", "towns", "sectors", "kinds", "codes")


class SearchForm(forms.Form):
    """What to look for, and where. It is sent by GET: a search can be kept as a bookmark."""

    q = forms.CharField(
        label=_("Words"),
        help_text=_(
            "A word is found in every form and within compounds. “Words in quotation marks” are found just so, and "
            "yhteis* whatever begins so."
        ),
        max_length=200,
    )
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=[("", _("(any)")), *((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)],
        required=False,
    )
    towns = forms.MultipleChoiceField(label=_("Towns"), required=False, widget=forms.CheckboxSelectMultiple)
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        choices=[(sector, said(f"evidence.sector.{sector}")) for sector in SECTORS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of source"),
        choices=[(kind, said(f"evidence.kind.{kind}")) for kind in KINDS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    codes = forms.MultipleChoiceField(label=_("Codes"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, *, user: Any, programme: Programme, towns: list[Participant]) -> None:
        super().__init__(data)
        language = as_language(get_language())
        of_towns, of_codes = self.fields["towns"], self.fields["codes"]
        assert isinstance(of_towns, forms.MultipleChoiceField)
        assert isinstance(of_codes, forms.MultipleChoiceField)
        of_towns.choices = [(town.slug, town.name.form(language, "name")) for town in towns]
        of_codes.choices = codes.choices(user, programme)
        for name, choices in (("towns", of_towns.choices), ("codes", of_codes.choices)):
            if len(list(choices)) < (2 if name == "towns" else 1):
                del self.fields[name]

    def filters(self) -> list[forms.BoundField]:
        """Return the fields beside the words."""
        return [self[name] for name in FILTERS if name in self.fields]

    def filtered(self) -> bool:
        """Tell whether any filter is on."""
        return self.is_valid() and any(self.cleaned_data.get(name) for name in FILTERS)
