"""The installation's secrets, made at first start and kept in var with owner-only rights."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def kept_secret(path: Path, length: int) -> str:
    """Return the secret in `path`, making it when it is missing; processes that start together agree on one."""
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}-", encoding="ascii") as part:
            part.write(secrets.token_urlsafe(length))
            part.flush()
            # Linking is all or nothing: nobody reads half a secret, and who comes second takes the first one's.
            with contextlib.suppress(FileExistsError):
                os.link(part.name, path)
    return path.read_text(encoding="ascii").strip()


def secret_key(var: Path) -> str:
    """Return Django's signing key of this installation."""
    return os.environ.get("SEUTUKUVA_SECRET_KEY") or kept_secret(var / "secret_key", 48)


def setup_key(var: Path) -> str:
    """Return the key that lets the first person make the first account."""
    return kept_secret(var / "setup_key", 12)
