"""`seutukuva picture`: a town's report from open statistics, without a database."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources
from pathlib import Path
from typing import cast

import click

from seutukuva.base import LANGUAGES, Language, Message, render
from seutukuva.cli.main import require_folder
from seutukuva.documents import Document, to_json
from seutukuva.picture import (
    assessed,
    maturity_model,
    participant,
    read_maturity_model,
    read_ratings,
    regional_towns,
    town_report,
)
from seutukuva.picture.model_reading import stated_model

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


@picture.command("assess")
@click.argument("ratings", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--model", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Maturity model.")
@click.option("--json", "wanted_json", is_flag=True, help="Print everything as one JSON object.")
def assess_command(ratings: Path, file: Path | None, *, wanted_json: bool) -> None:
    """Judge the ratings of a CSV: ecosystem, dimension, level, kind, cluster, and rater, reliability if known.

    An empty level is "no information". `flips` lists rows of the file (the header is row 1) whose removal changes the
    most probable level. A dimension without ratings has no level; its posterior is the prior. A cell whose evidence is
    all from one source is told on standard error. Without --json the lines are ecosystem, dimension, level, 90 % set
    and number of ratings, then each ecosystem and its stage; "?" is what cannot be told.
    """
    model = read_maturity_model(file) if file else maturity_model()
    told = assessed(read_ratings(ratings, model), model)
    for cell in told["cells"]:
        if cell["n_clusters"] == 1:
            where = {"ecosystem": cell["ecosystem"], "dimension": cell["dimension"]}
            click.echo(render(Message("picture.assess.one_source", where), "en"), err=True)
    if wanted_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
        return
    for cell in told["cells"]:
        told90 = "-".join(str(level) for level in cell["set90"]) or "?"
        click.echo(f"{cell['ecosystem']}\t{cell['dimension']}\t{cell['mode'] or '?'}\t{told90}\t{cell['n_items']}")
    for row in told["ecosystems"]:
        click.echo(f"{row['ecosystem']}\t{row['stage'] or '?'}")


@picture.command("model")
def model_command() -> None:
    """Print the maturity model that ships with the package, to be changed into one of your own."""
    click.echo(stated_model(), nl=False)


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
