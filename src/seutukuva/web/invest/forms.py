"""Forms of Invest in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import render
from seutukuva.base.languages import as_language
from seutukuva.invest import ACTOR_KINDS, ActorKind, actor_kind_name
from seutukuva.web.kit.forms import OwnTextField

if TYPE_CHECKING:
    from seutukuva.web.strategy.selectors import MeasureRow


def _actor_text(kind: ActorKind) -> str:
    text = render(actor_kind_name(kind), as_language(get_language()))
    return text[:1].upper() + text[1:]


actor_text: Any = lazy(_actor_text, str)


class OpportunityForm(forms.Form):
    """An opportunity on one of the town's measures."""

    measure = forms.ChoiceField(label=_("Measure that it belongs to"))
    actor_kind = forms.ChoiceField(
        label=_("Kind of actor that is missing"), choices=[(kind, actor_text(kind)) for kind in ACTOR_KINDS]
    )
    title = OwnTextField(label=_("Opportunity"), rows=2)
    description = OwnTextField(label=_("Description"), rows=4, required=False)

    def __init__(self, *args: Any, measures: Sequence[MeasureRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = as_language(get_language())
        self._measures = {str(row.measure.pk): row.measure for row in measures}
        cast(forms.ChoiceField, self.fields["measure"]).choices = [
            (str(row.measure.pk), row.title.shown(language).body) for row in measures
        ]

    def clean_measure(self) -> Any:
        """Return the measure chosen."""
        return self._measures[str(self.cleaned_data["measure"])]
