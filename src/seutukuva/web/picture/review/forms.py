"""Forms of rounds, comments and publishing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seutukuva.web.picture.forms import PublishForm
from seutukuva.web.picture.review.models import Outcome

USUAL_DAYS = 14
OUTCOMES: dict[str, Any] = {
    Outcome.ANSWERED: _("I answer it"),
    Outcome.EDITED: _("I have edited the text for it"),
    Outcome.SETTLED: _("It needs nothing more"),
}


class RoundForm(forms.Form):
    """Until when a town may comment."""

    last_day = forms.DateField(
        label=_("Last day of comments"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    letter = forms.BooleanField(label=_("Send the coordinators a letter"), initial=True, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"last_day": timezone.localdate() + timedelta(days=USUAL_DAYS)})


class LinesField(forms.CharField):
    """Text of several lines: the end of a line counts as one character, as it does in the browser's box."""

    def to_python(self, value: Any) -> str:
        """Return the text with plain line ends, before its length is looked at."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class CommentForm(forms.Form):
    """A comment; `about` is the URN of what it is on. Each form of a page has its own `prefix` of ids."""

    about = forms.CharField(widget=forms.HiddenInput, max_length=200)
    body = LinesField(label=_("Your comment"), widget=forms.Textarea({"rows": 3}), max_length=4000)

    def __init__(self, data: Any = None, *, about: str = "", place: str = "") -> None:
        super().__init__(data, initial={"about": about}, auto_id=f"comment-{place}-%s")


class AnswerField(LinesField):
    """Words that one choice needs and another does not: its hint says when, so it is not marked as optional."""

    sometimes_required = True


class HandleForm(forms.Form):
    """What becomes of a comment."""

    outcome = forms.ChoiceField(
        label=_("What you do with it"), choices=list(OUTCOMES.items()), initial=Outcome.ANSWERED
    )
    words = AnswerField(
        label=_("Answer to the comment"),
        help_text=_("Needed when you answer the comment; otherwise it may be left empty."),
        widget=forms.Textarea({"rows": 2}),
        max_length=4000,
        required=False,
    )

    def __init__(self, data: Any = None, *, place: int = 0) -> None:
        super().__init__(data, auto_id=f"handle-{place}-%s")


class AskForm(PublishForm):
    """In which languages to publish, and that the person knows what waits."""

    knows_flags = forms.BooleanField(
        label=_("I know that some sentences stand on something that has changed; the publication says so"),
        required=False,
    )
    knows_comments = forms.BooleanField(
        label=_("I know that some comments wait for an answer; the publication says so"),
        required=False,
    )

    def __init__(self, data: Any = None, *, flags: int, comments: int) -> None:
        super().__init__(data)
        if not flags:
            del self.fields["knows_flags"]
        if not comments:
            del self.fields["knows_comments"]


class ReturnForm(forms.Form):
    """Why a request is returned."""

    words = forms.CharField(
        label=_("What has to be done first"), widget=forms.Textarea({"rows": 2}), max_length=2000, required=False
    )
