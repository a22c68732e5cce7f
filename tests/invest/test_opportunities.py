"""A gap calls for a complementary actor, unless no newcomer can mend it."""

from __future__ import annotations

from typing import Any, cast

import pytest

from seutukuva.base import LANGUAGES, Message, Problem, render
from seutukuva.invest import ACTOR_KINDS, Opportunity, actor_kind_name, draft_opportunity, missing_kind
from seutukuva.picture import Gap


def gap(dimension: str) -> Gap:
    return Gap(dimension, 1, 3, True, Message("picture.gap.sure"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_in_education_calls_for_a_university_of_applied_sciences(language: Any) -> None:
    message = draft_opportunity(gap("education"))
    assert message is not None
    assert render(actor_kind_name("university_of_applied_sciences"), language) in render(message, language)


def test_the_actor_that_is_there_already_is_not_sought() -> None:
    assert missing_kind(gap("education"), {"university_of_applied_sciences"}) == "university"
    everyone = set(ACTOR_KINDS)
    assert missing_kind(gap("education"), everyone) is None


def test_a_town_agrees_on_its_direction_itself() -> None:
    assert draft_opportunity(gap("direction")) is None


def test_the_analyst_may_name_the_actor() -> None:
    message = draft_opportunity(gap("direction"), "association")
    assert message is not None
    assert "yhdistys" in render(message, "fi")
    with pytest.raises(Problem, match="pirate"):
        draft_opportunity(gap("education"), cast(Any, "pirate"))


def test_every_kind_of_actor_has_a_name() -> None:
    names = {render(actor_kind_name(kind), "sv") for kind in ACTOR_KINDS}
    assert len(names) == len(ACTOR_KINDS)


def test_an_opportunity_that_cannot_be_is_refused() -> None:
    assert Opportunity("Laboratorio", "company", "education").carrier == ""
    with pytest.raises(Problem, match="no title"):
        Opportunity(" ", "company", "education")
    with pytest.raises(Problem, match="pirate"):
        Opportunity("Laboratorio", cast(Any, "pirate"), "education")
