"""How long 1,000 transcripts take to come in: read by the library, then through the page's own import.

    python benchmarks/evidence_import.py [--files 1000]

Each is a docx of some five pages in turns, made of the training network's own words. The import keeps the file with
its hash, reads it in a transaction of its own, fixes the text and indexes it for the search, one file after the other
as a worker does.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import tempfile
import time
from collections.abc import Sequence
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "seutukuva.web.site.settings"
os.environ["SEUTUKUVA_VAR"] = tempfile.mkdtemp(prefix="seutukuva-bench-")

TURNS, WORDS_A_TURN = 40, 40


def transcript(chance: random.Random, words: list[str]) -> bytes:
    """Return a docx of turns."""
    import docx

    document = docx.Document()
    for turn in range(TURNS):
        speaker = "H" if turn % 2 == 0 else "V"
        document.add_paragraph(f"{speaker}: {' '.join(chance.choices(words, k=WORDS_A_TURN)).capitalize()}.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def main() -> None:
    """Make the files, read them, import them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1000)
    count = parser.parse_args().files
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    call_command("migrate", verbosity=0)
    from seutukuva.evidence.material import read_material
    from seutukuva.evidence.words import prepare
    from seutukuva.picture import read_training_network

    prepare()
    words = [word for town in read_training_network().towns for one in town.sources for word in one.text.split()]
    chance = random.Random(1)
    files = [(f"haastattelu-{n:04}.docx", transcript(chance, words)) for n in range(count)]
    began = time.perf_counter()
    for name, content in files:
        read_material(name, content)
    print(f"reading {count} files by the library   {time.perf_counter() - began:6.1f} s")
    bring(files)


def bring(files: Sequence[tuple[str, bytes]]) -> None:
    """Import files into a town as the page and its worker do, and print how long it took."""
    from django.core.files.base import ContentFile
    from django.db import connection

    from seutukuva.web.accounts.actions import create_administrator
    from seutukuva.web.evidence.importing import actions
    from seutukuva.web.evidence.importing.files import Upload
    from seutukuva.web.evidence.models import ImportBatch, Source
    from seutukuva.web.programmes import actions as programmes
    from seutukuva.web.programmes.selectors import default_ecosystem

    count = len(files)
    admin = create_administrator(actor=None, email="a@example.org", password="pitkä-salasana-1", name="A")
    programme = programmes.create_programme(actor=admin, names={"fi": "P"}, descriptions={}, synthetic=True)
    town = programmes.add_participant(actor=admin, programme=programme, names={"fi": "Kuusilahti"}, forms={})
    uploads = [Upload(ContentFile(content, name)) for name, content in files]
    given = {"kind": "interview", "prefix": "K", "language": "fi", "consent": "given"}
    began = time.perf_counter()
    actions.start_import(
        actor=admin, ecosystem=default_ecosystem(town), uploads=uploads, date=date(2026, 1, 1), **given
    )
    print(f"taking {count} files in                {time.perf_counter() - began:6.1f} s")
    began = time.perf_counter()
    for file in ImportBatch.objects.get().files.all():
        actions.import_file(actor=admin, file=file)
    took = time.perf_counter() - began
    print(f"importing {count} files one by one     {took:6.1f} s ({count / took:.0f} a second, {connection.vendor})")
    assert Source.objects.count() == count


if __name__ == "__main__":
    main()
