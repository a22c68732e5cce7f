"""`seutukuva serve`: web, worker and clock as processes of one command; when one ends, all end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

from django.conf import settings
from django.core.management import call_command

PARTS = ("web", "worker", "clock")
CLOCK_SECONDS = 3600


def prepare() -> None:
    """Bring the database and the static files to this version."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def command_of(part: str, *, bind: str, workers: int) -> list[str]:
    """Return the command line of a part."""
    python = sys.executable
    if part == "worker":
        return [python, "-m", "django", "db_worker", "--settings", "seutukuva.web.site.settings"]
    if part == "clock":
        return [python, "-m", "seutukuva.web.site.clock"]
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        options = ["--workers", str(workers), "--threads", "4", "--worker-class", "gthread", "--bind", bind]
        return [python, "-m", "gunicorn", "seutukuva.web.site.wsgi:application", *options, "--log-level", "warning"]
    host, _, port = bind.rpartition(":")
    options = ["--interface", "wsgi", "--host", host, "--port", port, "--workers", str(workers), "--no-access-log"]
    return [python, "-m", "granian", "seutukuva.web.site.wsgi:application", *options, "--log-level", "warning"]


def run(parts: Sequence[str], *, bind: str, workers: int) -> int:
    """Run parts until one ends or a signal comes; return 0 after a signal, 1 when a part ended by itself."""
    processes = [subprocess.Popen(command_of(part, bind=bind, workers=workers)) for part in parts]
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if stopping else 1
