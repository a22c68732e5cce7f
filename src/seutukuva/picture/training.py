"""The training network as files: fictional towns with synthetic figures, sources, ratings and first conclusions.

The form is described in `examples/harjoitusverkosto/README.md`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from seutukuva.base import Language, LocalName, Place, Problem, Term, urn
from seutukuva.base.identifiers import slug as slug_of
from seutukuva.evidence import Passage, RatedPassage, Source, find_quote
from seutukuva.evidence.codebook import shipped_codebook
from seutukuva.judgement import Rating
from seutukuva.picture.maturity import MaturityModel, maturity_model
from seutukuva.picture.participants import examples_directory
from seutukuva.picture.training_networks import TownNetwork, read_town_network, synthetic_toml


@dataclass(frozen=True)
class TrainingRating:
    """A rated passage with its id in the file."""

    id: str
    rated: RatedPassage


@dataclass(frozen=True)
class TrainingCoding:
    """A passage that a coder gave a code of the shipped codebook."""

    coder: str
    code: str
    passage: Passage

    @property
    def source(self) -> str:
        """Return the id of the source that the passage stands in."""
        return self.passage.source


@dataclass(frozen=True)
class FindingSeed:
    """A finding in three languages and the ids of the ratings it stands on."""

    id: str
    dimension: str
    text: Term
    stands_on: tuple[str, ...]


@dataclass(frozen=True)
class MeasureSeed:
    """A measure in three languages and the id of the finding it acts on."""

    id: str
    finding: str
    title: Term
    responsible: Term
    due_year: int
    status: str
    follow_up: Term


@dataclass(frozen=True)
class OpportunitySeed:
    """An opportunity in three languages and the id of the measure it belongs to."""

    id: str
    measure: str
    title: Term
    description: Term
    actor_kind: str


@dataclass(frozen=True)
class TrainingTown:
    """A fictional town with one ecosystem."""

    slug: str
    name: LocalName
    language: Language
    ecosystem: Term
    description: Term
    sources: tuple[Source, ...]
    ratings: tuple[TrainingRating, ...]
    findings: tuple[FindingSeed, ...]
    measures: tuple[MeasureSeed, ...]
    opportunities: tuple[OpportunitySeed, ...]
    codings: tuple[TrainingCoding, ...] = ()
    network: TownNetwork = field(default_factory=TownNetwork)

    def source(self, id_: str) -> Source:
        """Return a source by its id."""
        return next(source for source in self.sources if source.id == id_)

    def ratings_by_dimension(self) -> dict[str, list[Rating]]:
        """Return what the judgement counts, by dimension; the URN of a rating carries its id in the file."""
        found: dict[str, list[Rating]] = {}
        for item in self.ratings:
            source = self.source(item.rated.passage.source)
            counted = item.rated.rating(source, urn("evidence", "rating", item.id))
            found.setdefault(item.rated.dimension, []).append(counted)
        return found


@dataclass(frozen=True)
class TrainingNetwork:
    """The training network. `statistics`: town, indicator, period (text), value."""

    slug: str
    name: Term
    description: Term
    year: int
    towns: tuple[TrainingTown, ...]
    statistics: pl.DataFrame


def read_training_network(path: Path | None = None, model: MaturityModel | None = None) -> TrainingNetwork:
    """Read the training network from its folder (the shipped one when None).

    Every quote must stand exactly once in its text and every reference must lead somewhere. Raises Problem with the
    file's name otherwise, and when a part is not flagged synthetic.
    """
    path = path or examples_directory() / "harjoitusverkosto"
    model = model or maturity_model()
    data = synthetic_toml(path / "programme.toml")
    try:
        towns = tuple(_town(path, name, model) for name in data["towns"])
        return TrainingNetwork(
            slug=data["slug"],
            name=Term(**data["name"]),
            description=Term(**data["description"]),
            year=int(data["year"]),
            towns=towns,
            statistics=_statistics(path / "statistics.csv", {town.slug for town in towns}),
        )
    except (KeyError, TypeError) as error:
        raise Problem("picture.example_file", place=Place(file="programme.toml"), detail=str(error)) from error


def _town(path: Path, name: str, model: MaturityModel) -> TrainingTown:
    file = path / "towns" / f"{name}.toml"
    data = synthetic_toml(file)
    try:
        sources = {row["id"]: _source(path, row) for row in data["sources"]}
        ratings = tuple(_rating(row, sources, model) for row in data["ratings"])
        town = TrainingTown(
            slug=data["slug"],
            name=LocalName(**data["name"]),
            language=data["language"],
            ecosystem=Term(**data["ecosystem"]),
            description=Term(**data["description"]),
            sources=tuple(sources.values()),
            ratings=ratings,
            findings=tuple(_finding(row) for row in data["findings"]),
            measures=tuple(_measure(row) for row in data["measures"]),
            opportunities=tuple(_opportunity(row) for row in data["opportunities"]),
            codings=_codings(path / "codings" / f"{name}.csv", sources),
            network=read_town_network(path / "networks" / f"{name}.toml", sources),
        )
        _check_references(town)
    except (KeyError, TypeError) as error:
        raise Problem("picture.example_file", place=Place(file=file.name), detail=str(error)) from error
    except Problem as problem:
        raise (problem if problem.place.file else problem.at(Place(file=file.name))) from problem
    return town


def _source(path: Path, row: Mapping[str, Any]) -> Source:
    file = path / "texts" / f"{row['id']}.txt"
    if not file.is_file():
        raise Problem("picture.example_missing", place=Place(file=file.name))
    return Source(**row, text=file.read_text(encoding="utf-8"), synthetic=True)


def _rating(row: Mapping[str, Any], sources: Mapping[str, Source], model: MaturityModel) -> TrainingRating:
    source = sources[row["source"]]
    rated = RatedPassage(
        passage=Passage(source.id, find_quote(source.text, row["quote"])),
        dimension=model.dimension(row["dimension"]).id,
        level=row.get("level"),
        confidence=row["confidence"],
        rater=row["rater"],
    )
    rated.rating(source)  # refuses a level that is none
    return TrainingRating(row["id"], rated)


def _codings(file: Path, sources: Mapping[str, Source]) -> tuple[TrainingCoding, ...]:
    """Read a town's codings; a town that nobody has coded yet has no file."""
    if not file.is_file():
        return ()
    place = Place(file=file.name)
    try:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""), restval=""))
    except UnicodeDecodeError as error:
        raise Problem("picture.example_file", place=place, detail=str(error)) from error
    codings = []
    for number, row in enumerate(rows, start=2):
        try:
            codings.append(_coding(row, sources))
        except KeyError as error:
            raise Problem("picture.example_file", place=place, detail=str(error)) from error
        except Problem as problem:
            raise problem.at(Place(file=file.name, row=number)) from problem
    return tuple(codings)


