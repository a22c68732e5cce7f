"""Sixty phones on a workshop's board: how long a request takes, and whether a card is lost.

Starts `seutukuva serve` with a folder of its own, lets every phone join, look every 2.5 seconds, write five cards (one
of them sent twice at once, as after a lost answer), vote and move sliders, while the facilitator leads the workshop on.
Prints median, 95th percentile and slowest of each kind of request, and the cards that were lost or doubled (0 and 0).
Server and phones share the machine's cores.
"""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import httpx

PHONES, CARDS, EVERY, WRITING, TALKING = 60, 5, 2.5, 60.0, 15.0
SCRIPT = {"X-Requested-With": "seutukuva-board"}
TOOK: dict[str, list[float]] = defaultdict(list)
BROKEN: list[str] = []
LOCK = threading.Lock()


def main() -> None:
    """Serve a workshop, lead it, and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        os.environ |= {
            "SEUTUKUVA_VAR": folder,
            "SEUTUKUVA_ORIGIN": f"http://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "seutukuva.web.site.settings",
        }
        workshop = make()
        with (Path(folder) / "serve.log").open("wb") as log:
            command = [str(Path(sys.executable).parent / "seutukuva"), "serve", "--bind", f"127.0.0.1:{port}"]
            server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
            try:
                wait_for(f"http://127.0.0.1:{port}/healthz")
                run(workshop, f"http://127.0.0.1:{port}/fi/w/{workshop.token}/")
            finally:
                server.send_signal(signal.SIGTERM)
                server.wait(timeout=30)
        tell(workshop)


def make() -> Any:
    """Build the database with a town and its workshop; return the workshop."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from seutukuva.web.accounts.actions import create_administrator
    from seutukuva.web.evidence.workshops.actions import make_workshop
    from seutukuva.web.programmes import actions as programmes
    from seutukuva.web.programmes.selectors import default_ecosystem

    admin = create_administrator(actor=None, email="a@example.org", password="pitkä-salasana-1", name="A")
    programme = programmes.create_programme(actor=admin, names={"fi": "P"}, descriptions={}, synthetic=True)
    town = programmes.add_participant(actor=admin, programme=programme, names={"fi": "Kuusilahti"}, forms={})
    return make_workshop(
        actor=admin,
        ecosystem=default_ecosystem(town),
        label="W1",
        titles={"fi": "Työpaja"},
        questions=[{"fi": "Mikä on pysyvää?"}, {"fi": "Kuka puuttuu?"}],
        language="fi",
        date=date(2026, 2, 19),
        dots=5,
    )


def run(workshop: Any, address: str) -> None:
    """Let the phones do their work while the facilitator leads the workshop from step to step."""
    from seutukuva.web.evidence.workshops.actions import group_cards, move

    phones = [Phone(number, address) for number in range(PHONES)]
    threads = [threading.Thread(target=phone.live) for phone in phones]
    for thread in threads:
        thread.start()
    leader, cards = workshop.made_by, workshop.cards
    time.sleep(WRITING)
    for step in ("reveal", "grouping"):
        move(actor=leader, workshop=workshop, to=step)
        time.sleep(TALKING)
    for number in range(12):
        group_cards(actor=leader, workshop=workshop, cards=list(cards.all())[number::12], title=f"Ryhmä {number}")
        time.sleep(1)
    for step in ("voting", "rating", "closed"):
        move(actor=leader, workshop=workshop, to=step)
        time.sleep(3 * TALKING if step == "rating" else TALKING)
    for thread in threads:
        thread.join(timeout=60)
    faults = [fault for phone in phones for fault in phone.faults]
    print(f"{len(faults)} requests failed", *faults[:5], sep="\n  " if faults else "")


