"""Forms of coding."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.evidence.codebook import COLOURS
from seutukuva.web.evidence.coding.selectors import CodeRow
from seutukuva.web.evidence.forms import RatingForm
from seutukuva.web.kit.forms import OwnTextField

TIE_KINDS = [
    ("", _("(not said)")),
    ("cooperation", _("cooperation")),
    ("project", _("project")),
    ("funding", _("funding")),
    ("supply", _("supply")),
    ("membership", _("membership")),
    ("agreement", _("agreement")),
    ("nomination", _("named as leader or partner")),
]
MEANINGS = [
    ("", _("(nothing in particular)")),
    ("leader", _("who leads")),
    ("gap", _("a gap")),
    ("complementary", _("a complementary actor")),
    ("growth", _("a growth area")),
    ("tie", _("a tie")),
    ("state_needs", _("what is needed of the State")),
]


class PlaceForm(forms.Form):
    """Where in the text: the page fills the code points from the selection; without it the words are enough.

    `tool` names the form on the coding page, which has several: it stands before the ids of its fields. `seen` is the
    hash of the text that the page showed.
    """

    tool: ClassVar[str]
    quote = forms.CharField(
        label=_("Words of the passage"),
        help_text=_("Select them in the text, or paste them exactly as they stand there."),
        widget=forms.Textarea({"rows": 3, "data-place": "quote"}),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput({"data-place": "start"}))
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput({"data-place": "end"}))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": f"{self.tool}_%s"})


def code_choices(rows: list[CodeRow]) -> list[tuple[str, str]]:
    """Return the codes that can be given, indented as in the tree."""
    language = get_language() or "fi"
    return [
        (str(row.code.pk), "\u2003" * row.depth + (row.name.shown(language).body or row.code.slug))
        for row in rows
        if not row.code.retired
    ]


class CodingForm(PlaceForm):
    """A code for a passage."""

    tool = "coding"

    def __init__(self, *args: Any, codes: list[CodeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.ChoiceField(label=_("Code"), choices=code_choices(codes))


class PlacedRatingForm(PlaceForm, RatingForm):
    """A rating of a passage."""

    tool = "rating"
    field_order = ["quote", "start", "end", "seen", "dimension", "level", "confidence"]


class MentionForm(PlaceForm):
    """An actor, or a tie, that a passage speaks of."""

    tool = "mention"
    name = forms.CharField(label=_("Actor"), max_length=120)
    other = forms.CharField(
        label=_("Tied to"),
        help_text=_("The other end of a tie. Leave it empty when the passage speaks of one actor."),
        max_length=120,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind of tie"), choices=TIE_KINDS, required=False)


class MemoForm(PlaceForm):
    """A memo on a passage, or on the whole source when no words are given."""

    tool = "memo"
    body = forms.CharField(label=_("Memo"), widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quote"].required = False
        self.fields["quote"].help_text = _("Leave it empty for a memo on the whole source.")


class CodeForm(forms.Form):
    """A code of the codebook."""

    names = OwnTextField(label=_("Name"), max_length=120)
    definitions = OwnTextField(label=_("Definition: when to use it, when not"), rows=3, required=False)
    examples = OwnTextField(label=_("Examples, one on a line"), rows=3, required=False)
    colour = forms.TypedChoiceField(
        label=_("Colour"), coerce=int, choices=[(n, _("Colour %(n)s") % {"n": n}) for n in range(1, len(COLOURS) + 1)]
    )
    points_to = forms.ChoiceField(label=_("What it tells of"), required=False)

    def __init__(self, *args: Any, meanings: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points_to"] = forms.ChoiceField(label=_("What it tells of"), choices=meanings, required=False)


class NewCodeForm(CodeForm):
    """A new code, with its place in the tree."""

    def __init__(self, *args: Any, codes: list[CodeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ChoiceField(
            label=_("Under"), choices=[("", _("(top)")), *code_choices(codes)], required=False
        )


class OldCodeForm(CodeForm):
    """A code that is there."""

    retired = forms.BooleanField(
        label=_("Retired: keeps its codings, takes no new ones"),
        required=False,
    )


class RoundForm(forms.Form):
    """A round of double coding."""

    name = forms.CharField(label=_("Name of the round"), max_length=80)

    def __init__(
        self, *args: Any, sources: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"] = forms.MultipleChoiceField(
            label=_("Sources"), choices=sources, widget=forms.CheckboxSelectMultiple
        )
        self.fields["coders"] = forms.MultipleChoiceField(
            label=_("Coders"), choices=people, widget=forms.CheckboxSelectMultiple
        )
