"""Forms of accounts."""

from __future__ import annotations

import hmac
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext_lazy as _


class NewAccountForm(forms.Form):
    """Name and password of a person whose address is known."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )

    def clean_password(self) -> str:
        """Check the password against the installation's rules."""
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class SetupForm(NewAccountForm):
    """The first account: also its address, and the key that proves who runs the machine."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "email"}))
    key = forms.CharField(
        label=_("Setup key"),
        help_text=_("The server printed it when it started; it also stands in the file setup_key of its data folder."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    field_order = ("key", "email", "name", "password")

    def __init__(self, *args: Any, setup_key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._setup_key = setup_key

    def clean_key(self) -> str:
        """Compare the key in constant time."""
        key = str(self.cleaned_data["key"]).strip()
        if not hmac.compare_digest(key.encode(), self._setup_key.encode()):
            raise forms.ValidationError(_("This is not the setup key. Copy it from the server's first lines."))
        return key
