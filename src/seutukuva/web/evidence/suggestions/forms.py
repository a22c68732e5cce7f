"""Forms of suggestions: what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base.languages import as_language
from seutukuva.web.evidence.forms import said
from seutukuva.web.evidence.values import SECTORS
from seutukuva.web.kit.forms import LANGUAGE_NAMES

SHOWN = [("open", _("not yet decided")), ("decided", _("decided")), ("all", _("all"))]
MATERIALS = [("all", _("all paragraphs and turns")), ("coded", _("coded passages"))]
NUMBERS = [("0", _("as many as suits")), *((str(n), str(n)) for n in (3, 4, 5, 6, 8, 10, 12, 15, 20))]


class ProposalsForm(forms.Form):
    """Which proposals to look at."""

    show = forms.ChoiceField(label=_("Suggestions"), choices=SHOWN, required=False)

    def __init__(self, *args: Any, codes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.ChoiceField(label=_("Code"), choices=[("", _("all")), *codes], required=False)


class TownForm(forms.Form):
    """Which town's sources to list."""

    def __init__(self, *args: Any, towns: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"] = forms.ChoiceField(label=_("Town"), choices=town_choices(towns), required=False)


class ThemesForm(TownForm):
    """Which passages to group, and into how many themes."""

    def __init__(self, *args: Any, towns: Sequence[Any], languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, towns=towns, **kwargs)
        self.fields["sector"] = forms.ChoiceField(
            label=_("Sector"),
            choices=[("", _("all")), *((one, said(f"evidence.sector.{one}")) for one in SECTORS)],
            required=False,
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[(one, LANGUAGE_NAMES[as_language(one)]) for one in languages], required=False
        )
        self.fields["material"] = forms.ChoiceField(label=_("Passages"), choices=MATERIALS, required=False)
        self.fields["number"] = forms.ChoiceField(label=_("Number of themes"), choices=NUMBERS, required=False)


def town_choices(towns: Sequence[Any]) -> list[tuple[str, Any]]:
    """Return the towns by name, and all of them."""
    language = as_language(get_language())
    return [("", _("all")), *((town.slug, town.name.form(language, "name")) for town in towns)]
