"""A backup taken while people write holds one committed state: no half action, no gap."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.heavy.cluster import Cluster
from tests.installation import PASSWORD, Installation, Service, sign_in

pytestmark = pytest.mark.heavy

THREADS = 4
WAIT_SECONDS = 120
# Every thread makes programmes one after another; an action writes programme, texts, membership and audit event.
WRITE = f"""
import os, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "seutukuva.web.site.settings"
import django
django.setup()
from seutukuva.web.accounts.models import User
from seutukuva.web.programmes.actions import create_programme
anna = User.objects.get(email="anna@example.org")
def end(fault):
    threading.__excepthook__(fault)
    os._exit(1)
threading.excepthook = end
def write(thread):
    turn = 0
    while True:
        create_programme(actor=anna, names={{"fi": f"Ohjelma {{thread}} {{turn}}"}}, descriptions={{}})
        os.write(1, f"{{thread}} {{turn}}\\n".encode())  # in one piece, whatever the other threads write
        turn += 1
for thread in range({THREADS}):
    threading.Thread(target=write, args=[thread]).start()
"""
READ = """
import json
from seutukuva.web.accounts.selectors import user_by_email
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.kit.texts.models import Text
from seutukuva.web.programmes.models import Membership, Programme
print(json.dumps({
    "slugs": list(Programme.objects.values_list("slug", flat=True)),
    "memberships": Membership.objects.count(),
    "events": AuditEvent.objects.filter(action="programmes.create_programme").count(),
    "names": Text.objects.filter(field="name").count(),
}))
"""


class Writers:
    """A process whose threads write until it is ended; knows how far each thread told that it came."""

    def __init__(self, installation: Installation) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WRITE], env=installation.environment, stdout=subprocess.PIPE, text=True
        )
        self.done = [0] * THREADS
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            thread, turn = line.split()
            self.done[int(thread)] = int(turn) + 1

    def wait_for(self, count: int) -> None:
        """Wait until the threads have written `count` more; the lock is not shared out evenly among them."""
        goal, deadline = sum(self.done) + count, time.monotonic() + WAIT_SECONDS
        while sum(self.done) < goal:
            assert self._process.poll() is None, "the writers write on"
            assert time.monotonic() < deadline, f"the writers stand still at {self.done}"
            time.sleep(0.05)

    def __enter__(self) -> Writers:
        return self

    def __exit__(self, *fault: object) -> None:
        """End the process in the midst of its writes."""
        self._process.kill()
        self._process.wait()
        self._reader.join()


@contextlib.contextmanager
def signing_in(service: Service) -> Iterator[list[int]]:
    """Sign in over and over, which writes sessions through the running server; the statuses are collected."""
    statuses: list[int] = []
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            try:
                statuses.append(sign_in(service.url, "anna@example.org").status_code)
            except httpx.TransportError as failed:
                raise AssertionError(service.said()) from failed
            stop.wait(2.5)  # more than 30 a minute are refused from one address

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        try:
            yield statuses
        finally:
            stop.set()
        working.result()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_under_writes_is_one_committed_state(kind: str, cluster: Cluster, tmp_path: Path) -> None:
    postgresql = kind == "postgresql"
    written = Installation(tmp_path / "var", {"DATABASE_URL": cluster.new("written")} if postgresql else {})
    fresh = Installation(tmp_path / "fresh", {"DATABASE_URL": cluster.new("fresh")} if postgresql else {})
    assert written.run("createadmin", "anna@example.org", "--password", PASSWORD).returncode == 0
    file = str(tmp_path / "backup.tar.gz")
    with written.serving() as service, signing_in(service) as statuses, Writers(written) as writers:
        writers.wait_for(40)
        before = list(writers.done)
        done = written.run("backup", file)
        after = list(writers.done)
        writers.wait_for(10)
    assert done.returncode == 0, done.stderr
    assert sum(after) > sum(before), "it was under writes"
    assert set(statuses) == {302}, f"people could sign in all the while: {service.said()}"

    done = fresh.run("restore", file)
    assert done.returncode == 0, done.stderr
    found = json.loads(fresh.python(READ))
    assert len(found["slugs"]) == found["memberships"] == found["events"] == found["names"], (
        "no action is there by half"
    )
    for thread in range(THREADS):
        turns = sorted(int(slug.split("-")[2]) for slug in found["slugs"] if slug.startswith(f"ohjelma-{thread}-"))
        assert turns == list(range(len(turns))), "no write is missing before a later one"
        assert before[thread] <= len(turns) <= after[thread] + 1, "all that was told as written before it began"
    if not postgresql:
        with contextlib.closing(sqlite3.connect(fresh.var / "seutukuva.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
