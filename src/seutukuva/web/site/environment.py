"""What the settings read from the environment, each checked: a wrong value is told as a Problem."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from seutukuva.base import Place, Problem
from seutukuva.base.store import var_directory

# Django's defaults lose concurrent writes, these settings none: benchmarks/writes.py shows both.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
PROVIDER_FIELDS = {"id", "name", "client_id", "secret", "server_url"}


def read(setting: str, default: str = "") -> str:
    """Return a setting; an empty one counts as not given."""
    return os.environ.get(setting) or default


def data_folder() -> Path:
    """Return the installation's folder. Raises Problem when nothing can be written there."""
    folder = var_directory()
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Problem("base.folder_not_writable", place=Place(file=str(folder)))
    return folder


def origin() -> str:
    """Return the public address without a slash at its end. Raises Problem when it is none."""
    address = read("SEUTUKUVA_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise Problem("kit.setting_wrong", setting="SEUTUKUVA_ORIGIN")
    return address


def database(var: Path) -> dict[str, Any]:
    """Return the database that DATABASE_URL names, or SQLite in `var`. Raises Problem when it names none."""
    try:
        url = read("DATABASE_URL", f"sqlite:///{var / 'seutukuva.sqlite3'}")
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    except ValueError as wrong:
        raise Problem("kit.setting_wrong", setting="DATABASE_URL") from wrong
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = SQLITE_OPTIONS
    elif not found["ENGINE"].endswith("postgresql"):
        raise Problem("kit.setting_wrong", setting="DATABASE_URL")
    elif not all(importlib.util.find_spec(name) for name in ("psycopg", "granian")):
        raise Problem("kit.postgresql_not_installed")
    return found


def providers() -> list[dict[str, Any]]:
    """Return the OpenID Connect providers as allauth's settings want them. Raises Problem when they are malformed."""
    try:
        given = json.loads(read("SEUTUKUVA_OIDC", "[]"))
    except ValueError as wrong:
        raise Problem("kit.setting_wrong", setting="SEUTUKUVA_OIDC") from wrong
    if not isinstance(given, list) or not all(isinstance(one, dict) and one.keys() >= PROVIDER_FIELDS for one in given):
        raise Problem("kit.setting_wrong", setting="SEUTUKUVA_OIDC")
    return [
        {
            "provider_id": one["id"],
            "name": one["name"],
            "client_id": one["client_id"],
            "secret": one["secret"],
            "settings": {"server_url": one["server_url"]},
        }
        for one in given
    ]
