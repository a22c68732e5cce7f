"""`seutukuva picture`: a town's report from open statistics, without a database."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources
from pathlib import Path
from typing import cast

import click

from seutukuva.base import LANGUAGES, Language
from seutukuva.cli.main import require_folder
from seutukuva.documents import Document, to_json
from seutukuva.picture import participant, regional_towns, town_report

FORMATS = ("pdf", "docx", "pptx", "html", "json")


@click.group()
def picture() -> None:
    """Situational pictures of towns."""


@picture.command("report")
@click.option("--participant", "wanted", required=True, help="Municipality code or name, or a participant's slug.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="fi", show_default=True, help="Language of the report.")
@click.option("--format", "ending", type=click.Choice(FORMATS), default="pdf", show_default=True)
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
def report(wanted: str, lang: str, ending: str, out: Path) -> None:
    """Write a town's report from open statistics."""
    require_folder(out)
    town = participant(wanted)
    document = town_report(
        town.municipalities,
        cast(Language, lang),
        name=town.name,
        comparison=regional_towns().participants,
        made_on=date.today().isoformat(),
    )
    out.write_bytes(_bytes(document, ending))
    click.echo(f"{out}: {document.title}", err=True)


def _bytes(document: Document, ending: str) -> bytes:
    if ending == "pdf":
        from seutukuva.writers import pdf

        return pdf.write(document)
    if ending == "docx":
        from seutukuva.writers import docx

        return docx.write(document)
    if ending == "pptx":
        from seutukuva.writers import pptx

        return pptx.write(document)
    if ending == "html":
        from seutukuva.writers import html

        sheet = Path(str(resources.files("seutukuva.web.kit"))) / "static" / "seutukuva" / "seutukuva.css"
        return html.standalone(document, sheet.read_text(encoding="utf-8")).encode("utf-8")
    return json.dumps(to_json(document), ensure_ascii=False, indent=1).encode("utf-8")
