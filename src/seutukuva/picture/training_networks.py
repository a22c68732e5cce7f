"""The actors, ties and structures of the training network's towns, each carried by what a source says.

The form is described in `examples/harjoitusverkosto/README.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seutukuva.base import Place, Problem, Term
from seutukuva.evidence import Passage, Source, find_quote
from seutukuva.picture.participants import read_toml

if TYPE_CHECKING:
    from seutukuva.network.vocabulary import Vocabulary


@dataclass(frozen=True)
class ActorSeed:
    """A made organisation; `town` is the slug of the town that it is in, `place` where else it is."""

    name: str
    kind: str
    roles: tuple[str, ...] = ()
    town: str = ""
    place: str = ""
    education: str = ""
    size: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TieSeed:
    """A tie between two actors by name, from the first to the second where its kind has a direction."""

    ends: tuple[str, str]
    kind: str
    permanence: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Told:
    """A passage with the ties that it tells of, and actors that it names alone."""

    passage: Passage
    ties: tuple[TieSeed, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True)
class StructureSeed:
    """A body, an agreement or a programme with its members by name."""

    kind: str
    form: str
    name: Term
    mandate: Term
    members: tuple[str, ...]
    funding: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class TownNetwork:
    """The network of one training town."""

    actors: tuple[ActorSeed, ...] = ()
    told: tuple[Told, ...] = ()
    structures: tuple[StructureSeed, ...] = ()


def read_town_network(file: Path, sources: Mapping[str, Source]) -> TownNetwork:
    """Read a town's network; a town without a file has none.

    sources: id -> source of the town. Raises Problem with the file's name for a quote that does not stand exactly once
    in its text, a name that is no actor of the file, a word that the vocabulary does not have, and a file that is not
    flagged synthetic.
    """
    if not file.is_file():
        return TownNetwork()
    try:
        data = synthetic_toml(file)
        actors = {row["name"]: _actor(row) for row in data["actors"]}
        told = tuple(_told(row, sources, actors) for row in data["told"])
        structures = tuple(_structure(row, actors) for row in data["structures"])
    except (KeyError, TypeError) as error:
        raise Problem("picture.example_file", place=Place(file=file.name), detail=str(error)) from error
    except Problem as problem:
        raise (problem if problem.place.file else problem.at(Place(file=file.name))) from problem
    return TownNetwork(tuple(actors.values()), told, structures)


def synthetic_toml(file: Path) -> dict[str, Any]:
    """Read a TOML file of the training network. Raises Problem when it is not flagged synthetic."""
    data = read_toml(file)
    if data.get("synthetic") is not True:
        raise Problem("picture.not_synthetic", place=Place(file=file.name))
    return data


def _words() -> Vocabulary:
    from seutukuva.network.vocabulary import vocabulary  # late: its room brings scipy, which a report does not need

    return vocabulary()


def _actor(row: Mapping[str, Any]) -> ActorSeed:
    words = _words()
    words.kind(row["kind"])
    for role in row.get("roles", ()):
        words.role(role)
    if "size" in row:
        words.size(row["size"])
    return ActorSeed(**{**row, "roles": tuple(row.get("roles", ()))})


def _told(row: Mapping[str, Any], sources: Mapping[str, Source], actors: Mapping[str, ActorSeed]) -> Told:
    source = sources.get(row["source"])
    if source is None:
        raise Problem("picture.example_reference", id=row["source"])
    ties = tuple(_tie(tie, actors) for tie in row.get("ties", ()))
    alone = tuple(_known(name, actors) for name in row.get("actors", ()))
    return Told(Passage(source.id, find_quote(source.text, row["quote"])), ties, alone)


def _tie(row: Mapping[str, Any], actors: Mapping[str, ActorSeed]) -> TieSeed:
    _words().tie(row["kind"])
    first, second = (_known(name, actors) for name in row["ends"])
    return TieSeed(**{**row, "ends": (first, second)})


def _structure(row: Mapping[str, Any], actors: Mapping[str, ActorSeed]) -> StructureSeed:
    _words().form(row["form"])
    terms = {key: Term(**row[key]) for key in ("name", "mandate")}
    return StructureSeed(**{**row, **terms, "members": tuple(_known(name, actors) for name in row["members"])})


def _known(name: str, actors: Mapping[str, ActorSeed]) -> str:
    if name not in actors:
        raise Problem("picture.example_reference", id=name)
    return name
