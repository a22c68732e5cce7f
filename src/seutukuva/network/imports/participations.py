"""Who takes part in which project: EU participations as CORDIS publishes them, lists of structural funds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from seutukuva.base import Message, Place, Problem
from seutukuva.base.tables import read_csv, require_column
from seutukuva.network.imports import cells
from seutukuva.network.imports.model import ACTORS, Imported
from seutukuva.network.imports.projection import project_ties
from seutukuva.network.imports.refusing import ROW, listed, refuse
from seutukuva.network.vocabulary import business_id, vocabulary

# Field -> the headings of the published lists; what the first extracts of CORDIS called otherwise stands last.
_CORDIS: Final[Mapping[str, tuple[str, ...]]] = {
    "project": ("projectID", "projectRcn", "rcn"),
    "id": ("organisationID", "id", "pic"),
    "name": ("name",),
    "short": ("shortName",),
    "vat": ("vatNumber",),
    "sme": ("SME",),
    "activity": ("activityType", "type"),
    "city": ("city",),
    "country": ("country",),
    "role": ("role",),
    "money": ("ecContribution", "netEcContribution", "contribution"),
    "start": ("startDate", "start_date"),
    "end": ("endDate", "end_date"),
}
_FUNDS: Final[Mapping[str, tuple[str, ...]]] = {
    "project": ("hankekoodi", "hankenumero", "hanke", "hankkeen nimi", "projekt", "projektkod", "project", "operation"),
    "name": ("tuensaaja", "toteuttaja", "hakija", "stödmottagare", "genomförare", "beneficiary", "beneficiary name"),
    "vat": ("y-tunnus", "fo-nummer", "business id"),
    "city": ("kunta", "sijaintikunta", "kommun", "municipality", "location"),
    "money": ("myönnetty tuki", "tuki", "rahoitus", "eu-rahoitus", "beviljat stöd", "stöd", "support", "total cost"),
    "financier": ("rahoittaja", "viranomainen", "finansiär", "myndighet", "financier", "authority"),
    "start": ("alkamispäivä", "aloituspäivä", "alkaa", "startdatum", "start", "start date"),
    "end": ("päättymispäivä", "päättyy", "slutdatum", "end", "end date"),
}
_APPLIED: Final = r"(?i)ammattikorkeakoulu|yrkesh[öo]gskola|applied sciences|\bamk\b|polytechnic"
_TOWN: Final = r"(?i)\b(?:kaupunki|kunta|stad|kommun|city|town|municipality|stadt|gemeente|comune|ayuntamiento)\b"
_COLLEGE: Final = r"(?i)koulutuskuntayhtym|ammattiopisto|utbildningssamkommun|yrkesinstitut|vocational"
_COUNCIL: Final = r"(?i)\bliitto\b|regional council|landskapsförbund"


@dataclass(frozen=True)
class Participations:
    """Who takes part in which project: the two-mode network behind project ties.

    actors: as in `Imported`. rows: project, actor (its id), role, money (EUR), start, end, financier (its id), one per
    participation. notes: what was left out.
    """

    actors: pl.DataFrame
    rows: pl.DataFrame
    notes: tuple[Message, ...] = ()


def read_cordis(
    organisations: Path | bytes, projects: Path | bytes | None = None, *, country: str | None = "FI"
) -> Participations:
    """Return the participations of a CORDIS `organization.csv`, as published: `;`, projectID, organisationID, ...

    projects: its `project.csv` (id, startDate, endDate), for the dates. country: only organisations of it; None for
    all. An organisation's name, town and VAT number are those of its last row. A VAT number whose check digit fails is
    left out with a note: the list is not its reader's to mend. Raises Problem for a table without projectID or
    organisationID.
    """
    table, file = _table(organisations, _CORDIS, ("project", "id"))
    if projects is not None:
        dates, _ = _table(projects, {**_CORDIS, "project": ("id",)}, ("project", "start", "end"))
        spans = dates.select("project", "start", "end").unique("project", keep="last", maintain_order=True)
        table = table.drop("start", "end").join(spans, on="project", how="left", maintain_order="left")
    if country is not None and table["country"].null_count() < table.height:
        table = table.filter(pl.col("country").str.to_uppercase() == country)
        if table.is_empty():
            raise Problem("network.imports.no_country", place=Place(file=file), country=country)
    table = table.filter(pl.col("project").is_not_null() & pl.col("id").is_not_null())
    table = table.with_columns(_cordis_kind().alias("kind"), financier=pl.lit(None, pl.String))
    return _participations(table, file)


def read_funding(source: Path | bytes, *, columns: Mapping[str, str] | None = None) -> Participations:
    """Return the participations of a list of funded projects: project, beneficiary, municipality, money, financier.

    columns: field (project, name, vat, city, money, financier, start, end) -> heading; the rest is guessed from the
    headings of Finnish and Swedish lists. A beneficiary is told from others by its business id, else by its name.
    Raises Problem when no column tells the project or the beneficiary, and with rows where either is missing.
    """
    given = {field: (heading,) for field, heading in (columns or {}).items() if heading}
    unknown = [field for field in given if field not in _FUNDS]
    if unknown:
        raise Problem("network.imports.unknown_field", field=", ".join(unknown), known=", ".join(_FUNDS))
    table, file = _table(source, {**_FUNDS, **given}, ("project", "name"))
    refuse("network.imports.no_end", table.filter(pl.col("project").is_null() | pl.col("name").is_null()), file)
    number = cells.mapped(table["vat"], business_id)
    table = table.with_columns(id=pl.coalesce(number, "name"))
    name = pl.col("name")
    kind = _first(
        (name.str.contains(_APPLIED), "university_of_applied_sciences"),
        (name.str.contains(_COLLEGE), "vocational_college"),
        (name.str.contains(_TOWN), "city"),
        (name.str.contains(r"(?i)\b(?:oy|oyj|ab)\b"), "company"),
    )
    return _participations(table.with_columns(kind.alias("kind")), file)


def as_network(participations: Participations) -> Imported:
    """Return actors and ties: a tie per pair and project, and of funding from each financier to whom it paid.

    Weights of project ties as in `project_ties`; of funding ties EUR as told (1 where no sum is).
    """
    joint = project_ties(participations.rows)
    paid = participations.rows.filter(pl.col("financier").is_not_null() & (pl.col("financier") != pl.col("actor")))
    funding = paid.select(
        source="financier",
        target="actor",
        kind=pl.lit("funding"),
        weight=pl.when(pl.col("money") > 0).then("money").otherwise(1.0),
        directed=pl.lit(value=True),
        start="start",
        end="end",
        permanence=pl.lit("project"),
        cluster=pl.lit("project:") + pl.col("project"),
    )
    return Imported(participations.actors, pl.concat([joint, funding]), participations.notes)


def _table(
    source: Path | bytes, headings: Mapping[str, tuple[str, ...]], required: tuple[str, ...]
) -> tuple[pl.DataFrame, str | None]:
    """Return a published list with its columns named by field, all of them there, and the file's name."""
    frame = read_csv(source, row=ROW)
    file = source.name if isinstance(source, Path) else None
    found = {column.strip().casefold(): column for column in reversed(frame.columns) if column != ROW}
    fields: dict[str, pl.Expr] = {}
    for field, names in headings.items():
        column = next((found[name.casefold()] for name in names if name.casefold() in found), None)
        if column is None and field in required:
            require_column(frame.drop(ROW), names[0], Place(file=file))
        fields[field] = pl.lit(None, pl.String) if column is None else pl.col(column)
    table = frame.select(ROW, **fields)
    cells.refuse_garbled(table, file)
    return table, file


