"""Forms of strategies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import render
from seutukuva.base.languages import as_language
from seutukuva.strategy import STATUSES, status_name
from seutukuva.web.kit.forms import OwnTextField

if TYPE_CHECKING:
    from seutukuva.strategy import Status
    from seutukuva.web.picture.selectors import FindingRow


def _status_text(status: Status) -> str:
    return render(status_name(status), as_language(get_language()))


status_text: Any = lazy(_status_text, str)


class MeasureForm(forms.Form):
    """A measure on one of the town's findings."""

    finding = forms.ChoiceField(label=_("Finding that it acts on"))
    title = OwnTextField(label=_("What is done"), rows=2)
    responsible = OwnTextField(label=_("Who answers for it"), required=False, max_length=120)
    follow_up = OwnTextField(label=_("How it is followed"), required=False, max_length=200)
    due_year = forms.IntegerField(label=_("Done by the year"))
    status = forms.ChoiceField(label=_("Status"), choices=[(status, status_text(status)) for status in STATUSES])

    def __init__(self, *args: Any, findings: Sequence[FindingRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = as_language(get_language())
        self._findings = {str(row.finding.pk): row.finding for row in findings}
        cast(forms.ChoiceField, self.fields["finding"]).choices = [
            (str(row.finding.pk), row.sentence.shown(language).body) for row in findings
        ]

    def clean_finding(self) -> Any:
        """Return the finding chosen."""
        return self._findings[str(self.cleaned_data["finding"])]
