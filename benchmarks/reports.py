"""How long a report takes in each format: a town's and a programme's, of the demo's training network.

    python benchmarks/reports.py [--language fi]

The demo is built in a folder of its own that is removed afterwards. Each report is gathered and written twice: the
first time no drawing is kept yet. Processor time of the first and the second time is told, with the size of the file.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

LIMIT_S = 3.0


class Silent:
    """Builds the demo without telling how far it is."""

    def start(self, title: str, total: int) -> None:
        """Begin a step."""

    def advance(self) -> None:
        """Count one part as done."""


def main() -> int:
    """Build the demo, measure, print; 1 when a format takes the limit or more."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--language", default="fi", choices=("fi", "sv", "en"))
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="seutukuva-reports-") as folder:
        os.environ["SEUTUKUVA_VAR"] = folder
        slowest = measure(given.language)
    return 0 if slowest < LIMIT_S else 1


def measure(language: Any) -> float:
    """Print the times of both reports; return the slowest."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seutukuva.web.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from seutukuva.web.picture import reporting
    from seutukuva.web.programmes.selectors import default_ecosystem, participants_readable_by, visible_to
    from seutukuva.web.site import demo
    from seutukuva.writers import docx, html, pdf, pptx

    admin = demo.people("only-for-this-benchmark", Silent())
    demo.training_programme(admin, Silent())
    programme = visible_to(admin).get()
    home = default_ecosystem(participants_readable_by(admin, programme)[1])
    makers: dict[str, Callable[[], Any]] = {
        "town": lambda: reporting.town_edition(reporting.report_matter(home), language, admin).document,
        "programme": lambda: reporting.programme_edition(programme, language, admin).document,
    }
    writers: dict[str, Callable[[Any], Any]] = {
        "html": html.write,
        "pdf": pdf.write,
        "docx": docx.write,
        "pptx": pptx.write,
    }
    slowest = 0.0
    for name, make in makers.items():
        document, gathered = timed(make)
        print(f"{name:10} gathered {gathered:5.2f} s, {len(document.blocks)} blocks")
        for ending, write in writers.items():
            content, first = timed(lambda write=write, document=document: write(document))
            _, again = timed(lambda write=write, document=document: write(document))
            slowest = max(slowest, first)
            print(f"{name:10} {ending:8} {first:5.2f} s, again {again:5.2f} s, {len(content) // 1024:5} KiB")
    return slowest


def timed(make: Callable[[], Any]) -> tuple[Any, float]:
    """Return what is made and the processor time in seconds."""
    start = time.process_time()
    made = make()
    return made, time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
