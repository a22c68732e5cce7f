"""Files of releases: Documents as JSON under their hash, and the bytes made of them when first asked for."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from seutukuva.base import content_hash
from seutukuva.documents import Document, document_hash, from_json, to_json

WRITER_VERSION = "6"  # part of the cache's name: raise it when a writer's output changes


def keep(document: Document) -> Path:
    """Write a Document to var/releases; the same Document is the same file."""
    path = folder("releases") / f"{document_hash(document)}.json"
    if not path.exists():
        write_whole(path, json.dumps(to_json(document), ensure_ascii=False, sort_keys=True).encode("utf-8"))
    return path


def load(hash_: str) -> Document:
    """Read a kept Document. Raises FileNotFoundError when var/releases lacks it."""
    return from_json(json.loads((folder("releases") / f"{hash_}.json").read_text(encoding="utf-8")))


def rendered(document: Document, ending: str, write: Callable[[Document], bytes]) -> bytes:
    """Return the bytes that `write` makes of a Document, cached under its hash, the site's address and `ending`."""
    site = content_hash({"origin": settings.ORIGIN})[:8]  # links lead there: a site that moves has new files
    path = folder("rendered") / f"{document_hash(document)}-{WRITER_VERSION}-{site}.{ending}"
    if not path.exists():
        write_whole(path, write(document))
    return path.read_bytes()


def discard(hash_: str) -> None:
    """Remove a kept Document, and all rendered files: any of them may say what it said, and they are made anew."""
    (folder("releases") / f"{hash_}.json").unlink(missing_ok=True)
    for path in folder("rendered").iterdir():
        path.unlink(missing_ok=True)


def folder(name: str) -> Path:
    """Return a folder of var, made when it is missing."""
    path = Path(settings.VAR) / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and rename it, so that nobody reads half of it."""
    # A name of its own: two processes may write the same file at once.
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as part:
        part.write(content)
    Path(part.name).replace(path)
