"""Forms of the statistics pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Problem
from seutukuva.regions import LATEST_YEAR, YEARS, find
from seutukuva.web.kit.forms import OwnTextField, problem_text

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant

LARGEST = 60 * 1024 * 1024
COLUMNS = ("municipality", "period", "indicator", "value", "unit")


class ImportForm(forms.Form):
    """A file of figures with what must be known of it."""

    file = forms.FileField(
        label=_("File (CSV)"),
        help_text=_("One figure on a row, in the columns municipality, period, indicator and value."),
        widget=forms.ClearableFileInput({"accept": ".csv,text/csv"}),
    )
    name = forms.CharField(label=_("Name of the dataset"), max_length=120)
    source = forms.CharField(
        label=_("Source"), help_text=_("Publisher and title, as they shall stand under the figures."), max_length=300
    )
    licence = forms.CharField(label=_("Licence"), help_text=_("For example CC BY 4.0."), max_length=120)
    participant = forms.ChoiceField(label=_("About"), required=False)
    division_year = forms.CharField(
        label=_("Year of the municipal division"),
        help_text=_("In whose municipalities the file is written."),
        max_length=4,
        initial=str(LATEST_YEAR),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    open = forms.BooleanField(label=_("Whoever sees the programme's statistics may see these figures"), required=False)
    column_municipality = forms.CharField(label=_("Column of the municipality"), max_length=80, required=False)
    column_period = forms.CharField(label=_("Column of the period"), max_length=80, required=False)
    column_indicator = forms.CharField(label=_("Column of the indicator"), max_length=80, required=False)
    column_value = forms.CharField(label=_("Column of the value"), max_length=80, required=False)
    column_unit = forms.CharField(label=_("Column of the unit"), max_length=80, required=False)

    def __init__(
        self, *args: Any, towns: Sequence[Participant], language: str, may_all: bool, synthetic: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._towns = {str(town.pk): town for town in towns}
        listed = [(key, town.name.form(language, "name")) for key, town in self._towns.items()]
        field = cast(forms.ChoiceField, self.fields["participant"])
        field.choices = [("", _("All towns of the programme")), *listed] if may_all else listed
        field.required = not may_all
        if synthetic:
            del self.fields["division_year"]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Return the fields that everybody fills in."""
        return [field for field in self.visible_fields() if not field.name.startswith("column_")]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """Return the fields for a file whose columns have unusual names."""
        return [field for field in self.visible_fields() if field.name.startswith("column_")]

    def clean_file(self) -> File[bytes]:
        """Refuse what is larger than the server takes."""
        file = cast("File[bytes]", self.cleaned_data["file"])
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 60 megabytes. Divide it by years."))
        return file

    def clean_participant(self) -> Participant | None:
        """Return the town chosen."""
        return self._towns.get(str(self.cleaned_data["participant"]))

    def clean_division_year(self) -> int:
        """Return a year that has a division."""
        text = str(self.cleaned_data["division_year"]).strip() or str(LATEST_YEAR)
        if not text.isdigit() or int(text) not in YEARS:
            problem = Problem("regions.no_division", year=text, first=str(YEARS[0]), last=str(YEARS[-1]))
            raise forms.ValidationError(problem_text(problem))
        return int(text)

    @property
    def columns(self) -> dict[str, str]:
        """Return the columns that were named."""
        named = {kind: str(self.cleaned_data[f"column_{kind}"]).strip() for kind in COLUMNS}
        return {kind: column for kind, column in named.items() if column}


class GroupForm(forms.Form):
    """A group of municipalities under a name."""

    name = OwnTextField(label=_("Name of the group"), max_length=80)
    municipalities = forms.CharField(
        label=_("Municipalities"),
        help_text=_("Names or codes, separated by commas or on rows of their own."),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_municipalities(self) -> list[str]:
        """Return the municipalities' codes; every name that is not known is told."""
        text = str(self.cleaned_data["municipalities"]).replace("\n", ",")
        codes, complaints = [], []
        for name in (part.strip() for part in text.split(",") if part.strip()):
            try:
                codes.append(find(name).code)
            except Problem as problem:
                complaints.append(problem_text(problem))
        if complaints:
            raise forms.ValidationError(complaints)
        return codes
