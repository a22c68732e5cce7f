"""The installation's own secrets, made at first start."""

from __future__ import annotations

import os
from pathlib import Path

from seutukuva.web.kit.keys import kept_secret


def secret_key(var: Path) -> str:
    """Return Django's signing key of this installation."""
    return os.environ.get("SEUTUKUVA_SECRET_KEY") or kept_secret(var / "secret_key", 48)


def setup_key(var: Path) -> str:
    """Return the key that lets the first person make the first account."""
    return kept_secret(var / "setup_key", 12)
