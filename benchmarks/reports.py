"""How long a report takes in each format from nothing: a town's and a programme's, of the demo's training network.

    python benchmarks/reports.py [--language fi]

The demo is built in a folder of its own that is removed afterwards. Every format is made three times, each time
gathered and written: first when neither figures of networks nor drawings are kept, then when the figures are (any page
of the picture has measured the networks), then when both are. Told are processor time of gathering and of writing, wall
time, and the file's size.
"""

from __future__ import annotations

import argparse
import os
import shutil
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
    """Build the demo, measure, print; 1 when a format takes the limit or more while figures of networks are kept."""
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
    from seutukuva.base.store import var_directory
    from seutukuva.web.network.figures import forget_figures
    from seutukuva.web.picture import reporting
    from seutukuva.web.programmes.selectors import default_ecosystem, participants_readable_by, visible_to
    from seutukuva.web.site import demo, demo_people
    from seutukuva.web.site.collecting import look_seldom
    from seutukuva.writers import docx, html, pdf, pptx

    admin = demo_people.people("only-for-this-benchmark", Silent())
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
    look_seldom()  # as a serving process does
    for write in writers.values():  # what a process loads once is not of the report
        write(makers["town"]())
    for name, make in makers.items():
        for ending, write in writers.items():
            told = []
            for kept in ("nothing", "figures", "all"):
                if kept == "nothing":
                    forget_figures()
                if kept != "all":
                    shutil.rmtree(var_directory() / "charts", ignore_errors=True)
                document, gathered, waited = timed(make)
                content, written, longer = timed(lambda write=write, document=document: write(document))
                told.append(f"{gathered:5.2f} +{written:5.2f} s (wall {waited + longer:5.2f})")
                if kept == "figures":
                    slowest = max(slowest, gathered + written)
            print(f"{name:10} {ending:5} {'; '.join(told)}; {len(content) // 1024:5} KiB", flush=True)
    return slowest


def timed(make: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what is made, the processor time and the wall time in seconds."""
    start, began = time.process_time(), time.perf_counter()
    made = make()
    return made, time.process_time() - start, time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
