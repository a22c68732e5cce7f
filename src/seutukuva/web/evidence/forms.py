"""Forms of evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES, Message, Problem, Term, render
from seutukuva.base.languages import as_language
from seutukuva.evidence.material import ENDINGS, read_material
from seutukuva.picture import MaturityModel
from seutukuva.picture.mapping import document_states
from seutukuva.web.evidence.importing.files import Upload
from seutukuva.web.evidence.models import Consent
from seutukuva.web.evidence.values import CONFIDENCES, KINDS, SECTORS
from seutukuva.web.kit.forms import LANGUAGE_NAMES, problem_text

UNKNOWN = "unknown"
CONSENTS: dict[str, Any] = {
    Consent.ASKED: _("Not yet: nothing may be quoted"),
    Consent.GIVEN: _("Given"),
    Consent.REFUSED: _("Refused"),
    Consent.NOT_NEEDED: _("Not needed: the document is public"),
}
# What the facts of a document are.
OF_DOCUMENT: dict[str, Any] = {
    "organisation": _("Of a document who published it: documents of one publisher count as one source."),
    "date": _("Of a document the day it was adopted: its year is shown."),
}


def _message_text(code: str) -> str:
    return render(Message(code), as_language(get_language()))


def _term_text(term: Term) -> str:
    text = str(term.text(as_language(get_language())))
    return text[:1].upper() + text[1:]


said: Any = lazy(_message_text, str)
termed: Any = lazy(_term_text, str)


def sector_choices() -> list[tuple[str, Any]]:
    """Return the sectors with their names."""
    return [("", _("(no sector)")), *((sector, said(f"evidence.sector.{sector}")) for sector in SECTORS)]


def dimension_choices(model: MaturityModel) -> list[tuple[str, Any]]:
    """Return the dimensions of a maturity model with their names."""
    return [(dimension.id, termed(dimension.name)) for dimension in model.dimensions]


def level_choices(model: MaturityModel) -> list[tuple[str, Any]]:
    """Return the four levels with their numbers and names."""
    named = [(level.number, level.name) for level in model.levels]
    return [(str(n), termed(Term(f"{n} {name.fi}", f"{n} {name.sv}", f"{n} {name.en}"))) for n, name in named]


class SourceFactsForm(forms.Form):
    """What is known of a source beside its text."""

    who = forms.CharField(
        label=_("Who or what"),
        help_text=_("Shown to the programme's members only. Write a role, not a name."),
        max_length=120,
        required=False,
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=sector_choices, required=False)
    organisation = forms.CharField(
        label=_("Organisation"), help_text=OF_DOCUMENT["organisation"], max_length=120, required=False
    )
    role = forms.CharField(label=_("Role or title"), max_length=120, required=False)
    date = forms.DateField(
        label=_("Date"),
        help_text=OF_DOCUMENT["date"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    consent = forms.ChoiceField(label=_("Consent to quotation"), choices=list(CONSENTS.items()))


class DocumentFactsForm(SourceFactsForm):
    """The same of a document; also its state, where the maturity model reads a level from states of documents."""

    state = forms.ChoiceField(
        label=_("State of the document"), help_text=_("The maturity model reads a level from it."), required=False
    )

    def __init__(self, *args: Any, model: MaturityModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, states = self.fields["state"], document_states(model)
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("(no level is read from it)")), *((told, told) for told in states)]
        if not states:
            del self.fields["state"]


class SourceForm(SourceFactsForm):
    """A new source: pasted, or from a file. A file's text is what its reader makes of it."""

    field_order = [
        *("label", "kind", "sector", "who", "organisation", "role", "date", "language", "consent", "text", "file"),
    ]
    upload: Upload | None = None
    label = forms.SlugField(
        label=_("Label"),
        help_text=_("Short and without a name, for example K-04: it is shown in public."),
        max_length=20,
        error_messages={"invalid": _("Use letters, digits and hyphens only, for example K-04.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind, said(f"evidence.kind.{kind}")) for kind in KINDS])
    language = forms.ChoiceField(label=_("Language"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
    text = forms.CharField(label=_("Text"), widget=forms.Textarea({"rows": 14}), required=False, strip=False)
    file = forms.FileField(
        label=_("or a file"),
        help_text=_(
            "Word, OpenDocument, PDF, text or captions (.docx, .odt, .pdf, .txt, .md, .vtt, .srt), at most 50 MB."
        ),
        required=False,
        widget=forms.ClearableFileInput({"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> str:
        """Return the file's text; the file itself is `upload`."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return ""
        upload = Upload(file)
        try:
            materials = read_material(upload.name, upload.read())
        except Problem as problem:
            raise forms.ValidationError(problem_text(problem)) from problem
        if len(materials) > 1:
            raise forms.ValidationError(_("The table holds many answers. Bring it under “Import files”."))
        self.upload = upload
        return materials[0].text

    def clean(self) -> dict[str, object]:
        """Ask for a text, and for one only."""
        data = super().clean() or {}
        text, file = str(data.get("text") or "").strip(), str(data.get("file") or "").strip()
        if text and file:
            self.add_error("file", _("Paste a text or choose a file, not both."))
        elif not text and not file and "file" not in self.errors:
            self.add_error("text", _("Paste the text or choose a file."))
        data["text"] = data.get("text") if text else data.get("file")
        return data


class CorrectionForm(forms.Form):
    """A corrected text; `seen` is the hash of the text that it corrects."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Corrected text"), widget=forms.Textarea({"rows": 24}), strip=False)


class PassageForm(forms.Form):
    """The exact words of a passage."""

    quote = forms.CharField(
        label=_("Words of the passage"),
        help_text=_("Select them in the text, or paste them exactly as they stand there."),
        widget=forms.Textarea({"rows": 4, "data-selection-of": "source-text"}),
    )
    quotable = forms.BooleanField(label=_("May be quoted in public"), required=False)


class RatingForm(forms.Form):
    """What a passage tells of a dimension of the programme's maturity model."""

    dimension = forms.ChoiceField(label=_("Dimension"))
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=lambda value: None if value == UNKNOWN else int(value),
        widget=forms.RadioSelect,
    )
    confidence = forms.ChoiceField(
        label=_("How sure are you"),
        choices=[(name, said(f"evidence.confidence.{name}")) for name in CONFIDENCES],
        initial="medium",
    )

    def __init__(self, *args: Any, model: MaturityModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("dimension", dimension_choices(model)),
            ("level", [*level_choices(model), (UNKNOWN, _("no information"))]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
