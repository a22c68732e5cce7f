"""Programmes of real participants as files: who takes part and which municipalities they cover."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from seutukuva.base import LocalName, Place, Problem, Term
from seutukuva.regions import find, local_name, municipality

_CODE_LENGTH = 3


@dataclass(frozen=True)
class Participant:
    """A real participant: a town, or a company that covers several municipalities."""

    slug: str
    name: LocalName
    municipalities: tuple[str, ...]
    description: Term


@dataclass(frozen=True)
class Programme:
    """A programme of real participants. It carries no voices: `synthetic` must be false in its file."""

    slug: str
    name: Term
    description: Term
    participants: tuple[Participant, ...]

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Return the codes of all participants' municipalities."""
        return tuple(code for participant in self.participants for code in participant.municipalities)


def examples_directory() -> Path:
    """Return the folder of the demo programmes: in the installed package, or beside `src` in a clone."""
    installed = Path(str(resources.files("seutukuva"))) / "examples"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "examples"


@cache
def regional_towns() -> Programme:
    """Return the programme of the nine real participants that ships with the package."""
    return read_programme(examples_directory() / "seutukaupungit" / "programme.toml")


def read_programme(path: Path) -> Programme:
    """Read a programme of real participants (`examples/seutukaupungit/programme.toml`).

    Raises Problem when the file is not in the form of that example, or is flagged synthetic.
    """
    data = read_toml(path)
    try:
        if data["synthetic"]:
            raise Problem("picture.synthetic_real", place=Place(file=path.name))
        return Programme(
            slug=data["slug"],
            name=Term(**data["name"]),
            description=Term(**data["description"]),
            participants=tuple(_participant(row) for row in data["participants"]),
        )
    except (KeyError, TypeError) as error:
        raise Problem("picture.example_file", place=Place(file=path.name), detail=str(error)) from error


def participant(wanted: str) -> Participant:
    """Return who is meant: a slug of the nine participants, or any municipality's code or name.

    Raises Problem for a name that no municipality has, with the nearest ones.
    """
    towns = regional_towns().participants
    for town in towns:
        if wanted.lower() == town.slug or (wanted,) == town.municipalities:
            return town
    found = municipality(wanted) if wanted.isdigit() and len(wanted) == _CODE_LENGTH else find(wanted)
    for town in towns:
        if town.municipalities == (found.code,):
            return town
    name = found.name
    return Participant(found.code, name, (found.code,), Term(fi=name.fi, sv=name.sv, en=name.en))


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file's content. Raises Problem with the file's name when it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Problem("picture.example_missing", place=Place(file=str(path.name))) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem("picture.example_file", place=Place(file=path.name), detail=str(error)) from error


def _participant(row: Mapping[str, Any]) -> Participant:
    codes = tuple(row["municipalities"])
    name = LocalName(**row["name"], **row["cases"]) if "cases" in row else local_name(codes[0])
    return Participant(row["slug"], name, codes, Term(**row["description"]))
