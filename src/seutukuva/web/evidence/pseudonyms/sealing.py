"""The lock of the key: Fernet (AES-128-CBC with HMAC-SHA256, from `cryptography`), its own key in var.

Who gets hold of the database alone reads no name; the service itself can, or nothing could be restored.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from seutukuva.base import Problem
from seutukuva.evidence.pseudonyms import Category, Entry
from seutukuva.web.kit.keys import kept_secret

if TYPE_CHECKING:
    from seutukuva.web.evidence.pseudonyms.models import KeyEntry

FILE = "pseudonym_key"
_BYTES = 32


def seal(entry: Entry) -> str:
    """Return what an entry stands for, locked; the lock's key is made at first use."""
    words = {"base": entry.base, "originals": entry.originals}
    return _lock().encrypt(json.dumps(words).encode()).decode("ascii")


def unseal(row: KeyEntry) -> Entry:
    """Return an entry as the library knows it. Raises Problem when the lock's key is not the one it was locked with."""
    try:
        words = json.loads(_lock().decrypt(row.sealed.encode("ascii")))
    except InvalidToken as broken:
        raise Problem("web_evidence.key_does_not_fit", marker=row.marker) from broken
    return Entry(row.marker, cast(Category, row.category), words["base"], tuple(words["originals"]))


def _lock() -> Fernet:
    secret = kept_secret(Path(settings.VAR) / FILE, _BYTES)
    return Fernet(secret + "=" * (-len(secret) % 4))
