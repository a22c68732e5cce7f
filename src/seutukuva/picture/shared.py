"""What the towns of a programme share: sentences with their numbers, drafted by rules that are data (`across.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

from seutukuva.base import LocalName, Message
from seutukuva.base.store import package_file
from seutukuva.judgement import LEADERS, LEVELS
from seutukuva.picture.findings import gaps
from seutukuva.picture.leader_words import LEADER_NAMES
from seutukuva.picture.listing import listed
from seutukuva.picture.publication import ProgrammeRow

About = Literal["stage", "stage_unknown", "leader", "leader_unknown", "below", "reached", "unknown"]
Part = Literal["stage", "leader", "common"]
PARTS: tuple[Part, ...] = get_args(Part)
_FACTS = ("towns", "of", "percent", "certain")
_ORDERS = ("model", "commonest")


@dataclass(frozen=True)
class SharedRule:
    """A sentence `code` for the things `about` whose facts all lie within `when` (fact, lowest, highest)."""

    about: About
    code: str
    when: tuple[tuple[str, float, float], ...]
    commonest: bool

    def holds(self, facts: Mapping[str, float]) -> bool:
        """Tell whether every condition holds."""
        return all(low <= facts[fact] <= high for fact, low, high in self.when)


@dataclass(frozen=True)
class SharedRules:
    """The rules in their order; of fewer than `fewest` towns nothing is told."""

    fewest: int
    rules: tuple[SharedRule, ...]


@dataclass(frozen=True)
class Shared:
    """A drafted sentence on the towns of a programme.

    `subject` is what it is about: the number of a stage, the id of a leader or of a dimension, "" for what is not
    known. It is so in `towns` of the `of` towns in which it could be, in `certain` of them with a probability of at
    least 90 %; None for a stage, which has no probability of its own.
    """

    about: About
    subject: str
    message: Message
    towns: int
    of: int
    certain: int | None

    @property
    def part(self) -> Part:
        """Return which part of what is shared it belongs to."""
        return part_of(self.about)

    @property
    def id(self) -> str:
        """Return its name among the sentences of a programme, the same whatever its numbers."""
        return f"{self.about}.{self.subject}" if self.subject else self.about


@dataclass(frozen=True)
class SharedStatement:
    """An approved sentence on the towns of a programme as a report prints it, in the document's language."""

    part: Part
    urn: str
    text: str


@dataclass(frozen=True)
class _Counted:
    """A thing that a rule may tell of, before the rule is asked."""

    subject: str
    towns: int
    of: int
    certain: int | None
    parameters: Mapping[str, object]

    @property
    def facts(self) -> dict[str, float]:
        percent = 100 * self.towns / self.of if self.of else 0
        return {"towns": self.towns, "of": self.of, "percent": percent, "certain": self.certain or 0}


Leaders = Sequence[tuple[LocalName, str | None, bool]]


def part_of(about: str) -> Part:
    """Return the part of what is shared that something about a stage, a leader or a dimension belongs to."""
    return next((part for part in ("stage", "leader") if about.startswith(part)), "common")


@cache
def shared_rules() -> SharedRules:
    """Return the rules that ship with the package."""
    return read_shared_rules(package_file("picture", "across.toml").read_text(encoding="utf-8"))


def read_shared_rules(text: str) -> SharedRules:
    """Return rules from TOML. Raises ValueError for a thing, a fact or an order that there is not."""
    data = tomllib.loads(text)
    rules = []
    for row in data["rules"]:
        when = tuple((str(fact), float(low), float(high)) for fact, low, high in row["when"])
        known = row["about"] in get_args(About) and row["order"] in _ORDERS and {fact for fact, *_ in when} <= {*_FACTS}
        if not known:
            raise ValueError(f"{row['about']}: {row['order']}, {', '.join(fact for fact, *_ in when)}")
        rules.append(SharedRule(row["about"], row["code"], when, row["order"] == "commonest"))
    return SharedRules(int(data["fewest_towns"]), tuple(rules))


def shared(rows: Sequence[ProgrammeRow], leaders: Leaders = (), rules: SharedRules | None = None) -> tuple[Shared, ...]:
    """Return what the towns share, in the order of the rules; nothing of fewer towns than the rules ask.

    leaders: each town with its known leader (`Led.known`), None where it is not known, and whether no other is among
    those that together hold 90 %; empty when that was not looked for. rules: those of the package when None.
    """
    rules = rules or shared_rules()
    if max(len(rows), len(leaders)) < rules.fewest:
        return ()
    counted = {**_stages(rows), **_leaders(leaders), **_dimensions(rows)}
    told = []
    for rule in rules.rules:
        found = [one for one in counted[rule.about] if rule.holds(one.facts)]
        if rule.commonest:
            found.sort(key=lambda one: -one.facts["percent"])
        for one in found:
            message = Message(rule.code, dict(one.parameters))
            told.append(Shared(rule.about, one.subject, message, one.towns, one.of, one.certain))
    return tuple(told)


