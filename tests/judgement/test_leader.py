"""Who leads: a nominal posterior from signs, each source counted once, never a word about the stage."""

from __future__ import annotations

import inspect
from copy import deepcopy
from itertools import product

import numpy as np
import pytest

from seutukuva import picture
from seutukuva.base import LANGUAGES, Message, Problem, render
from seutukuva.judgement import (
    LEADERS,
    Rating,
    Sign,
    assess,
    default_errors,
    default_leader_model,
    leader,
    read_leader_model,
)

ROW = dict.fromkeys(LEADERS, 1)
DATA = {"kinds": {"mandate": {"own_view": 0.1, "says": {name: dict(ROW) for name in LEADERS}}}}


def by_enumeration(signs: list[Sign]) -> np.ndarray:
    """Sum over what every source has in mind (the truth or a view of its own), one combination at a time."""
    model = default_leader_model()
    sources = list(dict.fromkeys(sign.cluster for sign in signs))
    posterior = np.zeros(5)
    for truth, *minds in product(range(5), *[range(6)] * len(sources)):
        weight = model.prior[truth]
        for source, mind in zip(sources, minds, strict=True):
            own_view = max(model.kinds[sign.kind].own_view for sign in signs if sign.cluster == source)
            seen = truth if mind == 5 else mind
            weight *= 1 - own_view if mind == 5 else own_view * model.prior[mind]
            for sign in signs:
                if sign.cluster == source:
                    says = model.kinds[sign.kind].says
                    column = LEADERS.index(str(sign.says))
                    nothing = sum(model.prior[row] * says[row][column] for row in range(5))
                    weight *= sign.reliability * says[seen][column] + (1 - sign.reliability) * nothing
        posterior[truth] += weight
    return posterior / posterior.sum()


def test_the_posterior_equals_the_sum_over_all_that_sources_can_have_in_mind() -> None:
    signs = [
        Sign("city", "mandate", "decision"),
        Sign("company", "nomination", "person 1"),
        Sign("company", "nomination", "person 1", 0.4),
        Sign("shared", "brokerage", "ties"),
        Sign(None, "money", "budget"),
    ]
    told = leader(signs)
    assert list(told.posterior.values()) == pytest.approx(by_enumeration(signs[:4]), abs=1e-12)
    assert (told.n_signs, told.n_clusters, told.n_unknown) == (4, 3, 1)
    assert sum(told.posterior[name] for name in told.set90) >= 0.9


def test_many_signs_of_one_source_weigh_less_than_few_of_several() -> None:
    one = leader([Sign("company", "nomination", "person")] * 30)
    three = leader([Sign("company", "nomination", f"person {i}") for i in range(3)])
    assert three.posterior["company"] > one.posterior["company"]
    assert one.posterior["company"] < 0.81  # 1 - own_view + own_view / 5 = 0.8 of the mass, whatever it repeats
    assert one.without == {"person": None}


def test_each_kind_of_sign_tells_what_it_says_alone_and_the_source_that_decides_is_told() -> None:
    mandates = [Sign("city", "mandate", "decision"), Sign("city", "mandate", "agreement")]
    named = Sign("company", "nomination", "person", urn="passage", further=("tie",))
    told = leader([*mandates, named])
    assert told.by_kind == {"mandate": leader(mandates).posterior, "nomination": leader([named]).posterior}
    assert told.carriers == ("passage", "tie")
    assert (told.mode, told.decisive_clusters) == ("city", ("decision", "agreement"))
    one = leader([*mandates, Sign("city", "mandate", "plan"), named])
    assert (one.mode, one.decisive_clusters) == ("city", ()), "no single source decides"


def test_without_signs_nobody_is_said_to_lead() -> None:
    for signs in ([], [Sign(None, "money", "budget")]):
        told = leader(signs)
        assert (told.known, told.mode, told.set90) == (False, None, ())
    assert leader([Sign("none", "nomination", "a"), Sign("none", "mandate", "b")]).mode == "none"


def test_who_leads_never_raises_the_stage() -> None:
    """A sign cannot become a rating, and nothing that makes a stage takes a leader."""
    for kind in default_leader_model().kinds:
        with pytest.raises(Problem, match=kind):
            assess([Rating(4, kind, "a")], default_errors())
    for function in (picture.stage, picture.cells, assess):
        assert "Leader" not in str(inspect.signature(function))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("kinds", "mandate", "own_view"), 1.5, "own view “1.5”"),
        (("kinds", "mandate", "says", "city"), {"city": 1}, "kinds.mandate.says.city"),
        (("kinds", "mandate", "says", "town"), ROW, "kinds.mandate.says.town"),
        (("prior",), {**ROW, "none": 0}, "prior"),
        (("kinds",), {}, "no errors"),
    ],
)
def test_a_leader_model_that_cannot_be_is_refused(path: tuple[str, ...], value: object, words: str) -> None:
    data: dict[str, object] = deepcopy(DATA)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(Problem, match=words):
        read_leader_model(data)


def test_a_sign_outside_its_scale_is_refused() -> None:
    with pytest.raises(Problem, match="bank"):
        Sign("bank", "money", "budget")
    with pytest.raises(Problem, match="rumour"):
        leader([Sign("city", "rumour", "a")])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_leader_has_a_name(language: str) -> None:
    assert len({render(Message(f"judgement.leads.{name}"), language) for name in LEADERS}) == 5
