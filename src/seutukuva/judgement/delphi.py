"""An expert round (Delphi): answers are given apart, seen as an anonymous distribution, revised, and all kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seutukuva.base import Problem
from seutukuva.judgement.model import LEVELS, Rating

FEWEST = 3  # experts below whom a distribution would tell who said what
RATINGS_KIND = "workshop"  # the kind of source whose errors answers of a round have: both are said in a group


@dataclass(frozen=True)
class ExpertAnswer:
    """What one expert said of one cell in one round (from 1): a level 1-4, None for "cannot say", and a reason.

    Raises Problem for another level.
    """

    expert: str
    round: int
    level: int | None
    reason: str = ""
    urn: str = ""

    def __post_init__(self) -> None:
        if self.level is not None and self.level not in LEVELS:
            raise Problem("judgement.level", value=str(self.level))


@dataclass(frozen=True)
class ExpertRound:
    """A round as every expert may see it: no names, reasons in alphabetical order.

    `counts` are experts per level 1-4 and `median` the lower middle level; both are None while fewer than FEWEST have
    named a level. `n_unsure` cannot say. `n_moved` is how many named another level than in the round before, None in
    the first round and while hidden. `reasons` are all that stand, so that a new one is not told apart.
    """

    number: int
    n_experts: int
    n_unsure: int
    counts: tuple[int, int, int, int] | None
    median: int | None
    n_moved: int | None
    reasons: tuple[str, ...]


def expert_rounds(answers: Sequence[ExpertAnswer]) -> tuple[ExpertRound, ...]:
    """Return the rounds of one cell in order.

    Who is silent in a round stands by the last answer; of two in one round the later in `answers` counts.
    """
    before: dict[str, ExpertAnswer] = {}
    told = []
    for number in sorted({answer.round for answer in answers}):
        standing = before | {answer.expert: answer for answer in answers if answer.round == number}
        told.append(_round(number, standing, before))
        before = standing
    return tuple(told)


def expert_ratings(answers: Sequence[ExpertAnswer], cluster: str, kind: str = RATINGS_KIND) -> list[Rating]:
    """Return each expert's last answer as a rating.

    All share one cluster: after the first round they have seen each other's levels and are no longer apart. The rating
    carries no name.
    """
    last: dict[str, ExpertAnswer] = {}
    for answer in sorted(answers, key=lambda answer: answer.round):
        last[answer.expert] = answer
    return [Rating(answer.level, kind, cluster, urn=answer.urn) for answer in last.values()]


def _round(number: int, standing: dict[str, ExpertAnswer], before: dict[str, ExpertAnswer]) -> ExpertRound:
    levels = sorted(answer.level for answer in standing.values() if answer.level is not None)
    shown = len(levels) >= FEWEST
    first, second, third, fourth = (levels.count(level) for level in LEVELS)
    moved = sum(expert in before and before[expert].level != answer.level for expert, answer in standing.items())
    return ExpertRound(
        number=number,
        n_experts=len(standing),
        n_unsure=len(standing) - len(levels),
        counts=(first, second, third, fourth) if shown else None,
        median=levels[(len(levels) - 1) // 2] if shown else None,
        n_moved=moved if shown and before else None,
        reasons=tuple(sorted(answer.reason for answer in standing.values() if answer.reason)) if shown else (),
    )
