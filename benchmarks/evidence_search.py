"""How fast words are found in 100,000 units of evidence: median and p95 of a search beside a plain LIKE scan.

    python benchmarks/evidence_search.py [--units 100000] [--times 7]

The texts are made by a seeded generator from words of the field in all their forms; six towns share them. A search is
the page's own (`seutukuva.web.evidence.searching.selectors.search`): permission, filters, count, the first twenty hits
with their marked words. The LIKE scan asks the same rows for the word as a part of their terms and gets twenty and
their count, without permission, filters, rank or marks.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any

LIMIT_MS = 50
UNITS_OF_SOURCE = 200
QUERIES = (
    *("yhteistyö", "satama", "yritys", "oppilaitosyhteistyö", "rahoitus", "työvoimapula", "samarbete", "hamn"),
    *("elinvoima", "vetytalous", "telakka", "kaupunki"),
    *("yhteistyö satama", "rahoitus valtio", "osaaja puute", "innovaatioekosysteemi sopimus"),
)
# Words of the field in their forms, and the small words between them.
FIELD = {
    "fi": """
yhteistyö yhteistyötä oppilaitosyhteistyön satamassa satamakaupungissa yrityksen yritysten pienyrityksille rahoitusta
rahoituksen valtiolta kaupungin kaupungissa kaupunginjohtaja osaajia osaajapula työvoimapulaa elinvoimaa puutetta
innovaatioekosysteemin sopimuksen sopimusta hankkeessa hankkeiden verkostossa kunnan kuntien kuntarajojen seutukunnan
tutkimusta koulutuksen telakalla akkuteollisuuden vetytaloutta tuulivoimaa konepajan laboratoriossa matkailun rehtori
""",
    "sv": """
samarbete samarbetet läroanstaltssamarbetet hamnen hamnstaden företagen företagets finansiering staden städerna
kommunen kommunernas näringslivet utvecklingsbolaget arbetskraftsbrist kompetens projektet nätverket varvet
""",
}
SMALL = {
    "fi": "ja mutta on ei ole meillä täällä paljon vähän silloin aina usein kun että se ne jo vielä niin myös",
    "sv": "och men är inte har vi här mycket lite då alltid ofta när att det de den redan ännu så också ju",
}
SYLLABLES = [consonant + vowel for consonant in "hjklmnprstv" for vowel in "aeiou"]


def main() -> int:
    """Build the index in a folder of its own, measure, print; 1 when the median is not under the limit."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--units", type=int, default=100_000)
    options.add_argument("--times", type=int, default=7)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="seutukuva-search-") as folder:
        os.environ["SEUTUKUVA_VAR"] = os.environ.get("SEUTUKUVA_VAR") or folder
        prepare()
        user, programme = fill(given.units)
        measured = {query: of_search(user, programme, query, given.times) for query in QUERIES}
        scanned = {query: of_like(query, given.times) for query in QUERIES}
    return report(given.units, measured, scanned)


