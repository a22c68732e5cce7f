"""Fields that several rooms' forms share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.base.languages import as_language

LANGUAGE_NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}


class OwnTextWidget(forms.MultiWidget):
    """Three boxes, one for each language, each labelled with the language's own name."""

    template_name = "kit/own_text_widget.html"

    def __init__(self, *, rows: int = 1, attrs: dict[str, Any] | None = None) -> None:
        one = (lambda: forms.Textarea({"rows": rows})) if rows > 1 else forms.TextInput
        super().__init__({language: one() for language in LANGUAGES}, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Split {"fi": ..., ...} into the boxes."""
        return [(value or {}).get(language, "") for language in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the language of each box, for its label and its lang attribute."""
        context = super().get_context(name, value, attrs)
        for language, sub in zip(LANGUAGES, context["widget"]["subwidgets"], strict=True):
            sub["attrs"]["lang"] = language
            sub["language"] = LANGUAGE_NAMES[language]
        return context


class OwnTextField(forms.MultiValueField):
    """A user's own text in up to three languages; at least one is needed when the field is required."""

    def __init__(self, *, rows: int = 1, max_length: int | None = None, required: bool = True, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=max_length) for _language in LANGUAGES]
        super().__init__(parts, widget=OwnTextWidget(rows=rows), required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Mapping[str, str]:
        """Return {"fi": ..., "sv": ..., "en": ...}."""
        return dict(zip(LANGUAGES, data_list or [""] * len(LANGUAGES), strict=True))

    def clean(self, value: Any) -> Any:
        """Ask for one language at least when the field is required."""
        texts = super().clean(value)
        if self.required and not any(texts.values()):
            raise forms.ValidationError(_("Write it in one language at least."), code="required")
        return texts


def problem_text(problem: Problem) -> str:
    """Return a problem as one line in the reader's language."""
    return explain(problem, as_language(get_language()))
