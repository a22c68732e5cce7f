"""Secrets of the installation that lie as files in var, with owner-only rights."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def kept_secret(path: Path, length: int) -> str:
    """Return the secret in `path` (`length` random bytes, URL-safe), making it when it is missing; processes that start
    together agree on one."""
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}-", encoding="ascii") as part:
            part.write(secrets.token_urlsafe(length))
            part.flush()
            # Linking is all or nothing: nobody reads half a secret, and who comes second takes the first one's.
            with contextlib.suppress(FileExistsError):
                os.link(part.name, path)
    return path.read_text(encoding="ascii").strip()
