"""Writes of accounts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from seutukuva.base import Problem
from seutukuva.web.accounts.models import User
from seutukuva.web.kit.actions import action


@action(None)
def create_account(*, actor: Any, email: str, password: str, name: str) -> User:
    """Make the account of an invited person; the caller has checked the invitation's token."""
    if User.objects.filter(email__iexact=email).exists():
        raise Problem("kit.account_exists", email=email)
    return User.objects.create_user(email, password, name=name)


@action(None)
def create_first_administrator(*, actor: Any, email: str, password: str, name: str) -> User:
    """Make the first account; the caller has checked the setup key. Raises Problem when an account exists."""
    if User.objects.exists():
        raise Problem("kit.set_up_already")
    return User.objects.create_superuser(email, password, name=name)


@action(None)
def create_administrator(*, actor: Any, email: str, password: str, name: str) -> User:
    """Make an administrator from the command line, whose user rules the machine anyhow."""
    if User.objects.filter(email__iexact=email).exists():
        raise Problem("kit.account_exists", email=email)
    try:
        validate_email(email)
    except ValidationError as refused:
        raise Problem("kit.no_email", email=email) from refused
    try:
        validate_password(password)
    except ValidationError as refused:
        raise Problem("kit.password_refused", said=" ".join(refused.messages)) from refused
    return User.objects.create_superuser(email, password, name=name)