def stage_sentences(rows: Sequence[ProgrammeRow]) -> tuple[Message, ...]:
    """Return how many towns, and which, are at each stage; the stages without a town are left out.

    One town is told too.
    """
    return tuple(one.message for one in shared(rows, rules=_of_any()) if one.part == "stage")


def leader_sentences(leaders: Sequence[tuple[LocalName, str | None]]) -> tuple[Message, ...]:
    """Return who leads in how many towns, the commonest first, and in which it is not known.

    leaders: the known leader of each town (`Led.known`), None where it is not known.
    """
    return tuple(one.message for one in shared((), [(town, known, False) for town, known in leaders], _of_any()))


def common_sentences(rows: Sequence[ProgrammeRow]) -> tuple[Message, ...]:
    """Return what the towns share in a dimension: what is below its target, what has reached it, what is not known."""
    return tuple(one.message for one in shared(rows) if one.part == "common")


def _of_any() -> SharedRules:
    """Return the rules for any number of towns."""
    return replace(shared_rules(), fewest=1)


def _stages(rows: Sequence[ProgrammeRow]) -> dict[About, list[_Counted]]:
    at: dict[int | None, list[ProgrammeRow]] = {number: [] for number in (*LEVELS, None)}
    for row in rows:
        at[row.stage.level].append(row)
    unknown = at.pop(None)

    def counted(towns: Sequence[ProgrammeRow], **facts: object) -> _Counted:
        names = listed([row.town for row in towns])
        subject = str(facts.get("number", ""))
        return _Counted(subject, len(towns), len(rows), None, {"count": len(towns), "names": names, **facts})

    return {
        "stage": [counted(towns, number=number, level=towns[0].stage.name) for number, towns in at.items() if towns],
        "stage_unknown": [counted(unknown)] if unknown else [],
    }


def _leaders(leaders: Leaders) -> dict[About, list[_Counted]]:
    of = len(leaders)

    def counted(subject: str, towns: Leaders, parameters: Mapping[str, object]) -> _Counted:
        names = listed([town for town, *_ in towns])
        certain = sum(alone for _, _, alone in towns) if subject else None
        return _Counted(subject, len(towns), of, certain, {**parameters, "names": names})

    led = {id_: [row for row in leaders if row[1] == id_] for id_ in LEADERS}
    unknown = [row for row in leaders if row[1] is None]
    return {
        "leader": [
            counted(id_, towns, {"leader": LEADER_NAMES[id_], "towns": len(towns), "all": of})
            for id_, towns in led.items()
            if towns
        ],
        "leader_unknown": [counted("", unknown, {})] if unknown else [],
    }


def _dimensions(rows: Sequence[ProgrammeRow]) -> dict[About, list[_Counted]]:
    told: dict[About, list[_Counted]] = {"below": [], "reached": [], "unknown": []}
    for about, one in _states(rows):
        if one.towns:
            told[about].append(one)
    return told


def _states(rows: Sequence[ProgrammeRow]) -> Iterator[tuple[About, _Counted]]:
    """Yield each dimension in its three states, with the numbers of towns."""
    below = [{gap.dimension: gap.certain for gap in gaps(row.cells)} for row in rows]
    for place, dimension in enumerate(cell.dimension for cell in rows[0].cells) if rows else ():
        cells = [row.cells[place].cell for row in rows]
        known = sum(cell.known for cell in cells)
        lacking = [found[dimension.id] for found in below if dimension.id in found]
        surely = sum(cell.known and cell.set90[0] >= dimension.target for cell in cells)
        states: tuple[tuple[About, int, int, int | None], ...] = (
            ("below", len(lacking), known, sum(lacking)),
            ("reached", known - len(lacking), known, surely),
            ("unknown", len(rows) - known, len(rows), None),
        )
        facts = {"dimension": dimension.name, "count": 2 if dimension.plural else 1, "certain": sum(lacking)}
        for about, towns, of, certain in states:
            yield about, _Counted(dimension.id, towns, of, certain, {**facts, "towns": towns, "of": of})
