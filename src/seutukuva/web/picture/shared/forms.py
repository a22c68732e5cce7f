"""The form of a finding of one's own on the towns of a programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seutukuva.picture import MaturityModel
from seutukuva.web.picture.forms import FindingForm, termed


class NewSharedForm(FindingForm):
    """A sentence on stages, on who leads, or on what is common in a dimension."""

    field_order = ["about", "sentence", "carriers"]
    about = forms.ChoiceField(label=_("What it is about"))

    def __init__(self, *args: Any, model: MaturityModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((row.id, termed(row.name)) for row in model.dimensions),
            ("stage", _("Stages")),
            ("leader", _("Who leads")),
        ]
