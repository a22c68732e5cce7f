"""Files as they came: read once from the upload, kept in var/uploads under their ecosystem and hash."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.files.base import File

from seutukuva.evidence.material import check_size
from seutukuva.web.kit.releases.files import folder, write_whole


class Upload:
    """A file that a person brings, read when it is needed. The audit trail keeps its size: its name may be private."""

    def __init__(self, file: File[Any]) -> None:
        self.name = (file.name or "")[-200:]
        self.size = file.size
        self._file = file

    def __str__(self) -> str:
        return f"{self.size} bytes"

    def read(self) -> bytes:
        """Return its bytes. Raises Problem when it is larger than files are read, without reading it."""
        check_size(self.name, self.size)
        self._file.seek(0)
        data: bytes = self._file.read()
        return data


def hash_of(data: bytes) -> str:
    """Return the SHA-256 (hex) by which a file is known again."""
    return hashlib.sha256(data).hexdigest()


def path_of(stored: str) -> Path:
    """Return where a kept file lies."""
    return folder("uploads") / stored


def keep(ecosystem: int, sha256: str, data: bytes) -> str:
    """Write a file and return the name under which it is kept."""
    stored = f"evidence-{ecosystem}-{sha256}"
    write_whole(path_of(stored), data)
    return stored


def discard(stored: str) -> None:
    """Remove a kept file."""
    if stored:
        path_of(stored).unlink(missing_ok=True)