def prepare() -> None:
    """Make an empty database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "seutukuva.web.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def fill(count: int) -> tuple[Any, Any]:
    """Make six towns whose sources have so many units together; return a reader and the programme."""
    from django.db import connection

    from seutukuva.web.accounts.models import User
    from seutukuva.web.evidence import actions as evidence
    from seutukuva.web.programmes import actions
    from seutukuva.web.programmes.selectors import default_ecosystem

    chance = random.Random(20260101)
    admin = User.objects.create_superuser("measure@example.org", "a-long-password-for-it")
    programme = actions.create_programme(actor=admin, names={"fi": "Mittaus"}, descriptions={}, synthetic=True)
    towns = [
        actions.add_participant(actor=admin, programme=programme, names={"fi": name}, forms={"in": f"{name}ssa"})
        for name in ("Kuusilahti", "Mäntysalmi", "Hopeakoski", "Rantakylä", "Storsund", "Ylikangas")
    ]
    words_of = {language: Words(chance, language) for language in FIELD}
    started, words = time.perf_counter(), 0
    for number in range(-(-count // UNITS_OF_SOURCE)):
        language = "sv" if number % 6 == 4 else "fi"
        units = [words_of[language].unit() for _ in range(min(UNITS_OF_SOURCE, count - number * UNITS_OF_SOURCE))]
        words += sum(len(one.split()) for one in units)
        evidence.add_source(
            actor=admin,
            ecosystem=default_ecosystem(towns[number % 6]),
            kind="interview",
            label=f"K-{number}",
            who="",
            sector=chance.choice(["city", "company", "education"]),
            language=language,
            date=date(2026, 1, 1),
            text="\n\n".join(units),
            consent="asked",
        )
    seconds = time.perf_counter() - started
    if connection.vendor == "postgresql":  # which it does by itself some time after
        connection.cursor().execute("ANALYZE")
    sys.stdout.write(f"indexed {count} units, {words} words in {seconds:.0f} s ({words / seconds:.0f} words/s)\n")
    return admin, programme


class Words:
    """The words of a language as texts have them: half are small, one in fifteen is of the field, the rest are others.

    The others are 8,000 made words; among each kind the commoner are much commoner (Zipf's law).
    """

    def __init__(self, chance: random.Random, language: str) -> None:
        made = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(8_000)]
        self._chance = chance
        self._kinds = [self._weighed(words) for words in (SMALL[language].split(), FIELD[language].split(), made)]

    @staticmethod
    def _weighed(words: list[str]) -> tuple[list[str], list[float]]:
        return words, list(itertools.accumulate(1 / rank for rank in range(2, len(words) + 2)))

    def unit(self) -> str:
        """Return a paragraph of 15 to 45 words."""
        kinds = self._chance.choices(self._kinds, cum_weights=(50, 57, 100), k=self._chance.randint(15, 45))
        words = [self._chance.choices(words, cum_weights=weights)[0] for words, weights in kinds]
        return f"{' '.join(words).capitalize()}."


def timed(run: Callable[[], int], times: int) -> tuple[list[float], int]:
    """Return the milliseconds of several runs, after one that is not counted, and what was found."""
    found = run()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        taken.append((time.perf_counter() - started) * 1_000)
    return taken, found


def of_search(user: Any, programme: Any, query: str, times: int) -> tuple[list[float], int]:
    """Measure the page's own search."""
    from seutukuva.web.evidence.searching.selectors import search

    return timed(lambda: search(user, programme, query).total, times)


def of_like(query: str, times: int) -> tuple[list[float], int]:
    """Measure a scan of the index's own rows for the words as they are typed."""
    from seutukuva.web.evidence.searching.models import IndexedUnit

    rows = IndexedUnit.objects.all()
    for word in query.split():
        rows = rows.filter(terms__icontains=word)

    def run() -> int:
        list(rows[:20])
        return rows.count()

    return timed(run, max(1, times // 3))


Measured = dict[str, tuple[list[float], int]]


def report(units: int, measured: Measured, scanned: Measured) -> int:
    """Print the table and the medians; return the exit status."""
    sys.stdout.write(f"{'query':<32}{'found':>8}{'ms':>8}{'LIKE found':>12}{'LIKE ms':>9}\n")
    for query, (taken, found) in measured.items():
        like, like_found = scanned[query]
        sys.stdout.write(
            f"{query:<32}{found:>8}{statistics.median(taken):>8.1f}{like_found:>12}{statistics.median(like):>9.1f}\n"
        )
    every = sorted(ms for taken, _ in measured.values() for ms in taken)
    scans = sorted(ms for taken, _ in scanned.values() for ms in taken)
    median, p95 = statistics.median(every), every[int(0.95 * (len(every) - 1))]
    sys.stdout.write(
        f"{units} units: median {median:.1f} ms, p95 {p95:.1f} ms; LIKE median {statistics.median(scans):.1f} ms "
        f"({statistics.median(scans) / median:.1f} times the search)\n"
    )
    return 0 if median < LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
