"""`seutukuva serve`: web, worker and clock as processes of one command; when one ends, all end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from seutukuva.base import Problem
from seutukuva.evidence.words import are_prepared
from seutukuva.web.site.logs import CONFIGURATION

PARTS = ("web", "worker", "clock")
CLOCK_SECONDS = 3600
STOP_SECONDS = 10
THREADS = "4"


def connect() -> None:
    """Raise Problem when the database does not answer."""
    try:
        connection.ensure_connection()
    except OperationalError as refused:
        raise Problem("kit.no_database", said=str(refused).strip().partition("\n")[0].rstrip(".")) from refused


def prepare() -> None:
    """Bring the database and the static files to this version, and build what the search needs of the languages."""
    with words_beside():
        bring_up_to_date()


def bring_up_to_date() -> None:
    """Bring the database and the static files to this version."""
    connect()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


@contextlib.contextmanager
def words_beside() -> Iterator[None]:
    """Build the lexicons that are missing in a process of its own meanwhile; at the end they are there.

    On a new machine that takes half a minute of one core.
    """
    if are_prepared():
        yield
        return
    building = subprocess.Popen([sys.executable, "-m", "seutukuva.evidence.words"])
    try:
        yield
    except BaseException:
        building.terminate()
        raise
    finally:
        building.wait()
    if building.returncode:
        raise subprocess.CalledProcessError(building.returncode, building.args)


def require_prepared() -> None:
    """Raise Problem when the database is not of this version yet; a worker alone does not bring it there."""
    connect()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Problem("kit.database_not_prepared")


def address(bind: str) -> tuple[str, int]:
    """Return host and port of `host:port` or `[host]:port`. Raises Problem when it is neither."""
    try:
        parts = urlsplit(f"//{bind}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or port is None or parts.path:
        raise Problem("kit.no_address_to_serve_on", bind=bind)
    return host, port


def require_free(bind: str) -> None:
    """Raise Problem when nobody can serve on the address: it is taken, foreign or forbidden."""
    host, port = address(bind)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as refused:
            raise Problem("kit.address_not_free", bind=bind, said=refused.strerror or str(refused)) from refused


def command_of(part: str, *, bind: str, workers: int) -> list[str]:
    """Return the command line of a part."""
    python = sys.executable
    if part == "worker":
        return [python, "-m", "django", "db_worker", "--settings", "seutukuva.web.site.settings"]
    if part == "clock":
        return [python, "-m", "seutukuva.web.site.clock"]
    # Threads are few on purpose: each keeps a connection to the database.
    shared = ["seutukuva.web.site.wsgi:application", "--workers", str(workers), "--log-level", "warning"]
    logs = str(_log_configuration())
    if connection.vendor == "sqlite":
        options = ["--threads", THREADS, "--worker-class", "gthread", "--bind", bind, "--log-config-json", logs]
        return [python, "-m", "gunicorn", *shared, *options]
    host, port = address(bind)
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--log-config", logs]
    return [python, "-m", "granian", *shared, *options, "--no-access-log", "--blocking-threads", THREADS]


def _log_configuration() -> Path:
    """Write the logs' configuration where the web servers can read it."""
    target = Path(settings.VAR) / "logging.json"
    target.write_text(json.dumps(CONFIGURATION, indent=1), encoding="utf-8")
    return target


def run(parts: Sequence[str], *, bind: str, workers: int) -> int:
    """Run parts until one ends or a signal comes; return 0 after a signal, 1 when a part ended by itself."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    # A session each: Ctrl+C reaches this process only, and what a part leaves behind can be ended with it.
    processes = [
        subprocess.Popen(command_of(part, bind=bind, workers=workers), start_new_session=True) for part in parts
    ]
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    _end(processes)
    return 0 if stopping else 1


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every part to end, wait, and end by force what is left of it."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):  # nothing is left of it: as it should be
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