def _coding(row: Mapping[str, str], sources: Mapping[str, Source]) -> TrainingCoding:
    if row["synthetic"] != "true":
        raise Problem("picture.not_synthetic")
    source = sources.get(row["source"])
    if source is None:
        raise Problem("picture.example_reference", id=row["source"])
    anchor = find_quote(source.text, row["quote"])
    code = shipped_codebook().code(row["code"])
    return TrainingCoding(coder=row["coder"], code=code.id, passage=Passage(source.id, anchor))


def _finding(row: Mapping[str, Any]) -> FindingSeed:
    return FindingSeed(row["id"], row["dimension"], Term(**row["text"]), tuple(row["stands_on"]))


def _measure(row: Mapping[str, Any]) -> MeasureSeed:
    return MeasureSeed(
        id=row["id"],
        finding=row["finding"],
        title=Term(**row["title"]),
        responsible=Term(**row["responsible"]),
        due_year=row["due_year"],
        status=row["status"],
        follow_up=Term(**row["follow_up"]),
    )


def _opportunity(row: Mapping[str, Any]) -> OpportunitySeed:
    return OpportunitySeed(
        id=row["id"],
        measure=row["measure"],
        title=Term(**row["title"]),
        description=Term(**row["description"]),
        actor_kind=row["actor_kind"],
    )


def _check_references(town: TrainingTown) -> None:
    ratings = {rating.id for rating in town.ratings}
    findings = {finding.id for finding in town.findings}
    measures = {measure.id for measure in town.measures}
    wanted = [
        *((id_, ratings) for finding in town.findings for id_ in finding.stands_on),
        *((measure.finding, findings) for measure in town.measures),
        *((opportunity.measure, measures) for opportunity in town.opportunities),
    ]
    for id_, known in wanted:
        if id_ not in known:
            raise Problem("picture.example_reference", id=id_)


def _statistics(file: Path, towns: set[str]) -> pl.DataFrame:
    frame = pl.read_csv(
        file, schema_overrides={"town": pl.String, "indicator": pl.String, "period": pl.String, "value": pl.Float64}
    )
    if not frame["synthetic"].all():
        raise Problem("picture.not_synthetic", place=Place(file=file.name))
    unknown = sorted(set(frame["town"]) - towns)
    if unknown:
        raise Problem("picture.example_reference", place=Place(file=file.name), id=slug_of(unknown[0]))
    return frame.drop("synthetic")
