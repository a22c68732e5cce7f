"""How fast the pages of the demo are: median server time and number of queries of each, the slowest last.

    python benchmarks/pages.py [--times 9] [--only TEXT]

The demo is built in a folder of its own that is removed afterwards. Every page is asked for once before it is measured:
official figures and drawings are computed once in a process and kept. Each page is then asked for `--times` times by
Django's test client, signed in as the demo's programme manager, so the time is the server's without the network.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LIMIT_MS = 100


@dataclass(frozen=True)
class Measured:
    """A page's median time, its first time (nothing kept yet), its queries and its size."""

    address: str
    median_ms: float
    first_ms: float
    queries: int
    kilobytes: float


class Silent:
    """Builds the demo without telling how far it is."""

    def start(self, title: str, total: int) -> None:
        """Begin a step."""

    def advance(self) -> None:
        """Count one part as done."""


def main() -> int:
    """Build the demo, measure, print; 1 when the median over the pages is not under the limit."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--times", type=int, default=9)
    options.add_argument("--only", default="", help="measure only addresses with this text")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="seutukuva-pages-") as folder:
        os.environ["SEUTUKUVA_VAR"] = folder
        measured = measure(given.times, given.only)
    report(measured)
    return 0 if statistics.median(m.median_ms for m in measured) < LIMIT_MS else 1


def measure(times: int, only: str) -> list[Measured]:
    """Return the pages measured, the slowest last."""
    prepare()
    from django.test import Client

    from seutukuva.web.accounts.selectors import user_by_email

    client = Client(SERVER_NAME="127.0.0.1")
    manager = user_by_email("manager@example.org")
    assert manager is not None
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    found = [one(client, address, times) for address in addresses(client) if only in address]
    return sorted(found, key=lambda m: m.median_ms)


def prepare() -> None:
    """Make the demo in the folder that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "seutukuva.web.site.settings"
    import logging

    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    (Path(settings.VAR) / "static").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    from seutukuva.web.site import demo

    demo.build(Silent())


def addresses(client: object) -> Iterator[str]:
    """Yield the demo's pages: those of every room that a link of a programme or a town leads to, and our own list."""
    import re

    from django.test import Client

    assert isinstance(client, Client)
    real, made = "/fi/programmes/seutukaupungit/", "/fi/programmes/harjoitusverkosto/"
    listed = [
        "/fi/",
        real,
        f"{real}?indicator=tertiary",
        f"{real}towns/rauma/",
        f"{real}towns/naturpolis-oy/",
        f"{real}compare/?towns=rauma,raahe,Oulu",
        f"{real}indicators/",
        f"{real}indicators/unemployment_rate_12m/",
        f"{real}indicators/median_income/?level=municipality&region=02",
        f"{real}data/",
        f"{real}towns/rauma/statistics.pdf",
        f"{real}indicators/tertiary/values.csv",
        made,
        f"{made}towns/kuusilahti/",
        f"{made}compare/?towns=storsund,kuusilahti",
        f"{made}indicators/population/",
        f"{made}data/",
        f"{made}data/1/",
        f"{made}evidence/search/?q=yhteisty%C3%B6",
        *workshop_pages(),
    ]
    seen = dict.fromkeys(listed)
    link = re.compile(r'href="(/fi/programmes/harjoitusverkosto/[^"?#]*/)"')
    for start in (made, f"{made}towns/kuusilahti/"):
        for found in link.findall(client.get(start).content.decode()):
            seen.setdefault(found)
    shapes = {re.sub(r"\d+", "0", address) for address in seen}
    evidence = f"{made}towns/kuusilahti/evidence/"
    for start in (
        evidence,
        f"{evidence}1/",
        f"{evidence}rounds/",
        f"{made}towns/kuusilahti/interviews/",
        f"{made}evidence/",
        f"{made}evidence/analysis/",
    ):
        for found in link.findall(client.get(start).content.decode()):
            shape = re.sub(r"\d+", "0", found)  # one source, one round, one interview of each
            if shape not in shapes:
                shapes.add(shape)
                seen.setdefault(found)
    yield from seen


def workshop_pages() -> list[str]:
    """Make a workshop with twenty cards in groups, which the demo has none of, and return its pages."""
    from datetime import date

    from seutukuva.web.accounts.selectors import user_by_email
    from seutukuva.web.evidence.workshops import actions
    from seutukuva.web.programmes.selectors import default_ecosystem, get_participant

    manager = user_by_email("manager@example.org")
    assert manager is not None
    town = get_participant(manager, "harjoitusverkosto", "kuusilahti")
    asked = {"titles": {"fi": "Työpaja"}, "questions": [{"fi": "Mikä on pysyvää?"}], "language": "fi", "dots": 5}
    made = actions.make_workshop(
        actor=manager, ecosystem=default_ecosystem(town), label="W9", date=date(2026, 2, 19), **asked
    )
    cards = [f"Kortti {n}: satama, osaajat ja laboratorio {n % 5}" for n in range(20)]
    question = made.questions.get()
    actions.type_cards(actor=manager, workshop=made, question=question, texts=cards, language="fi")
    for step in ("reveal", "grouping", "voting"):
        made = actions.move(actor=manager, workshop=made, to=step)
    led, board = f"/fi/programmes/harjoitusverkosto/towns/kuusilahti/workshops/{made.pk}/", f"/fi/w/{made.token}/"
    return [led, board, f"{board}state/", f"{board}screen/", f"{board}screen/state/"]


def one(client: object, address: str, times: int) -> Measured:
    """Return one page measured."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    assert isinstance(client, Client)
    spent = []
    for _ in range(times + 1):
        began = time.perf_counter()
        answer = client.get(address)
        spent.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return Measured(address, statistics.median(spent[1:]), spent[0], len(queries), len(answer.content) / 1024)


def report(measured: list[Measured]) -> None:
    """Print a line per page and the median over all."""
    print(f"{'median ms':>9} {'first ms':>8} {'queries':>7} {'kB':>6}  page")
    for m in measured:
        print(f"{m.median_ms:9.1f} {m.first_ms:8.0f} {m.queries:7d} {m.kilobytes:6.0f}  {m.address}")
    middle = statistics.median(m.median_ms for m in measured)
    over = sum(m.median_ms >= LIMIT_MS for m in measured)
    print(f"{middle:9.1f} median over {len(measured)} pages; {over} not under {LIMIT_MS} ms")


if __name__ == "__main__":
    sys.exit(main())
