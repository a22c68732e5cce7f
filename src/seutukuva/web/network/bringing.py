"""Files of actors and ties: read by the library, and brought all or none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from seutukuva.base import Problem
from seutukuva.network import network
from seutukuva.network.imports import (
    Imported,
    as_network,
    read_cordis,
    read_funding,
    read_gexf,
    read_graphml,
    read_tables,
    read_workbook,
    says_synthetic,
)
from seutukuva.regions import local_name
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.network.actions import NO_WORDS, WORK
from seutukuva.web.network.models import Actor, Alias, Dataset, Part, Tie
from seutukuva.web.network.names import plain, standing_for, texts_of

if TYPE_CHECKING:
    import polars as pl

    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem

MOST_TIES = 50_000  # of one file in the pages; larger networks are measured at the command line
FORMATS = ("table", "workbook", "graphml", "gexf", "cordis", "funds")
_BATCH = 2000


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Reading:
    """A network as a file tells it, with the file's hash; `synthetic`: the file says that it is made."""

    imported: Imported
    sha256: str
    synthetic: bool = False

    def __str__(self) -> str:
        return f"{self.imported.actors.height} actors, {self.imported.ties.height} ties, {self.sha256}"


def read(format_: str, main: Upload, more: Upload | None = None, columns: Mapping[str, str] | None = None) -> Reading:
    """Return the network of a file, and of a second one that has its actors (or, for CORDIS, its projects).

    columns: field of a tie -> heading, for tables. Raises Problem with rows for what cannot be used.
    """
    digest = hashlib.sha256(main.content + (more.content if more else b"")).hexdigest()
    imported = _read(format_, main, more, columns or {})
    made = any(says_synthetic(one.content, one.name) for one in (main, more) if one)
    return Reading(imported, digest, made)


def _read(format_: str, main: Upload, more: Upload | None, columns: Mapping[str, str]) -> Imported:
    extra = more.content if more else None
    match format_:
        case "workbook":
            return read_workbook(main.content, name=main.name)
        case "graphml":
            return read_graphml(main.content, name=main.name)
        case "gexf":
            return read_gexf(main.content, name=main.name)
        case "cordis":
            return as_network(read_cordis(main.content, extra))
        case "funds":
            return as_network(read_funding(main.content))
        case _:
            actors = more.name if more else None
            return read_tables(main.content, extra, tie_columns=columns, ties_name=main.name, actors_name=actors)


@action(WORK, on="ecosystem.participant")
def import_network(
    *, actor: User, ecosystem: Ecosystem, reading: Reading, name: str, source: str, licence: str
) -> Dataset:
    """Bring the actors and ties of a file, all or none. An actor that the programme knows by a name is used.

    Raises Problem for rows that cannot be used, a file that came before, one of more ties than a page takes, and
    synthetic data for a real town.
    """
    if reading.synthetic and not ecosystem.participant.programme.synthetic:
        raise Problem("web_network.synthetic_file", name=name)
    if Dataset.objects.filter(ecosystem=ecosystem, sha256=reading.sha256).exists():
        raise Problem("web_network.same_file", name=name)
    if reading.imported.ties.height > MOST_TIES:
        raise Problem("web_network.too_many_ties", count=reading.imported.ties.height, most=MOST_TIES)
    checked = network(reading.imported.actors, reading.imported.ties)
    row = Dataset.objects.create(
        ecosystem=ecosystem, name=name, source=source, licence=licence, sha256=reading.sha256, made_by=actor
    )
    numbers = _actors(row, reading.imported)
    _parts(row, reading.imported, numbers)
    Tie.objects.bulk_create(_ties(row, checked.ties, numbers), batch_size=_BATCH)
    return row


def _ties(dataset: Dataset, ties: pl.DataFrame, numbers: Mapping[str, int]) -> list[Tie]:
    """Return the ties of a file; those that name no source share the file itself."""
    return [
        Tie(
            ecosystem=dataset.ecosystem,
            source_id=numbers[one["source"]],
            target_id=numbers[one["target"]],
            kind=one["kind"] or "cooperation",
            weight=one["weight"],
            directed=one["directed"],
            start=one["start"],
            end=one["end"],
            permanence=one["permanence"] or "",
            cluster=(one["cluster"] or dataset.name)[:80],
            dataset=dataset,
            made_by=dataset.made_by,
        )
        for one in ties.iter_rows(named=True)
        # Two names of the file may be one actor here.
        if numbers[one["source"]] != numbers[one["target"]]
    ]


