"""Concurrent writes to SQLite: Seutukuva's settings beside Django's defaults, in the same run.

Threads post small writes at the same time, each a transaction that reads a row and then writes, as most of the web's
actions do. A write is lost when the database refuses it ("database is locked") and the person would see a fault.
"""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections, transaction
from django.db.utils import OperationalError

from seutukuva.web.site.environment import SQLITE_OPTIONS

THREADS = 8
WRITES = 60
PEERS: dict[str, dict[str, Any]] = {"Seutukuva's settings": SQLITE_OPTIONS, "Django's defaults": {}}


def write(alias: str) -> None:
    """Do one transaction: read, then write."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SELECT COUNT(*), MAX(id) FROM entry")
        cursor.fetchone()
        cursor.execute("INSERT INTO entry (body) VALUES (%s)", ["x" * 500])


def post(alias: str, seconds: list[float], lost: list[str]) -> None:
    """Write again and again, noting how long each write took and which were lost."""
    for _ in range(WRITES):
        began = time.perf_counter()
        try:
            write(alias)
        except OperationalError as refused:
            lost.append(str(refused))
        seconds.append(time.perf_counter() - began)
    connections[alias].close()


def measure(alias: str) -> None:
    """Run the threads against one database and print what came of it."""
    with connections[alias].cursor() as cursor:
        cursor.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT)")
    seconds: list[float] = []
    lost: list[str] = []
    threads = [threading.Thread(target=post, args=[alias, seconds, lost]) for _ in range(THREADS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - began
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM entry")
        kept = cursor.fetchone()[0]
    total = THREADS * WRITES
    assert kept == total - len(lost)
    seconds.sort()
    p50, p99 = (seconds[int(total * share)] * 1000 for share in (0.5, 0.99))
    print(
        f"{alias:<22}{len(lost):>5} of {total} ({len(lost) / total:4.0%})  {p50:8.1f} ms  {p99:8.1f} ms  {whole:6.1f} s"
    )


def main() -> None:
    """Measure both in turn."""
    with tempfile.TemporaryDirectory() as folder:
        databases = {
            alias: {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(Path(folder) / f"{n}.sqlite3"),
                "OPTIONS": options,
            }
            for n, (alias, options) in enumerate(PEERS.items())
        }
        settings.configure(DATABASES={"default": {}, **databases})
        django.setup()
        print(f"{THREADS} threads, {WRITES} writes each, Django {django.__version__}")
        print(f"{'':<22}{'lost':>16}  {'p50':>11}  {'p99':>11}  {'whole':>8}")
        for alias in PEERS:
            measure(alias)


if __name__ == "__main__":
    main()
