"""Backup and restore: one file with the database, releases, uploads and the installation's keys.

The file is a tar.gz. `manifest.json` stands first and names the version, the kind of database and the SHA-256 of every
other member. Of SQLite a consistent copy is taken with its own backup interface while the service runs; of PostgreSQL
with pg_dump, which must be installed. What can be made anew (static files, Parquet, rendered bytes) is left out.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connections

from seutukuva import __version__
from seutukuva.base import Place, Problem

FOLDERS = ("releases", "uploads", "datasets")
KEYS = ("secret_key", "setup_key", "pseudonym_key")
DATABASE = "database"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """What a backup file holds."""

    version: str
    engine: str
    made: str
    files: dict[str, str]


def backup(target: Path, var: Path) -> Manifest:
    """Write a backup of the installation to `target`. The file appears whole or not at all.

    Raises Problem when there is no installation here, or the file cannot be written.
    """
    if not _is_installed():
        raise Problem("kit.nothing_here", place=Place(file=str(var)))
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=".seutukuva-backup-", dir=target.absolute().parent) as folder:
            manifest = _write(part, Path(folder) / DATABASE, var)
        part.replace(target)
    except OSError as refused:
        raise Problem("kit.backup_not_written", place=Place(file=str(target)), said=refused.strerror) from refused
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write(part: Path, database: Path, var: Path) -> Manifest:
    engine = _dump_database(database)
    # The database is copied first: every file that it names lies in var already and is never changed.
    members = {DATABASE: database, **dict(_kept_files(var))}
    manifest = Manifest(
        __version__,
        engine,
        datetime.now(UTC).isoformat(timespec="seconds"),
        {name: _sha256(path) for name, path in members.items()},
    )
    # Nobody but its owner may read it from the first byte: it holds the signing key and everybody's data.
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
        content = json.dumps(vars(manifest), indent=1).encode("utf-8")
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(content)
        archive.addfile(head, io.BytesIO(content))
        for name, path in members.items():
            archive.add(path, arcname=name)
    return manifest


def restore(source: Path, var: Path, *, replace: bool) -> Manifest:
    """Put an installation back from a backup. Everything is checked before the first file is touched.

    Raises Problem when the file is no backup or damaged, was made with another kind of database or a newer version, or
    when the installation already has data and `replace` is not set.
    """
    with tempfile.TemporaryDirectory(prefix="seutukuva-restore-", dir=var) as folder:
        unpacked = Path(folder)
        manifest = _unpack(source, unpacked)
        _check(manifest, source)
        if not replace and _has_data(var):
            raise Problem("kit.restore_not_empty", place=Place(file=str(var)))
        connections.close_all()
        _load_database(unpacked / DATABASE)
        for name in FOLDERS:
            shutil.rmtree(var / name, ignore_errors=True)
            if (unpacked / name).exists():
                (unpacked / name).replace(var / name)
        for name in KEYS:
            if (unpacked / name).exists():
                (unpacked / name).replace(var / name)
                (var / name).chmod(0o600)
    return manifest


def _settings() -> dict[str, Any]:
    return dict(connections["default"].settings_dict)


def _engine() -> str:
    return str(connections["default"].vendor)


def _dump_database(target: Path) -> str:
    engine = _engine()
    if engine == "sqlite":
        live = sqlite3.connect(f"file:{_settings()['NAME']}?mode=ro", uri=True)
        copy = sqlite3.connect(target)
        with live, copy:
            live.backup(copy)
        copy.close()
        live.close()
    else:
        _run_postgresql(["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])
    return engine


def _load_database(source: Path) -> None:
    if _engine() == "sqlite":
        name = Path(_settings()["NAME"])
        for suffix in ("-wal", "-shm"):
            name.with_name(name.name + suffix).unlink(missing_ok=True)
        shutil.move(source, name)
    else:
        _load_postgresql(source)


def _load_postgresql(source: Path) -> None:
    """Put every table anew in one transaction: a newer version's own tables go, and a fault changes nothing."""
    connection = connections["default"]
    quote = connection.ops.quote_name
    drops = [f"DROP TABLE IF EXISTS {quote(name)} CASCADE;" for name in connection.introspection.table_names()]
    connections.close_all()
    before, script = source.with_name("before.sql"), source.with_name("database.sql")
    before.write_text("\n".join(drops), encoding="utf-8")
    _run_postgresql(["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source)])
    files = [f"--file={before}", f"--file={script}"]
    _run_postgresql(["psql", "-X", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *files])


def _run_postgresql(command: list[str]) -> None:
    """Run a PostgreSQL tool; the password goes by the environment, never on the command line."""
    settings = _settings()
    known = {
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"] or ""),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    environment = os.environ | {key: value for key, value in known.items() if value}
    try:
        subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
    except FileNotFoundError as missing:
        raise Problem("kit.tool_missing", tool=command[0]) from missing
    except subprocess.CalledProcessError as failed:
        raise Problem("kit.tool_failed", tool=command[0], said=failed.stderr.strip()[-300:]) from failed


def _kept_files(var: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((var / folder).rglob("*")):
            if path.is_file() and path.suffix != ".part":
                yield str(path.relative_to(var)), path
    for name in KEYS:
        if (var / name).exists():
            yield name, var / name


def _unpack(source: Path, target: Path) -> Manifest:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(target, filter="data")
        manifest = Manifest(**json.loads((target / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, EOFError, tarfile.TarError, KeyError, TypeError, ValueError) as broken:
        raise Problem("kit.not_a_backup", place=Place(file=str(source))) from broken
    for name, digest in manifest.files.items():
        path = target / name
        if not path.is_file() or _sha256(path) != digest:
            raise Problem("kit.damaged_backup", place=Place(file=str(source)), member=name)
    return manifest


def _check(manifest: Manifest, source: Path) -> None:
    place = Place(file=str(source))
    if manifest.engine != _engine():
        raise Problem("kit.backup_other_database", place=place, theirs=manifest.engine, ours=_engine())
    if _version(manifest.version) > _version(__version__):
        raise Problem("kit.backup_newer", place=place, theirs=manifest.version, ours=__version__)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _is_installed() -> bool:
    return "django_migrations" in connections["default"].introspection.table_names()


def _has_data(var: Path) -> bool:
    if any((var / name).exists() and any((var / name).iterdir()) for name in FOLDERS):
        return True
    connection = connections["default"]
    if "accounts_user" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM accounts_user")
        return bool(cursor.fetchone()[0])


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
