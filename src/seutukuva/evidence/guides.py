"""The guide of ecosystem interviews: what is asked in each sector, in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from seutukuva.base import LANGUAGES, Place, Problem, Term
from seutukuva.base.store import package_file
from seutukuva.evidence.codebook import POINTS
from seutukuva.evidence.model import Sector

SECTORS: tuple[Sector, ...] = get_args(Sector)


@dataclass(frozen=True)
class Question:
    """A question with what its answer tells of, in the codebook's words: ("dimension:network", "tie"), ("leader",).

    Raises Problem when it has no words in one of the languages or points to nothing that the codebook knows.
    """

    id: str
    text: Term
    points_to: tuple[str, ...]

    def __post_init__(self) -> None:
        if not all(self.text.text(language).strip() for language in LANGUAGES):
            raise Problem("evidence.guide.text", question=self.id)
        if not self.points_to or any(point.partition(":")[0] not in POINTS for point in self.points_to):
            raise Problem(
                "evidence.guide.points_to",
                question=self.id,
                target=", ".join(self.points_to),
                known=", ".join(POINTS),
            )

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return the dimensions of the maturity model that it asks about."""
        return tuple(
            value for kind, _, value in (point.partition(":") for point in self.points_to) if kind == "dimension"
        )


@dataclass(frozen=True)
class Guide:
    """The questions of one sector in the order in which they are asked."""

    sector: Sector
    version: str
    questions: tuple[Question, ...]


def read_guides(data: Mapping[str, Any], *, file: str = "") -> Mapping[Sector, Guide]:
    """Return sector -> guide from parsed TOML: version, questions (id, sectors, points_to, fi, sv, en).

    A question without sectors is asked in all of them. Raises Problem at `file` for what cannot be used.
    """
    try:
        rows = [(_question(row), _sectors(row)) for row in data.get("questions", ())]
    except Problem as problem:
        raise problem.at(Place(file=file or None)) from None
    version = str(data.get("version", "1"))
    return {
        sector: Guide(sector, version, tuple(question for question, sectors in rows if sector in sectors))
        for sector in SECTORS
    }


@cache
def shipped_guides() -> Mapping[Sector, Guide]:
    """Return the guides that ship with the package."""
    text = package_file("evidence", "guides.toml").read_text(encoding="utf-8")
    return read_guides(tomllib.loads(text), file="guides.toml")


def _question(row: Mapping[str, Any]) -> Question:
    text = Term(**{language: str(row.get(language, "")) for language in LANGUAGES})
    return Question(str(row.get("id", "")), text, tuple(row.get("points_to", ())))


def _sectors(row: Mapping[str, Any]) -> tuple[str, ...]:
    named = tuple(row.get("sectors", SECTORS))
    unknown = [sector for sector in named if sector not in SECTORS]
    if unknown:
        raise Problem("evidence.unknown_value", field="sectors", value=", ".join(unknown), known=", ".join(SECTORS))
    return named
