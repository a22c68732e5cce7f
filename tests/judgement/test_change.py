"""What would change a judgement, and the file of error sizes."""

from __future__ import annotations

from itertools import combinations

import pytest

from seutukuva.base import Problem
from seutukuva.judgement import Rating, assess, default_errors, flips, read_errors


def level(ratings: list[Rating]) -> int | None:
    return assess(ratings, default_errors()).mode


def test_the_single_rating_that_carries_a_level_is_named() -> None:
    ratings = [Rating(None, "interview", "z"), Rating(3, "document", "d"), Rating(1, "interview", "a")]
    removed = flips(ratings, default_errors())
    assert len(removed) == 1
    assert level([r for i, r in enumerate(ratings) if i not in removed]) != level(ratings)


def test_two_removals_are_the_fewest_when_no_single_one_flips() -> None:
    ratings = [
        *(Rating(1, "interview", name) for name in "abc"),
        *(Rating(3, "interview", name) for name in "de"),
    ]
    ratings = [*ratings, Rating(2, "document", "f"), Rating(2, "document", "g")]
    removed = flips(ratings, default_errors())
    start = level(ratings)
    fewest = next(
        count
        for count in range(1, len(ratings))
        if any(
            level([r for i, r in enumerate(ratings) if i not in gone]) != start
            for gone in combinations(range(len(ratings)), count)
        )
    )
    assert len(removed) >= fewest
    assert level([r for i, r in enumerate(ratings) if i not in removed]) != start


def test_a_longer_flip_is_found_greedily() -> None:
    ratings = [Rating(1, "interview", f"a{i}") for i in range(6)] + [Rating(3, "interview", f"b{i}") for i in range(2)]
    removed = flips(ratings, default_errors())
    assert len(removed) > 2
    assert level([r for i, r in enumerate(ratings) if i not in removed]) != level(ratings)


def test_what_cannot_flip_tells_nothing() -> None:
    assert flips([], default_errors()) == ()
    assert flips([Rating(2, "interview", "a")], default_errors()) == ()
    assert flips([Rating(1, "interview", f"a{i}") for i in range(50)], default_errors()) == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"prior": [1, 1, 1], "kinds": {}}, "judgement.prior"),
        ({"prior": [1, 1, 1, 0], "kinds": {}}, "judgement.prior"),
        ({"kinds": {"interview": {"own": 0, "shared": 1}}}, "judgement.error_size"),
        ({"kinds": {"interview": {"own": 1}}}, "judgement.error_size"),
        ({"kinds": {}}, "judgement.no_kinds"),
        ({"kinds": {"interview": {"own": 1, "shared": 1}}, "scale": [1]}, "judgement.unknown_key"),
        ({"kinds": {"interview": {"own": 1, "shared": 1}}, "scales": [0]}, "judgement.scales"),
        ({"kinds": {"interview": {"own": 1, "shared": 1}}, "severity": -1}, "judgement.severity"),
        ({"kinds": {"interview": {"own": 1e-300, "shared": 1}}}, "judgement.error_size"),
        ({"kinds": {"interview": {"own": 1, "shared": 11}}}, "judgement.error_size"),
        ({"kinds": {"interview": {"own": 1, "shared": 1}}, "scales": [1e300]}, "judgement.scales"),
        ({"kinds": {"interview": {"own": 1, "shared": 1}}, "scales": [1] * 21}, "judgement.scales"),
    ],
)
def test_error_sizes_that_cannot_be_are_refused(data: dict[str, object], code: str) -> None:
    with pytest.raises(Problem) as caught:
        read_errors(data)
    assert caught.value.code == code


def test_a_prior_is_scaled_to_one() -> None:
    model = read_errors({"prior": [2, 1, 1, 0.5], "kinds": {"interview": {"own": 1, "shared": 0}}})
    assert sum(model.prior) == pytest.approx(1)
    assert model.prior[0] == pytest.approx(2 / 4.5)
    huge = read_errors({"prior": [1e308] * 4, "kinds": {"interview": {"own": 1, "shared": 0}}})
    assert huge.prior == (0.25, 0.25, 0.25, 0.25)