@action(WORK, on="dataset.ecosystem.participant")
def remove_dataset(*, actor: User, dataset: Dataset) -> Ecosystem:
    """Take a file's ties away, and those of its actors that nothing else holds."""
    ecosystem = dataset.ecosystem
    brought = list(dataset.actors.values_list("pk", flat=True))
    dataset.delete()
    elsewhere = Part.objects.exclude(ecosystem=ecosystem).values("actor")
    while part := brought[:_BATCH]:
        del brought[:_BATCH]
        rows = Actor.objects.filter(pk__in=part, ties_from=None, ties_to=None, structures=None, merged=None)
        alone = list(rows.filter(merged_into=None).exclude(pk__in=elsewhere))
        for owner, field in texts_of(row.urn for row in alone):
            write_texts(owner, field, NO_WORDS)
        Actor.objects.filter(pk__in=[row.pk for row in alone]).delete()
    return ecosystem


def _actors(dataset: Dataset, imported: Imported) -> dict[str, int]:
    """Make the actors that the programme does not know; return id in the file -> number of the actor."""
    programme = dataset.ecosystem.programme_id
    known = standing_for(programme)
    by_business_id = dict(
        Actor.objects.filter(programme_id=programme, merged_into=None)
        .exclude(business_id="")
        .values_list("business_id", "pk")
    )
    places = _places(dataset.ecosystem)
    numbers: dict[str, int] = {}
    new: list[tuple[dict[str, Any], Actor]] = []
    for one in imported.actors.iter_rows(named=True):
        name = (one["name"] or one["id"])[:120]
        found = by_business_id.get(one["business_id"] or "") or known.get(plain(name))
        if found is not None:
            numbers[one["id"]] = found
        else:
            new.append((one, _made(dataset, one, name, places)))
    Actor.objects.bulk_create([actor for _one, actor in new], batch_size=_BATCH)
    for one, actor in new:
        numbers[one["id"]] = actor.pk
        told = {"fi": actor.name, "sv": one["name_sv"] or "", "en": one["name_en"] or ""}
        if told["sv"] or told["en"]:
            write_texts(actor.urn, "name", told)
    Alias.objects.bulk_create(
        [Alias(actor=actor, name=alias) for one, actor in new for alias in _short(one["aliases"])],
        batch_size=_BATCH,
    )
    return numbers


def _short(aliases: Sequence[str] | None) -> list[str]:
    return list(dict.fromkeys(alias[:120] for alias in aliases or ()))


def _made(dataset: Dataset, one: Mapping[str, Any], name: str, places: Mapping[str, int]) -> Actor:
    area = one["area"] or ""
    home = places.get(plain(area))
    place = local_name(area).fi if home is None and area.isdecimal() and len(area) == 3 else area
    return Actor(
        programme_id=dataset.ecosystem.programme_id,
        name=name,
        kind=one["kind"] or "other",
        area_id=home,
        place="" if home else place[:120],
        business_id=one["business_id"] or "",
        industry=(one["industry"] or "")[:8],
        size=(one["size"] or "")[:12],
        dataset=dataset,
    )


def _places(ecosystem: Ecosystem) -> dict[str, int]:
    """Return how files name the programme's participants -> their number: names, and codes of their municipalities."""
    found: dict[str, int] = {}
    for town in ecosystem.participant.programme.participants.prefetch_related("areas"):
        names = (town.name_fi, town.name_sv, town.name_en, *town.codes, *(area.name for area in town.areas.all()))
        found |= {plain(name): town.pk for name in names}
    return found


def _parts(dataset: Dataset, imported: Imported, numbers: Mapping[str, int]) -> None:
    """Give the actors of a file their parts; those that had one keep their roles."""
    told: dict[int, list[str]] = {}
    for id_, roles in imported.actors.select("id", "roles").iter_rows():
        told.setdefault(numbers[id_], []).extend(roles or ())
    had = set(Part.objects.filter(ecosystem=dataset.ecosystem, actor__in=told).values_list("actor_id", flat=True))
    new = [
        Part(actor_id=pk, ecosystem=dataset.ecosystem, roles=list(dict.fromkeys(roles)))
        for pk, roles in told.items()
        if pk not in had
    ]
    Part.objects.bulk_create(new, batch_size=_BATCH)
