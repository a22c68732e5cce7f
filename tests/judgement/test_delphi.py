"""An expert round: anonymous to those who answer, revisions kept, one source for the judgement."""

from __future__ import annotations

import pytest

from seutukuva.base import Problem
from seutukuva.judgement import ExpertAnswer, assess, default_errors, expert_ratings, expert_rounds

FIRST = [
    ExpertAnswer("Aino", 1, 1, "No agreement yet."),
    ExpertAnswer("Bo", 1, 3, "An agreement was signed."),
    ExpertAnswer("Cara", 1, 2),
    ExpertAnswer("Dan", 1, None),
]


def test_a_round_shows_the_distribution_and_no_name() -> None:
    (told,) = expert_rounds(FIRST)
    assert (told.counts, told.median, told.n_unsure, told.n_moved) == ((1, 1, 1, 0), 2, 1, None)
    assert told.reasons == ("An agreement was signed.", "No agreement yet.")
    assert not any(answer.expert in repr(told) for answer in FIRST)


def test_a_revision_moves_the_second_round_and_leaves_the_first() -> None:
    first, second = expert_rounds([*FIRST, ExpertAnswer("Aino", 2, 2, "I was too hard.")])
    assert first == expert_rounds(FIRST)[0]
    assert (second.counts, second.n_experts, second.n_moved) == ((0, 2, 1, 0), 4, 1)
    assert second.reasons == ("An agreement was signed.", "I was too hard."), "a new reason does not stand alone"


def test_reasons_that_were_hidden_come_when_they_may_be_shown() -> None:
    hidden, shown = expert_rounds([*FIRST[:2], *(ExpertAnswer(name, 2, 2) for name in ("Cara", "Dan", "Eva"))])
    assert hidden.reasons == ()
    assert shown.reasons == ("An agreement was signed.", "No agreement yet.")


def test_two_experts_would_tell_who_said_what_and_are_hidden() -> None:
    (told,) = expert_rounds(FIRST[:2])
    assert (told.counts, told.median, told.reasons) == (None, None, ())
    assert told.n_experts == 2


def test_experts_who_have_seen_each_other_are_one_source() -> None:
    ratings = expert_ratings([*FIRST, ExpertAnswer("Aino", 2, 2)], "expert round 2026")
    assert [rating.level for rating in ratings] == [2, 3, 2, None]
    cell = assess(ratings, default_errors())
    assert (cell.n_items, cell.n_clusters, cell.n_unknown) == (3, 1, 1)
    assert expert_rounds([]) == ()
    with pytest.raises(Problem, match="“5” is not a level"):
        ExpertAnswer("Aino", 1, 5)
