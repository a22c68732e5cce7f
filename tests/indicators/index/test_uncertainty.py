"""What varies, how far the index moves, and which choice moves it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from SALib.analyze import sobol as salib_analyze
from SALib.sample import sobol as salib_sample

from seutukuva.indicators.index import (
    Chain,
    Factor,
    build,
    ranks_of,
    read_specification,
    replicate,
    vary,
    write_variation,
)
from seutukuva.indicators.index.draws import Generator, alternatives, noisy, sobol_design
from seutukuva.indicators.index.sobol import indices
from seutukuva.indicators.index.uncertainty import plain
from tests.indicators.index.asem import EXAMPLE, STEPS, chain, inputs

WINMAX = Factor("Winmax", "Treat", ("global_specs", "f1_para", "winmax"), (1, 2, 3, 4, 5))
NORMALISATION = Factor(
    "Normalisation",
    "Normalise",
    ("global_specs",),
    ({"f_n": "n_minmax", "f_n_para": [[1, 100]]}, {"f_n": "n_zscore", "f_n_para": [[10, 2]]}),
)
AGGREGATION = Factor("Aggregation", "Aggregate", ("f_ag",), ("a_amean", ["a_amean", "a_gmean", "a_gmean"]))
PILLAR = Factor("Physical", "Aggregate", ("w", "Physical"), None, 0.5, 2.0)


def test_the_generator_gives_what_r_gives() -> None:
    # R 4: set.seed(42); runif(3), and set.seed(42); sample(1:10, replace = TRUE).
    assert Generator(42).uniform(3) == pytest.approx([0.9148060435, 0.9370754133, 0.2861395348], abs=1e-10)
    assert Generator(123).uniform(3) == pytest.approx([0.2875775201, 0.7883051354, 0.4089769218], abs=1e-10)
    assert (Generator(42).resample(10, 1)[0] + 1).tolist() == [1, 5, 1, 9, 10, 4, 2, 10, 1, 8]


def test_alternatives_cut_the_span_of_the_sample_as_r_does() -> None:
    # The parts are (.2, .4], (.4, .6] and (.6, .8] with the ends moved out a little.
    assert alternatives(np.array([0.2, 0.3, 0.4, 0.55, 0.6, 0.8]), 3).tolist() == [0, 0, 0, 1, 1, 2]
    assert alternatives(np.array([0.1, 0.9]), 1).tolist() == [0, 0]


def test_many_replications_equal_the_same_ones_made_one_by_one() -> None:
    framework = inputs().framework
    base = np.ones(len(framework.codes))
    positions = [i for i, c in enumerate(framework.codes) if framework.element(c).level == 2]
    sets = Factor("Weights", "Aggregate", ("w",), tuple(noisy(base, [(positions, 0.25)], 20, Generator(3))))
    for weighing in (sets, PILLAR):
        factors = (WINMAX, NORMALISATION, AGGREGATION, weighing)
        design = Generator(7).matrix(40, len(factors))
        drawn = [f.values(design[:, i]) for i, f in enumerate(factors)]
        found = replicate(chain(), STEPS, factors, drawn, dset="Aggregated", code="Index")
        assert not found.problems
        for row in range(0, 40, 4):
            values = {f.name: f.value(drawn[i][row]) for i, f in enumerate(factors)}
            table = plain(Chain(inputs()), STEPS, factors, values, "Index")
            assert table.units == found.units
            assert found.scores[row] == pytest.approx(table.values[:, 0], rel=1e-12)
            assert found.ranks[row].tolist() == ranks_of(table.values[:, 0]).tolist()


def test_a_target_below_the_index_and_one_before_aggregation() -> None:
    factors = (WINMAX, PILLAR)
    drawn = [np.array([0, 4, 4]), np.array([1.0, 1.0, 2.0])]
    conn = replicate(chain(), STEPS, factors, drawn, dset="Aggregated", code="Conn")
    assert (conn.scores[1] != conn.scores[2]).any()
    gas = replicate(chain(), STEPS, factors, drawn, dset="Treated", code="Gas")
    assert (gas.scores[0] != gas.scores[1]).any()
    assert gas.scores[1].tolist() == gas.scores[2].tolist()


def test_choices_that_do_not_go_together_are_counted_not_fatal() -> None:
    wrong = Factor("Aggregation", "Aggregate", ("f_ag",), ("a_amean", "a_gmean"))
    lower = Factor("Lower", "Normalise", ("global_specs", "f_n_para", "l_u"), ([0, 100], [1, 100]))
    drawn = [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])]
    found = replicate(chain(), STEPS, (wrong, lower), drawn, dset="Aggregated", code="Index")
    assert np.isnan(found.scores).all(axis=1).tolist() == [False, False, True, False]
    (problem, count), *more = found.problems
    assert count == 1
    assert "a_gmean" in str(problem)
    assert not more
    assert not found.statistics().null_count().sum_horizontal()[0]


def test_a_screened_unit_is_missing_only_where_it_was_left_out() -> None:
    keep = Factor("Keep", "Screen", ("Force",), ({"FIN": True}, {"FIN": False}))
    found = replicate(chain(), STEPS, (keep,), [np.array([0, 1])], dset="Aggregated", code="Index")
    finland = found.units.index("FIN")
    assert not np.isnan(found.ranks[0, finland])
    assert np.isnan(found.ranks[1, finland])
    assert found.ranks[1, np.arange(51) != finland].max() == 50


def test_the_probability_to_rank_above_counts_ties_half() -> None:
    found = replicate(chain(), STEPS, (WINMAX,), [np.array([0, 1, 2, 3])], dset="Aggregated", code="Index")
    table = found.above()
    assert np.diag(table).tolist() == [0.5] * 51
    assert table + table.T == pytest.approx(np.ones((51, 51)))
    best = found.units[int(np.argmax(found.nominal))]
    assert table[found.units.index(best)].mean() > 0.9


def test_indices_equal_salibs_and_the_known_ones_of_a_test_function() -> None:
    # The g-function of Sobol': first-order indices and totals are known in closed form.
    spread = np.array([0.0, 1.0, 4.5])
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    size = 4096
    theirs = salib_sample.sample(problem, size, calc_second_order=False, seed=5)
    result = np.prod((np.abs(4 * theirs - 2) + spread) / (1 + spread), axis=1)
    expected = salib_analyze.analyze(problem, result, calc_second_order=False, num_resamples=10, seed=5)
    # SALib's rows are A, AB1..ABd, B for each point of the base sample.
    ours = result.reshape(size, 5)[:, [0, 4, 1, 2, 3]].T.reshape(-1)
    found = indices(ours, 3)
    # SALib divides by the population variance, COINr and we by that of the sample.
    correction = (2 * size - 1) / (2 * size)
    assert found.first[:, 0] == pytest.approx(expected["S1"] * correction, rel=1e-10)
    assert found.total[:, 0] == pytest.approx(expected["ST"] * correction, rel=1e-10)
    partial = 1 / (3 * (1 + spread) ** 2)
    whole = np.prod(1 + partial) - 1
    assert found.first[:, 0] == pytest.approx(partial / whole, abs=0.01)


def test_a_choice_between_two_of_the_same_moves_nothing() -> None:
    same = Factor("Same", "Normalise", ("global_specs",), (NORMALISATION.choices or ())[:1] * 2)
    design = sobol_design(Generator(1), 60, 2)
    drawn = [WINMAX.values(design[:, 0]), same.values(design[:, 1])]
    found = replicate(chain(), STEPS, (WINMAX, same), drawn, dset="Aggregated", code="Index", sampled=120)
    main, units = found.sensitivity(bootstrap=50, generator=Generator(1))
    assert main.total[1, 0] == 0
    assert main.first[1, 0] == 0
    assert main.total_interval is not None
    assert main.total_interval[0][0, 0] <= main.total[0, 0] <= main.total_interval[1][0, 0]
    assert np.nansum(units.total[1]) == 0


def test_the_same_seed_gives_the_same_run_and_a_run_can_be_replayed(tmp_path: Path) -> None:
    spec = tmp_path / "spec.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("N = 300", "N = 20\nwrite_replications = true")
    spec.write_text(text, encoding="utf-8")
    specification = read_specification(spec)
    assert specification.variation is not None
    built = build(inputs(), specification)
    first = vary(built, specification.variation)
    write_variation(first, tmp_path, replications=True)
    again = text.replace("N = 20", "replications = 'replications.csv'")
    spec.write_text(again, encoding="utf-8")
    specification = read_specification(spec)
    assert specification.variation is not None
    second = vary(built, specification.variation)
    assert first.uncertainty.scores.shape == (100, 51)
    assert second.uncertainty.scores.tolist() == first.uncertainty.scores.tolist()
    assert first.main is not None
    assert second.main is not None
    assert second.main.first.tolist() == first.main.first.tolist()
    ranks = pl.read_csv(tmp_path / "replication_ranks.csv", infer_schema_length=None)
    assert ranks.columns[:3] == ["uCode", "Nominal", "r_1"]
    assert ranks.width == 102


def test_a_sample_of_ones_own_and_weights_of_ones_own_are_used(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").split("[sensitivity]")[0]
    (tmp_path / "sets.csv").write_text("set,iCode,Weight\nlow,Conn,1\nhigh,Conn,3\n", encoding="utf-8")
    (tmp_path / "sample.csv").write_text("V1,V2\n0.0,0.5\n1.0,0.5\n1.0,1.0\n", encoding="utf-8")
    spec = tmp_path / "spec.toml"
    more = """
[sensitivity]
sample = "sample.csv"
[sensitivity.SA_specs.sets]
Address = "$Log$Aggregate$w"
file = "sets.csv"
[sensitivity.SA_specs.physical]
Address = "$Log$Aggregate$w$Physical"
Distribution = [0, 2]
Type = "continuous"
"""
    spec.write_text(text + more, encoding="utf-8")
    specification = read_specification(spec)
    assert specification.variation is not None
    built = build(inputs(), specification)
    table = built.state.tables["Aggregated"]
    found = vary(built, specification.variation).uncertainty
    assert found.scores[0] == pytest.approx(table.column("Index"), rel=1e-12)
    assert found.scores[1] == pytest.approx((3 * table.column("Conn") + table.column("Sust")) / 4, rel=1e-12)
    assert (found.scores[2] != found.scores[1]).any()
