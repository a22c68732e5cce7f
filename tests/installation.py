"""An installation in a folder of its own, used as its keeper does: through the command `seutukuva`."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

PASSWORD = "pitkä-salasana-testiin"
START_SECONDS = 90
STOP_SECONDS = 20
OURS = ("SEUTUKUVA_", "DATABASE_URL", "DJANGO_", "PG")


def free_port() -> int:
    """Return a port that nobody serves on just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and theirs, that still run."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    return [one for child in children for one in (int(child), *descendants(int(child)))]


def runs(pid: int) -> bool:
    """Tell whether a process still runs; one that ended and waits to be counted does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def command_line(pid: int) -> str:
    """Return how a process was started."""
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ")


@dataclass(frozen=True)
class Service:
    """A running `seutukuva serve`."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    def part(self, words: str) -> int:
        """Return the process of the part whose command line has `words`."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return next(int(child) for child in children if words in command_line(int(child)))

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=STOP_SECONDS)

    def said(self) -> str:
        """Return what it wrote to standard error."""
        return self.log.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Installation:
    """A folder, and the settings that differ from the defaults."""

    var: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of its commands: nothing of the tests' own settings reaches them."""
        plain = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
        return plain | {"SEUTUKUVA_VAR": str(self.var)} | self.settings

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `seutukuva` with arguments to its end."""
        command = [sys.executable, "-c", "from seutukuva.cli.main import run; run()", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120, check=False)

    def python(self, script: str) -> str:
        """Run a script with the installation's Django set up and return what it prints."""
        begin = (
            "import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'seutukuva.web.site.settings'\ndjango.setup()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", begin + script], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextlib.contextmanager
    def serving(self, *options: str, ready: bool = True) -> Iterator[Service]:
        """Run `seutukuva serve` on a free port; when `ready`, wait until it answers."""
        port = free_port()
        log = self.var.parent / f"{self.var.name}-{port}.log"
        command = [sys.executable, "-c", "from seutukuva.cli.main import run; run()", "serve", "--bind"]
        with log.open("wb") as target:
            process = subprocess.Popen([*command, f"127.0.0.1:{port}", *options], env=self.environment, stderr=target)
        service = Service(process, port, log)
        started: list[int] = []
        try:
            if ready:
                wait_until_healthy(service)
            started = descendants(process.pid)
            yield service
        finally:
            if process.poll() is None:
                started = [*started, *descendants(process.pid)]
                process.terminate()
                process.wait(timeout=STOP_SECONDS)
        left = [command_line(pid) for pid in started if runs(pid)]
        assert not left, f"processes are left: {left}"


def wait_until_healthy(service: Service) -> None:
    """Wait until /healthz answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert service.process.poll() is None, service.said()
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{service.url}/healthz", timeout=10).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"no answer in {START_SECONDS} s: {service.said()}")


def sign_in(url: str, email: str, password: str = PASSWORD, headers: dict[str, str] | None = None) -> httpx.Response:
    """Sign in as a browser does and return the answer to the form; its cookies hold the session."""
    address = f"{url}/en/accounts/login/"
    page = httpx.get(address, headers=headers, timeout=30)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token, page.text
    return httpx.post(
        address,
        data={"login": email, "password": password, "csrfmiddlewaretoken": token[1]},
        # Written out: a client keeps secure cookies from http, though a proxy before us speaks https.
        headers={**(headers or {}), "Cookie": f"csrftoken={page.cookies['csrftoken']}"},
        timeout=30,
    )
