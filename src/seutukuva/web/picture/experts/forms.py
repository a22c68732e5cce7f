"""Forms of expert rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES
from seutukuva.base.languages import as_language
from seutukuva.judgement import LEVELS
from seutukuva.picture import MaturityModel
from seutukuva.web.kit.forms import LANGUAGE_NAMES, OwnTextField
from seutukuva.web.picture.experts.actions import Invited, Said, SaidOfAll
from seutukuva.web.picture.forms import termed
from seutukuva.web.programmes.selectors import default_ecosystem

if TYPE_CHECKING:
    from seutukuva.web.picture.experts.models import Answer, PanelQuestion
    from seutukuva.web.programmes.models import Ecosystem, Participant

CANNOT_SAY = "none"
LONGEST_REASON = 1000


class PanelForm(forms.Form):
    """What a panel is called, and which towns and dimensions it is asked about."""

    title = OwnTextField(label=_("Title"), max_length=120)
    towns = forms.MultipleChoiceField(label=_("Towns"), widget=forms.CheckboxSelectMultiple)
    dimensions = forms.MultipleChoiceField(
        label=_("Dimensions"),
        help_text=_(
            "Every chosen dimension is asked of every chosen town. Up to eight cells take an expert ten minutes."
        ),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, towns: Sequence[Participant], model: MaturityModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._towns = {row.slug: row for row in towns}
        language = as_language(get_language())
        choices = {
            "towns": [(row.slug, row.name.form(language, "name")) for row in towns],
            "dimensions": [(row.id, termed(row.name)) for row in model.dimensions],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = offered

    def cells(self) -> list[tuple[Ecosystem, str]]:
        """Return the cells: every town with every dimension."""
        data = self.cleaned_data
        return [
            (default_ecosystem(self._towns[town]), dimension)
            for town in data["towns"]
            for dimension in data["dimensions"]
        ]


class ExpertForm(forms.Form):
    """Whom to ask."""

    who = forms.CharField(
        label=_("Who"), help_text=_("A role, not a name: managing director, headmaster."), max_length=120
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Used for the letters of this round only, and erased when it is finished."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )

    def given(self) -> Invited:
        """Return whom to ask."""
        return Invited(**self.cleaned_data)


class AnswerForm(forms.Form):
    """A level and a reason for each cell; a cell may be left for later."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[PanelQuestion],
        before: Mapping[int, Answer],
        model: MaturityModel,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._questions = [row.pk for row in questions]
        language = as_language(get_language())
        for row in questions:
            descriptors = model.dimension(row.dimension).descriptors
            levels = [
                (
                    str(level),
                    f"{level} {model.level(level).name.text(language)}: {descriptors[level - 1].text(language)}",
                )
                for level in LEVELS
            ]
            last = before.get(row.pk)
            self.fields[f"level_{row.pk}"] = forms.ChoiceField(
                label=_("Your level"),
                choices=[*levels, (CANNOT_SAY, _("I cannot say"))],
                widget=forms.RadioSelect,
                required=False,
                initial=(str(last.level) if last.level else CANNOT_SAY) if last else None,
            )
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label=_("Why"),
                help_text=_("Others see your reason without your name: write nothing that tells who you are."),
                widget=forms.Textarea({"rows": 3}),
                max_length=LONGEST_REASON,
                required=False,
                initial=last.reason if last else "",
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a level where there is a reason."""
        data = super().clean() or {}
        for pk in self._questions:
            if data.get(f"reason_{pk}") and not data.get(f"level_{pk}"):
                self.add_error(f"level_{pk}", _("Choose a level, or that you cannot say."))
        return data

    def given(self) -> SaidOfAll:
        """Return what is said of the cells that were answered."""
        said = {}
        for pk in self._questions:
            level = self.cleaned_data[f"level_{pk}"]
            if level:
                said[pk] = Said(None if level == CANNOT_SAY else int(level), self.cleaned_data[f"reason_{pk}"])
        return SaidOfAll(said)
