"""What to ask next."""

from __future__ import annotations

import pytest

from seutukuva.base import Problem
from seutukuva.judgement import Rating
from seutukuva.picture import maturity_model
from seutukuva.picture.questions import by_sector, gains, prior_name


def test_what_is_known_best_is_asked_last() -> None:
    heard = {"education": [Rating(2, "interview", source) for source in ("A", "B", "C")]}
    told = gains(heard)
    assert [gain.dimension.id for gain in told][-1] == "education"
    assert told[-1].n_clusters == 3
    with pytest.raises(Problem, match="no dimension “weather”"):
        gains({"weather": []})


def test_a_sector_that_was_not_heard_tells_most_and_of_what_is_known_least() -> None:
    ratings = {
        "education": [Rating(2, "interview", source) for source in ("A", "B", "C")],
        "state": [Rating(1, "interview", "A")],
    }
    sectors = {"A": "city", "B": "city", "C": "company"}
    asked = {"city": {"education", "state"}, "company": {"education", "state"}, "finance": {"education", "state"}}
    rows = by_sector(ratings, sectors, asked)
    assert rows[0].sector == "finance"
    assert {row.sector: row.heard for row in rows} == {"finance": 0, "company": 1, "city": 2}
    chance = {row.sector: gain.chance for row in rows for gain in row.gains if gain.dimension.id == "state"}
    assert (chance["company"], chance["city"], chance["finance"]) == pytest.approx((1 / 2, 2 / 3, 1)), (
        "who was heard and did not speak of it seldom does"
    )
    assert rows[0].bits == pytest.approx(sum(gain.bits for gain in rows[0].gains))
    assert rows[0].gains[0].dimension.id == "state"
    assert by_sector({}, {}, {"city": {"state"}, "company": set()})[0].sector == "city"


def test_every_prior_of_the_model_has_a_name() -> None:
    for name in maturity_model().errors.priors:
        assert prior_name(name).fi != name
    assert prior_name("ours").sv == "ours"
