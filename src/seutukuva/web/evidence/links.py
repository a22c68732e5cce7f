"""Links for people without an account: the letter carries a token, the database only its hash."""

from __future__ import annotations

import secrets

from seutukuva.base import content_hash


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)


def hash_of_token(token: str) -> str:
    """Return what is kept of a token."""
    return content_hash({"token": token})
