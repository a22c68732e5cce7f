"""A backup is one file; restored, the installation is as it was."""

from __future__ import annotations

import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from seutukuva.base import Problem
from seutukuva.web.accounts.models import User
from seutukuva.web.site import backup as room


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder var with a database of two rows that is being written to, a release, an upload and keys."""
    var = tmp_path / "var"
    for name, text in (("releases/abc.json", "{}"), ("uploads/f.csv", "a,b"), ("secret_key", "s"), ("setup_key", "k")):
        (var / name).parent.mkdir(parents=True, exist_ok=True)
        (var / name).write_text(text, encoding="utf-8")
    database = var / "seutukuva.sqlite3"
    live = sqlite3.connect(database)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE accounts_user (id INTEGER, email TEXT)")
    live.executemany("INSERT INTO accounts_user VALUES (?, ?)", [(1, "a"), (2, "b")])
    live.commit()
    monkeypatch.setattr(room, "_settings", lambda: {"NAME": str(database)})
    monkeypatch.setattr(room, "_engine", lambda: "sqlite")
    monkeypatch.setattr(room, "_is_installed", lambda: True)
    monkeypatch.setattr(room, "_has_data", lambda var: (var / "releases").exists())
    monkeypatch.setattr(connections, "close_all", lambda: None)
    return var


def rows(var: Path) -> int:
    with sqlite3.connect(var / "seutukuva.sqlite3") as connection:
        return int(connection.execute("SELECT COUNT(*) FROM accounts_user").fetchone()[0])


def test_a_backup_taken_while_somebody_writes_holds_what_was_committed(installation: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar.gz"
    writer = sqlite3.connect(installation / "seutukuva.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO accounts_user VALUES (3, 'not committed')")
    room.backup(target, installation)
    writer.execute("ROLLBACK")
    assert target.stat().st_mode & 0o077 == 0, "only its owner reads it"
    (installation / "uploads/f.csv").write_text("changed", encoding="utf-8")
    with sqlite3.connect(installation / "seutukuva.sqlite3") as later:
        later.execute("DELETE FROM accounts_user")
    room.restore(target, installation, replace=True)
    assert rows(installation) == 2
    assert (installation / "uploads/f.csv").read_text(encoding="utf-8") == "a,b"
    assert (installation / "releases/abc.json").exists()


def test_a_full_installation_is_not_overwritten_unasked(installation: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar.gz"
    room.backup(target, installation)
    with pytest.raises(Problem) as problem:
        room.restore(target, installation, replace=False)
    assert problem.value.code == "kit.restore_not_empty"
    assert rows(installation) == 2


def test_a_damaged_or_foreign_file_changes_nothing(installation: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar.gz"
    room.backup(target, installation)
    whole = target.read_bytes()
    cases = {"short.tar.gz": whole[: len(whole) // 2], "text.tar.gz": b"not a backup", "empty.tar.gz": b""}
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Problem) as problem:
            room.restore(tmp_path / name, installation, replace=True)
        assert problem.value.code == "kit.not_a_backup", name
    with tarfile.open(target) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (tmp_path / "unpacked/uploads/f.csv").write_text("tampered", encoding="utf-8")
    with tarfile.open(tmp_path / "tampered.tar.gz", "w:gz") as archive:
        for path in sorted((tmp_path / "unpacked").iterdir()):
            archive.add(path, arcname=path.name)
    with pytest.raises(Problem) as problem:
        room.restore(tmp_path / "tampered.tar.gz", installation, replace=True)
    assert problem.value.code == "kit.damaged_backup"
    assert rows(installation) == 2


@pytest.mark.django_db
def test_the_test_database_is_seen_as_full_once_somebody_has_an_account() -> None:
    assert not room._has_data(Path(settings.VAR) / "no-such-folder")
    User.objects.create_user("a@example.org", "x")
    assert room._has_data(Path(settings.VAR) / "no-such-folder")
