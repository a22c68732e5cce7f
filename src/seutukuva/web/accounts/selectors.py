"""Reads of accounts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from seutukuva.web.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Return the person who is signed in. Raises PermissionDenied for anybody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def nobody_yet() -> bool:
    """Tell whether the installation has no account: only then does the setup page open."""
    return not User.objects.exists()


def user_by_email(email: str) -> User | None:
    """Return the account of an address, whatever its case."""
    return User.objects.filter(email__iexact=email).first()
