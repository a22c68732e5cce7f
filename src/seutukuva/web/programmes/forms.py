"""Forms of programmes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES, Problem
from seutukuva.regions import find
from seutukuva.web.kit.forms import OwnTextField, problem_text
from seutukuva.web.programmes.models import Participant, Role

ROLE_LABELS: dict[str, Any] = {
    Role.ANALYST: _("Analyst"),
    Role.COORDINATOR: _("Town coordinator"),
    Role.MANAGER: _("Programme manager"),
    Role.VIEWER: _("Viewer"),
}


class ProgrammeForm(forms.Form):
    """Names and description in three languages, and whether the statistics are open to everybody."""

    name = OwnTextField(label=_("Name of the programme"), max_length=120)
    description = OwnTextField(label=_("Description"), required=False, rows=4)
    open_statistics = forms.BooleanField(
        label=_("Anybody may see the pages that show official statistics only"), required=False
    )


class NewProgrammeForm(ProgrammeForm):
    """A programme is real or made from its first day on."""

    synthetic = forms.BooleanField(
        label=_("This is a training programme: its towns and all material are synthetic"), required=False
    )


class MunicipalityForm(forms.Form):
    """A municipality by any of its names, or by its code."""

    municipality = forms.CharField(
        label=_("Municipality"),
        help_text=_("Name in Finnish or Swedish, or the municipality code."),
        max_length=80,
    )

    def clean_municipality(self) -> str:
        """Return the municipality's code."""
        try:
            return find(str(self.cleaned_data["municipality"])).code
        except Problem as problem:
            raise forms.ValidationError(problem_text(problem)) from problem


class ParticipantForm(forms.Form):
    """A participant under its own name: a development company with its municipalities, or a fictional town."""

    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=80)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=80, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    form_in = forms.CharField(
        label=_("Finnish form for being in it (Raumalla, Iisalmessa)"), max_length=90, required=False
    )
    form_of = forms.CharField(label=_("Finnish genitive (Rauman, Iisalmen)"), max_length=90, required=False)
    municipalities = forms.CharField(
        label=_("Municipalities that it covers, separated by commas"), max_length=400, required=False
    )

    def clean_municipalities(self) -> list[str]:
        """Return the municipalities' codes."""
        names = [name.strip() for name in str(self.cleaned_data["municipalities"]).split(",") if name.strip()]
        try:
            return [find(name).code for name in names]
        except Problem as problem:
            raise forms.ValidationError(problem_text(problem)) from problem


class InvitationForm(forms.Form):
    """Whom to invite to what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_LABELS.items()))
    participant = forms.ChoiceField(label=_("Town of a coordinator"), required=False)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=[])

    def __init__(self, *args: Any, participants: Sequence[Participant], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._participants = {str(p.pk): p for p in participants}
        towns = [(key, p.name.form(language, "name")) for key, p in self._participants.items()]
        cast(forms.ChoiceField, self.fields["participant"]).choices = [("", _("(no town)")), *towns]
        names = {"fi": "suomi", "sv": "svenska", "en": "English"}
        cast(forms.ChoiceField, self.fields["language"]).choices = [(code, names[code]) for code in LANGUAGES]
        self.fields["language"].initial = language

    def clean_participant(self) -> Participant | None:
        """Return the participant chosen."""
        return self._participants.get(str(self.cleaned_data["participant"]))

    def clean(self) -> dict[str, object]:
        """Ask for a town with a coordinator, and for none with the other roles."""
        data = super().clean() or {}
        coordinator = data.get("role") == Role.COORDINATOR
        if coordinator and data.get("participant") is None:
            self.add_error("participant", _("Choose the town that the coordinator works for."))
        if not coordinator:
            data["participant"] = None
        return data
