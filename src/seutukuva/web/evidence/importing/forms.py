"""Forms of the import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES
from seutukuva.evidence.material import ENDINGS, Column
from seutukuva.web.evidence.forms import CONSENTS, OF_DOCUMENT, said, sector_choices
from seutukuva.web.evidence.importing.facts import FACTS, Changes
from seutukuva.web.evidence.models import Consent, Source
from seutukuva.web.evidence.values import KINDS
from seutukuva.web.kit.forms import LANGUAGE_NAMES

_KIND_CHOICES = [(kind, said(f"evidence.kind.{kind}")) for kind in KINDS]
_LANGUAGE_CHOICES = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
_LABEL_FORM = {"invalid": _("Use letters, digits and hyphens only, for example K-04.")}


class FilesInput(forms.ClearableFileInput):
    """A control that takes many files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Many files at once."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files; empty ones too, which their reader tells."""
        files = list(data) if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class ImportForm(forms.Form):
    """Files, and what holds of their sources where a file does not tell."""

    uploads = FilesField(
        label=_("Files"),
        help_text=_(
            "Word, OpenDocument, PDF, text, captions with speakers (.vtt, .srt), or a table of open answers (.xlsx). "
            "Many at once, at most 50 MB each."
        ),
        widget=FilesInput({"accept": ",".join(ENDINGS)}),
        allow_empty_file=True,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), help_text=_("Rows of a table become survey answers."), choices=_KIND_CHOICES
    )
    labels = forms.SlugField(
        label=_("Beginning of the labels"),
        help_text=_("K gives K-01, K-02 and so on. Labels are shown in public, names of files are not."),
        max_length=12,
        error_messages=_LABEL_FORM,
    )
    organisation = forms.CharField(
        label=_("Organisation"), help_text=OF_DOCUMENT["organisation"], max_length=120, required=False
    )
    date = forms.DateField(
        label=_("Date"),
        help_text=_("Where the file does not tell it. Of a document the day it was adopted: its year is shown."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Where it is not clear from the text."), choices=_LANGUAGE_CHOICES
    )
    consent = forms.ChoiceField(label=_("Consent to quotation"), choices=list(CONSENTS.items()), initial=Consent.ASKED)


class FactsForm(forms.Form):
    """What is known of one source, as a row of a table."""

    label = forms.SlugField(label=_("Label"), max_length=20, error_messages=_LABEL_FORM)
    who = forms.CharField(label=_("Who or what"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=_KIND_CHOICES)
    sector = forms.ChoiceField(label=_("Sector"), choices=sector_choices, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    role = forms.CharField(label=_("Role or title"), max_length=120, required=False)
    date = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    language = forms.ChoiceField(label=_("Language"), choices=_LANGUAGE_CHOICES)
    consent = forms.ChoiceField(label=_("Consent to quotation"), choices=list(CONSENTS.items()))

    def __init__(self, data: Any, source: Source) -> None:
        self.source = source
        initial = {field: getattr(source, field) for field in FACTS}
        super().__init__(data, prefix=f"s{source.pk}", initial=initial)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {source.label}"


def facts_forms(data: Any, sources: Iterable[Source]) -> list[FactsForm]:
    """Return a form for each source."""
    return [FactsForm(data, source) for source in sources]


def changes_of(forms_: Sequence[FactsForm]) -> Changes:
    """Return what valid forms change."""
    return {
        form.source.pk: {field: form.cleaned_data[field] for field in form.changed_data}
        for form in forms_
        if form.changed_data
    }


class FactsFileForm(forms.Form):
    """The same as a file."""

    file = forms.FileField(
        label=_("A table (CSV)"),
        help_text=_("One source on a row, found by its label. An empty cell changes nothing."),
        widget=forms.ClearableFileInput({"accept": ".csv,text/csv"}),
    )


USES: dict[str, Any] = {
    "text": _("text of the answer"),
    "participant": _("who or what"),
    "organisation": _("organisation"),
    "sector": _("sector"),
    "role": _("role or title"),
    "date": _("date"),
    "language": _("language"),
    "consent": _("consent to quotation"),
    "ecosystem": _("ecosystem"),
    "other": _("kept beside the text"),
    "skip": _("left out"),
}


class ColumnsForm(forms.Form):
    """What each column of a table is used as."""

    def __init__(self, data: Any, columns: Sequence[Column]) -> None:
        super().__init__(data)
        self._headings = [column.heading for column in columns]
        for number, column in enumerate(columns):
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=column.heading,
                help_text=" · ".join(example[:60] for example in column.examples),
                choices=list(USES.items()),
                initial=column.use,
            )

    @property
    def uses(self) -> dict[str, str]:
        """Return heading -> use."""
        return {heading: self.cleaned_data[f"c{number}"] for number, heading in enumerate(self._headings)}
