"""Answers of PxWeb servers kept on disk, each with the time at which it was fetched."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from seutukuva.base.store import var_directory


@dataclass(frozen=True)
class Kept:
    """An answer and when it was fetched (with a time zone)."""

    answer: Any
    fetched: datetime


def default_folder() -> Path:
    """Return the folder of kept answers under the working directory."""
    return var_directory() / "pxweb"


def look_up(folder: Path, request: dict[str, Any], now: datetime, max_age: timedelta) -> Kept | None:
    """Return the kept answer to a request when it is not older than `max_age`."""
    path = _path(folder, request)
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    kept = Kept(data["answer"], datetime.fromisoformat(data["fetched"]))
    return kept if now - kept.fetched <= max_age else None


def keep(folder: Path, request: dict[str, Any], kept: Kept) -> None:
    """Write a whole answer aside and rename it, so that a crash leaves the older one."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {"fetched": kept.fetched.isoformat(), "request": request, "answer": kept.answer}
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False, encoding="utf-8") as part:
        json.dump(data, part, ensure_ascii=False)
    Path(part.name).replace(_path(folder, request))


def _path(folder: Path, request: dict[str, Any]) -> Path:
    digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    return folder / f"{digest[:32]}.json"