def _participations(table: pl.DataFrame, file: str | None) -> Participations:
    table = cells.dates(table, file)
    money = table["money"].str.replace_all(r"[\s\u00a0\u202f€]", "").str.replace(",", ".", literal=True)
    table = table.with_columns(money=money.cast(pl.Float64, strict=False))
    number = cells.mapped(table["vat"], business_id)
    foreign = ~table["vat"].str.to_uppercase().str.contains(r"^(?:FI)?[\d -–]+$").fill_null(True)
    wrong = table.filter(number.is_null() & table["vat"].is_not_null() & ~foreign)[ROW].to_list()
    told = Message("network.imports.rows", {"rows": listed(wrong), "count": len(wrong)})
    notes = [Message("network.imports.note.vat", {"rows": told, "count": len(wrong)})] if wrong else []
    table = table.with_columns(business_id=number, area="city")
    table, more = cells.areas(table)
    rows = table.select(
        "project",
        "role" if "role" in table.columns else pl.lit(None, pl.String).alias("role"),
        "money",
        "start",
        "end",
        "financier",
        actor="id",
    )
    return Participations(_organisations(table), rows, (*notes, *more))


def _organisations(table: pl.DataFrame) -> pl.DataFrame:
    """Return an actor per organisation, each column from its last row that tells it; financiers as well."""
    short = pl.col("short") if "short" in table.columns else pl.lit(None, pl.String)
    last = table.group_by("id", maintain_order=True).agg(
        pl.col("name", "kind", "area", "business_id").drop_nulls().last(),
        aliases=short.drop_nulls().unique(maintain_order=True),
    )
    named = last.with_columns(name=pl.coalesce("name", "id"), aliases=pl.col("aliases").list.filter(pl.element() != ""))
    payers = table["financier"].drop_nulls().unique(maintain_order=True)
    payers = payers.filter(~payers.is_in(named["id"].implode()))
    paying = pl.DataFrame(
        {"id": payers, "name": payers, "kind": pl.Series([_payer(p) for p in payers], dtype=pl.String)}
    )
    whole = pl.concat([named, paying], how="diagonal")
    sectors = {kind.id: kind.sector for kind in vocabulary().kinds}
    whole = whole.with_columns(sector=pl.col("kind").replace_strict(sectors, default=None, return_dtype=pl.String))
    missing = [pl.lit(None, kind).alias(name) for name, kind in ACTORS.items() if name not in whole.columns]
    return whole.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in ACTORS.items())


def _payer(name: str) -> str:
    if re.search(_COUNCIL, name):
        return "regional_council"
    return (
        "state_authority"
        if re.search(r"(?i)ely-keskus|ntm-central|ministeri|virasto|ruokavirasto", name)
        else "financier"
    )


def _cordis_kind() -> pl.Expr:
    """Return the kind of an organisation from CORDIS's activity type, told apart further by its name."""
    name, activity = pl.col("name").fill_null(""), pl.col("activity")
    return _first(
        ((activity == "HES") & name.str.contains(_APPLIED), "university_of_applied_sciences"),
        ((activity == "HES") & name.str.contains(_COLLEGE), "vocational_college"),
        (activity == "HES", "university"),
        (activity == "REC", "research_organisation"),
        (activity == "PRC", "company"),
        ((activity == "PUB") & name.str.contains(_TOWN), "city"),
        ((activity == "PUB") & name.str.contains(_COUNCIL), "regional_council"),
        (activity == "PUB", "state_authority"),
        (activity == "OTH", "other"),
    )


def _first(*rules: tuple[pl.Expr, str]) -> pl.Expr:
    """Return the kind of the first rule that holds."""
    return pl.coalesce(pl.when(holds).then(pl.lit(kind)) for holds, kind in rules)
