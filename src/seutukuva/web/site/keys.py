"""The installation's secrets, made at first start and kept in var with owner-only rights."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_secret(path: Path, length: int) -> str:
    """Return the secret in `path`, making it when it is missing; two processes that start together agree."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as target:
        secret = secrets.token_urlsafe(length)
        target.write(secret)
    return secret


def secret_key(var: Path) -> str:
    """Return Django's signing key of this installation."""
    return os.environ.get("SEUTUKUVA_SECRET_KEY") or kept_secret(var / "secret_key", 48)


def setup_key(var: Path) -> str:
    """Return the key that lets the first person make the first account."""
    return kept_secret(var / "setup_key", 12)
