"""Forms of workshops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES
from seutukuva.evidence.workshops import MOST_DOTS, shipped_templates
from seutukuva.web.evidence.forms import CONSENTS
from seutukuva.web.evidence.workshops.models import Group, Workshop
from seutukuva.web.kit.forms import LANGUAGE_NAMES, OwnTextField
from seutukuva.web.kit.templatetags.kit import termed

_DEFAULT_DOTS = 5


class WorkshopForm(forms.Form):
    """What a workshop is called and what it asks; questions are written a line each."""

    title = OwnTextField(label=_("Title"), max_length=120)
    questions = OwnTextField(
        label=_("Questions"),
        rows=5,
        help_text=_("One question a line, the same order in every language."),
    )
    date = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    dots = forms.IntegerField(
        label=_("Dots that each participant gives out"), min_value=1, max_value=MOST_DOTS, initial=_DEFAULT_DOTS
    )

    def asked(self) -> list[dict[str, str]]:
        """Return the questions, each in the languages that it was written in."""
        return questions_of(self.cleaned_data["questions"])


class RemovalForm(forms.Form):
    """The label, typed once more when answers go with the workshop: it cannot be undone."""

    confirmation = forms.CharField(label=_("Type the label to confirm"), max_length=20)


class NewWorkshopForm(WorkshopForm):
    """A new workshop: from one that ships, whose words stand where nothing else was written, or from nothing."""

    field_order = ["template", "label", "title", "questions", "language", "date", "dots"]
    title = OwnTextField(label=_("Title"), max_length=120, required=False)
    questions = OwnTextField(
        label=_("Questions"),
        rows=5,
        help_text=_("One question a line, the same order in every language. Empty: those of the template."),
        required=False,
    )
    template = forms.ChoiceField(
        label=_("Start from"),
        choices=lambda: [*((one.id, termed(one.name)) for one in shipped_templates()), ("", _("an empty workshop"))],
        widget=forms.RadioSelect,
        required=False,
    )
    label = forms.SlugField(
        label=_("Label"),
        help_text=_("Short and without a name, for example W1: it is shown in public."),
        max_length=20,
        error_messages={"invalid": _("Use letters, digits and hyphens only, for example W1.")},
    )
    language = forms.ChoiceField(label=_("Main language"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])

    def clean(self) -> dict[str, Any]:
        """Take what the template says where nothing was written; without a template title and questions are needed."""
        data = super().clean() or {}
        chosen = next((one for one in shipped_templates() if one.id == data.get("template")), None)
        if chosen is not None:
            names: dict[str, str] = {la: chosen.name.text(la) for la in LANGUAGES}
            asked: dict[str, str] = {la: "\n".join(q.text(la) for q in chosen.questions) for la in LANGUAGES}
            data["title"] = _or(data.get("title"), {la: text[:1].upper() + text[1:] for la, text in names.items()})
            data["questions"] = _or(data.get("questions"), asked)
        for name in ("title", "questions"):
            if not any((data.get(name) or {}).values()) and name not in self.errors:
                self.add_error(name, _("Write it in one language at least."))
        return data


class CardsForm(forms.Form):
    """Cards that were written on paper."""

    question = forms.ChoiceField(label=_("Question"))
    language = forms.ChoiceField(
        label=_("Language of the cards"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )
    texts = forms.CharField(
        label=_("Cards from paper"), help_text=_("One card a line."), widget=forms.Textarea({"rows": 5})
    )

    def __init__(self, *args: Any, questions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"] = forms.ChoiceField(label=_("Question"), choices=questions)

    def lines(self) -> list[str]:
        """Return the cards."""
        return [line for line in self.cleaned_data["texts"].splitlines() if line.strip()]


class PaperVotesForm(forms.Form):
    """Dots that were counted on paper: how many voted, and the dots of each group."""

    def __init__(self, *args: Any, workshop: Workshop, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.fields["voters"] = forms.IntegerField(
            label=_("How many voted on paper"), min_value=0, max_value=500, initial=workshop.paper_voters
        )
        for group in groups:
            self.fields[f"group-{group.pk}"] = forms.IntegerField(
                label=group.title, min_value=0, max_value=10_000, initial=group.paper_dots, required=False
            )

    def dots(self) -> dict[int, int]:
        """Return group -> dots."""
        return {group.pk: self.cleaned_data[f"group-{group.pk}"] or 0 for group in self.groups}


class NoteForm(forms.Form):
    """How the cards become a source."""

    consent = forms.ChoiceField(label=_("Consent to quotation"), choices=list(CONSENTS.items()), initial="given")


def questions_of(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return lines in up to three languages as questions: the nth lines of all languages are the nth question."""
    lines = {la: [" ".join(line.split()) for line in texts.get(la, "").splitlines()] for la in LANGUAGES}
    kept = {la: [line for line in told if line] for la, told in lines.items()}
    number = max((len(told) for told in kept.values()), default=0)
    return [{la: told[n] for la, told in kept.items() if n < len(told)} for n in range(number)]


def lines_of(questions: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return questions as lines in up to three languages, for the form."""
    return {la: "\n".join(question.get(la, "") for question in questions).strip() for la in LANGUAGES}


def _or(written: Mapping[str, str] | None, spare: Mapping[str, str]) -> Mapping[str, str]:
    return written if written and any(written.values()) else spare
