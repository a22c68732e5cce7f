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
    rows = by_sector(told, {"city": {"direction", "state"}, "school": {"education"}})
    assert [row.sector for row in rows] == ["city", "school"]
    assert rows[0].bits == pytest.approx(sum(gain.bits for gain in told if gain.dimension.id in {"direction", "state"}))
    with pytest.raises(Problem, match="no dimension “weather”"):
        gains({"weather": []})


def test_every_prior_of_the_model_has_a_name() -> None:
    for name in maturity_model().errors.priors:
        assert prior_name(name).fi != name
    assert prior_name("ours").sv == "ours"
