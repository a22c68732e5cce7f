"""The four workshops of the ecosystem survey: three on the towns' strategies, one on the common strategy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from seutukuva.base import Problem, Term
from seutukuva.base.store import package_file
from seutukuva.evidence.workshops.model import STEPS, StepName


@dataclass(frozen=True)
class Step:
    """A step of a workshop: how long it takes and what the facilitator says and does."""

    name: StepName
    minutes: int
    guide: Term


@dataclass(frozen=True)
class Template:
    """A workshop that ships with the package: its questions, the dots that everybody has, and its steps in order."""

    id: str
    name: Term
    purpose: Term
    questions: tuple[Term, ...]
    dots: int
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Return how long the workshop takes."""
        return sum(step.minutes for step in self.steps)

    def step(self, name: str) -> Step | None:
        """Return the step of this name, if the workshop has it."""
        return next((step for step in self.steps if step.name == name), None)


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Return the workshops that ship with the package, in the order in which they are held."""
    data = tomllib.loads(package_file("evidence", "workshops.toml").read_text(encoding="utf-8"))
    guides = {name: Term(**guide) for name, guide in data["guides"].items()}
    return tuple(
        Template(
            id=row["id"],
            name=Term(**row["name"]),
            purpose=Term(**row["purpose"]),
            questions=tuple(Term(**question) for question in row["questions"]),
            dots=row["dots"],
            steps=tuple(
                Step(name, row["minutes"][name], Term(**row["guide"][name]) if name in row["guide"] else guides[name])
                for name in STEPS
                if name in row["minutes"]
            ),
        )
        for row in data["workshops"]
    )


def template(id_: str) -> Template:
    """Return the workshop with this id. Raises Problem when none ships with it."""
    for one in shipped_templates():
        if one.id == id_:
            return one
    raise Problem("evidence.workshops.unknown_template", template=id_)
