"""The coding page of a 200-page transcript with 5,000 codings: the page, one coding, what others changed.

Prints the median and the slowest of each. An interaction (a coding, a look for changes) is to stay under 100 ms.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seutukuva.web.evidence.models import Source

os.environ["DJANGO_SETTINGS_MODULE"] = "seutukuva.web.site.settings"
os.environ["SEUTUKUVA_VAR"] = tempfile.mkdtemp(prefix="seutukuva-bench-")

PAGES, WORDS_A_PAGE, CODINGS, TIMES = 200, 330, 5_000, 30
WORDS = ("yhteistyö", "kaupunki", "yritys", "oppilaitos", "hanke", "rahoitus", "verkosto", "osaajat", "satama")


def transcript(chance: random.Random) -> str:
    """Return a text of 200 pages in turns of some forty words."""
    turns = []
    for _ in range(PAGES * WORDS_A_PAGE // 40):
        turns.append("V: " + " ".join(chance.choice(WORDS) for _ in range(40)).capitalize() + ".")
    return "\n\n".join(turns)


def timed(run: Callable[[int], Any]) -> tuple[float, float]:
    """Return the median and the slowest of some runs, in milliseconds."""
    took = []
    for n in range(TIMES):
        began = time.perf_counter()
        run(n)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), max(took)


def main() -> None:
    """Build a town with one long interview, code it, and time the page."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    time_page(coded_source())
    print(f"(data in {Path(os.environ['SEUTUKUVA_VAR'])})")


def coded_source() -> Source:
    """Return the long interview with its codings."""
    from django.db import transaction

    from seutukuva.evidence import anchor
    from seutukuva.web.accounts.actions import create_administrator
    from seutukuva.web.evidence import actions as evidence
    from seutukuva.web.evidence.coding import actions, codebook_actions, selectors
    from seutukuva.web.programmes import actions as programmes
    from seutukuva.web.programmes.selectors import default_ecosystem

    chance = random.Random(1)
    admin = create_administrator(actor=None, email="a@example.org", password="pitkä-salasana-1", name="A")
    programme = programmes.create_programme(actor=admin, names={"fi": "P"}, descriptions={}, synthetic=True)
    town = programmes.add_participant(actor=admin, programme=programme, names={"fi": "Kuusilahti"}, forms={})
    codebook_actions.adopt_codebook(actor=admin, programme=programme)
    facts = {"kind": "interview", "label": "K-01", "who": "", "sector": "city", "language": "fi", "consent": "given"}
    source = evidence.add_source(
        actor=admin, ecosystem=default_ecosystem(town), date=date(2026, 1, 1), text=transcript(chance), **facts
    )
    codes = [row.code for row in selectors.codes_of(programme)]
    with transaction.atomic():  # one write to the disk, not five thousand
        for _ in range(CODINGS):
            start = chance.randrange(len(source.text) - 400)
            at = anchor(source.text, start, start + chance.randrange(60, 300))
            actions.add_coding(actor=admin, source=source, at=at, code=chance.choice(codes))
    return source


def time_page(source: Source) -> None:
    """Time the coding page and what its script asks for, and print."""
    from django.test import Client
    from django.urls import reverse

    from seutukuva.web.accounts.selectors import user_by_email
    from seutukuva.web.evidence.coding import selectors

    client, town = Client(), source.ecosystem.participant
    client.force_login(user_by_email("a@example.org"), backend="django.contrib.auth.backends.ModelBackend")
    place = [town.programme.slug, town.slug, source.pk]
    codes = [row.code for row in selectors.codes_of(town.programme)]
    page = reverse("coding", args=place)
    headers = {"X-Requested-With": "seutukuva-coding"}
    client.get(page)
    size = len(client.get(page).content)

    def code(n: int) -> None:
        start = 1000 + n * 9000
        at = {"start": start, "end": start + 120, "seen": source.text_hash}
        data = {"quote": "-", "code": codes[n].pk, **at}
        answer = client.post(reverse("coding_code", args=place), data, headers=headers)
        assert answer.status_code == 200, answer.content

    last = selectors.last_step(source)
    print(f"{len(source.text):,} code points, {CODINGS:,} codings, page of {size / 1e6:.1f} MB")
    for name, run in (
        ("the whole page", lambda n: client.get(page)),
        ("one coding", code),
        ("undo", lambda n: client.post(reverse("coding_undo", args=place), headers=headers)),
        ("what others changed", lambda n: client.get(reverse("coding_since", args=[*place, last]))),
    ):
        median, slowest = timed(run)
        print(f"{name:22} median {median:7.1f} ms   slowest {slowest:7.1f} ms")


if __name__ == "__main__":
    main()
