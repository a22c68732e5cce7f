"""A form's field is shown with its label, a group of choices with a legend."""

from __future__ import annotations

from django import forms

from seutukuva.web.kit.templatetags.kit import field


class Choices(forms.Form):
    """A form with one field of each kind."""

    name = forms.CharField(label="Nimi")
    agreed = forms.BooleanField(label="Sovittu")
    languages = forms.MultipleChoiceField(
        label="Kielet", choices=[("fi", "suomi"), ("sv", "svenska")], widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(label="Taso", choices=[("1", "1")], widget=forms.RadioSelect)


def test_several_checkboxes_and_radio_buttons_are_a_group_with_a_legend() -> None:
    form = Choices()
    assert [field(form[name])["grouped"] for name in ("name", "agreed", "languages", "level")] == [
        *(False, False),
        *(True, True),
    ]
    assert [field(form[name])["checkbox"] for name in ("agreed", "languages")] == [True, False]
