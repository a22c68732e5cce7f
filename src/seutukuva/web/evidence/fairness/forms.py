"""Forms of comment rounds and erasure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seutukuva.web.evidence.fairness.actions import Said, hash_of_words
from seutukuva.web.evidence.fairness.models import Decision, QuoteAnswer, Word
from seutukuva.web.evidence.fairness.selectors import QuoteRow

WORDS: dict[str, Any] = {
    Word.APPROVE: _("It may be published as it is"),
    Word.CORRECT: _("It may be published in these words:"),
    Word.WITHDRAW: _("It must not be published"),
}
ANSWERS: dict[str, Any] = {
    Word.APPROVE: _("approved as it is"),
    Word.CORRECT: _("corrected"),
    Word.WITHDRAW: _("withdrawn"),
}
DECISIONS: dict[str, Any] = {
    Decision.WAITING: _("the correction waits for you"),
    Decision.ACCEPTED: _("the correction was accepted"),
    Decision.REFUSED: _("the correction was not accepted"),
}


def state_of(answer: QuoteAnswer | None) -> Any:
    """Return what has become of a quote in a round, in words."""
    if answer is None:
        return _("not answered")
    return DECISIONS[answer.decision] if answer.word == Word.CORRECT else ANSWERS[answer.word]


class AddressForm(forms.Form):
    """Where the letter goes."""

    email = forms.EmailField(
        label=_("E-mail address of the interviewee"), widget=forms.EmailInput({"autocomplete": "off"})
    )


class QuoteForm(forms.Form):
    """An interviewee's word on one quote; an empty one leaves it as it is. `seen` is of the words that were shown."""

    word = forms.ChoiceField(
        label=_("Your answer"), choices=list(WORDS.items()), widget=forms.RadioSelect, required=False
    )
    proposed = forms.CharField(
        label=_("The words as you want them"), widget=forms.Textarea({"rows": 3}), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, row: QuoteRow) -> None:
        answer = row.answer
        initial = {"word": answer.word, "proposed": answer.proposed} if answer else {}
        initial["seen"] = hash_of_words(row.passage.public_words)
        super().__init__(data, prefix=f"q{row.passage.pk}", initial=initial)
        self.row = row

    @classmethod
    def of(cls, row: QuoteRow, data: Mapping[str, Any]) -> QuoteForm:
        """Return the form of a quote, bound when the page that was sent had it: a quote may be new since."""
        return cls(data if f"q{row.passage.pk}-seen" in data else None, row=row)

    @property
    def says_something(self) -> bool:
        """Tell whether there is a new answer to keep."""
        return bool(self.cleaned_data["word"]) and bool({"word", "proposed"} & set(self.changed_data))

    def given(self) -> Said:
        """Return what the action takes."""
        data = self.cleaned_data
        return Said(data["word"], data["seen"], data["proposed"])


class ErasureForm(forms.Form):
    """The label, typed once more: erasing cannot be undone."""

    confirmation = forms.CharField(label=_("Type the label to confirm"), max_length=200)
