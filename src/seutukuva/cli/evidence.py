"""`seutukuva evidence`: coded interviews from and to other programs (REFI-QDA)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import click

from seutukuva.base import LANGUAGES, Language, Message, Place, Problem, render
from seutukuva.cli.main import message_language
from seutukuva.evidence.refi import Coded, coded, read_codebook, read_project, write_project

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
CODEBOOK = ".qdc"
KINDS = ("interview", "workshop", "survey", "document")
CONSENTS = ("given", "asked", "not_needed")


@click.group()
def evidence() -> None:
    """Coded interviews: read and write the exchange format of NVivo, MAXQDA, ATLAS.ti and Taguette."""


@evidence.command("import")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print everything that was read as one JSON object.")
def import_command(file: Path, *, as_json: bool) -> None:
    """Read FILE (.qdpx or .qdc) and print what it holds and what is not carried. Needs no database, writes nothing.

    JSON: origin; sources, codes, selections and codings as numbers; lost, what is not carried (code, text, and count
    or place); coded, every coding (source, code, text), by source and position.
    """
    try:
        content = _read(file)
    except Problem as problem:
        raise problem.at(Place(file=file.name)) from None
    if as_json:
        click.echo(json.dumps(_plain(content), ensure_ascii=False, indent=1))
        return
    for label in ("origin", "sources", "codes", "selections", "codings"):
        click.echo(f"{label:<12}{getattr(content, label)}")
    for message in content.lost:
        click.echo(render(message, message_language()), err=True)


@evidence.command("bring")
@click.argument("file", type=FILE)
@click.argument("town", metavar="PROGRAMME/TOWN")
@click.option("--as", "email", required=True, help="E-mail of the account whose codings they become.")
@click.option("--prefix", default="R", show_default=True, help="Beginning of the sources' labels.")
@click.option("--kind", type=click.Choice(KINDS), default="interview", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="fi", show_default=True, help="Language of the texts.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Date of the texts.")
@click.option(
    "--consent", type=click.Choice(CONSENTS), default="asked", show_default=True, help="Consent to quotation."
)
def bring_command(
    *, file: Path, town: str, email: str, prefix: str, kind: str, lang: str, day: datetime, consent: str
) -> None:
    """Store FILE (.qdpx) in a town: codes, texts, codings, memos, all or none. Needs the rights of the account."""
    from seutukuva.cli.site import set_up

    set_up()
    from seutukuva.web.accounts.selectors import user_by_email
    from seutukuva.web.evidence.exchange_actions import Facts, bring_project
    from seutukuva.web.programmes.selectors import ecosystem_at

    try:
        imported = read_project(file.read_bytes())
    except Problem as problem:
        raise problem.at(Place(file=file.name)) from None
    user, ecosystem = user_by_email(email), ecosystem_at(town)
    if user is None:
        raise Problem("evidence.refi.unknown_account", email=email)
    if ecosystem is None or not user.has_perm("programmes.work_on_town", ecosystem.participant):
        raise Problem("evidence.refi.unknown_town", town=town)
    facts = Facts(kind=kind, prefix=prefix, language=lang, date=day.date(), consent=consent)
    brought = bring_project(actor=user, ecosystem=ecosystem, project=imported.project, facts=facts)
    click.echo(f"{town}: {brought.sources} sources, {brought.codings} codings", err=True)
    for message in (*imported.lost, *brought.lost):
        click.echo(render(message, message_language()), err=True)


@evidence.command("export")
@click.argument("project")
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--lang", type=click.Choice(LANGUAGES), default="fi", show_default=True, help="Language of the codes.")
def export_command(project: str, out: Path, lang: str) -> None:
    """Write the coded material of PROJECT (a programme, as its address names it) as a .qdpx file.

    Texts, codes, codings with their coders, variables and memos go along; ratings, mentions and who was interviewed
    do not. Texts stand as they are: pseudonymise first what may not leave the house.
    """
    from seutukuva.cli.site import set_up

    set_up()
    from seutukuva.web.evidence.exchange import project_of

    made = project_of(project, cast(Language, lang))
    out.write_bytes(write_project(made))
    click.echo(f"{out}: {len(made.sources)} sources, {len(coded(made))} codings", err=True)


@dataclass(frozen=True)
class _Content:
    origin: str
    sources: int
    codes: int
    selections: int
    codings: int
    lost: tuple[Message, ...]
    coded: tuple[Coded, ...]


def _read(file: Path) -> _Content:
    data = file.read_bytes()
    if file.suffix.lower() == CODEBOOK:
        book = read_codebook(data)
        return _Content(book.codebook.origin, 0, sum(1 for _ in book.codebook.walk()), 0, 0, book.lost, ())
    imported = read_project(data)
    project = imported.project
    found = coded(project)
    return _Content(
        project.origin,
        len(project.sources),
        sum(1 for _ in project.walk()),
        sum(len(source.selections) for source in project.sources),
        len(found),
        imported.lost,
        found,
    )


def _plain(content: _Content) -> dict[str, Any]:
    language = message_language()
    return {
        "origin": content.origin,
        "sources": content.sources,
        "codes": content.codes,
        "selections": content.selections,
        "codings": content.codings,
        "lost": [{"code": m.code, "text": render(m, language), **m.parameters} for m in content.lost],
        "coded": [{"source": c.source, "code": c.code, "text": c.text} for c in content.coded],
    }