class Phone:
    """A participant: joins, writes, looks every few seconds, does what the step asks for."""

    def __init__(self, number: int, address: str) -> None:
        self.chance = random.Random(number)
        self.number, self.address = number, address
        self.client = httpx.Client(timeout=60, headers=SCRIPT, limits=httpx.Limits(max_keepalive_connections=2))
        self.faults: list[str] = []
        self.etag, self.act, self.page = "", "", ""

    def live(self) -> None:
        """Take part from the beginning to the end."""
        began = time.monotonic()
        time.sleep(self.chance.uniform(0, 10))
        self.page = self.ask("page", "GET", "").text
        self.ask("join", "POST", "join/", self.form())
        self.page = self.ask("page", "GET", "").text
        due = sorted(self.chance.uniform(12, WRITING - 4) for _ in range(CARDS))
        done: set[str] = set()
        while "Työpaja on päättynyt" not in self.page:
            while due and time.monotonic() - began > due[0]:
                due.pop(0)
                self.card(CARDS - len(due))
            self.look()
            if 'class="votes"' in self.page and "vote" not in done:
                done.add("vote")
                groups = re.findall(r'name="(group-\d+)"', self.page)
                self.ask("vote", "POST", "votes/", self.form() | dict.fromkeys(self.chance.sample(groups, 5), "1"))
            left = set(re.findall(r'name="group" value="(\d+)"', self.page)) - done
            if left:
                group = min(left)
                done.add(group)
                values = {"group": group, "impact": str(self.chance.randrange(11)), "effort": "5"}
                self.ask("slider", "POST", "opinions/", self.form() | values)
            time.sleep(EVERY * self.chance.uniform(0.9, 1.1))

    def card(self, number: int) -> None:
        """Send a card; every fifth is sent twice at the same time."""
        values = self.form() | {
            "key": f"{self.number:016x}{number:016x}",
            "question": self.chance.choice(re.findall(r'name="question" value="(\d+)"', self.page)),
            "text": f"Puhelin {self.number}, kortti {number}: yhteistyö yritysten kanssa",
        }
        times = 2 if number == CARDS else 1
        with ThreadPoolExecutor(times) as pool:
            list(pool.map(lambda _n: self.ask("card", "POST", "cards/", values), range(times)))

    def look(self) -> None:
        """Ask what has changed."""
        answer = self.ask("look", "GET", "state/", headers={"If-None-Match": self.etag})
        if answer.status_code == 200:
            self.etag = answer.headers["ETag"]
            self.page = "".join(part["html"] for part in answer.json()["parts"])

    def form(self) -> dict[str, str]:
        """Return the token against forgery."""
        return {"csrfmiddlewaretoken": self.client.cookies["csrftoken"]}

    def ask(self, kind: str, method: str, path: str, data: Any = None, headers: Any = None) -> httpx.Response:
        """Send a request and note how long it took; one that is refused or fails is a fault."""
        began = time.perf_counter()
        try:
            answer = self.client.request(method, self.address + path, data=data, headers=headers)
        except httpx.TransportError:
            # The server has just closed a connection that was kept: sent again, as a browser does.
            with LOCK:
                BROKEN.append(kind)
            return self.ask(kind, method, path, data, headers)
        took = (time.perf_counter() - began) * 1000
        with LOCK:
            TOOK[f"{kind} 304" if answer.status_code == 304 else kind].append(took)
        if answer.status_code not in (200, 302, 304):
            self.faults.append(f"{kind}: {answer.status_code}")
        return answer


def tell(workshop: Any) -> None:
    """Print the times and what is in the database."""
    print(f"{PHONES} phones, {os.cpu_count()} cores, {len(BROKEN)} connections broke and were made anew")
    print(f"{'':<10}{'requests':>10}{'p50':>10}{'p95':>10}{'slowest':>10}  ms")
    for kind, took in sorted(TOOK.items()):
        p95 = statistics.quantiles(took, n=20)[-1]
        print(f"{kind:<10}{len(took):>10}{statistics.median(took):>10.1f}{p95:>10.1f}{max(took):>10.1f}")
    every = [took for times in TOOK.values() for took in times]
    print(f"{'all':<10}{len(every):>10}{statistics.median(every):>10.1f}{statistics.quantiles(every, n=20)[-1]:>10.1f}")
    keys = list(workshop.cards.values_list("key", flat=True))
    sent = {f"{phone:016x}{number:016x}" for phone in range(PHONES) for number in range(1, CARDS + 1)}
    dots = sum(number for group in workshop.groups.all() for number in group.dots.values_list("number", flat=True))
    said = sum(group.opinions.count() for group in workshop.groups.all())
    print(f"cards lost {len(sent - set(keys))}, doubled {len(keys) - len(set(keys))}, dots {dots}, opinions {said}")


def free_port() -> int:
    """Return a port that nobody serves on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(address: str) -> None:
    """Wait until the server answers. Raises TimeoutError."""
    for _ in range(240):
        try:
            if httpx.get(address, timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
