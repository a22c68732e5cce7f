"""3,000 replications of COINr's ASEM index with five uncertain choices on one core, beside a plain loop.

The claim: under 1 s. A replication varies the outliers drawn in, imputation, normalisation, aggregation and the weights
of two levels. The plain loop computes each replication from the beginning with the same functions and no memory; it is
timed on a part and multiplied. COINr 1.1.14 took 1,338 s for its own 3,000 on the machine where it was tried; R is not
needed here. Then: what varies without end (a bound, a threshold), where every replication is an index of its own.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import numpy as np

from seutukuva.indicators.index import Chain, Factor, replicate
from seutukuva.indicators.index.draws import Generator, noisy, sobol_design
from seutukuva.indicators.index.uncertainty import plain

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.indicators.index.asem import STEPS, inputs

REPLICATIONS, PLAIN, LIMIT = 3_000, 60, 1.0


def factors(generator: Generator) -> tuple[Factor, ...]:
    """Return five choices: COINr's own three of its guide, imputation and aggregation."""
    framework = inputs().framework
    levels = [
        ([i for i, code in enumerate(framework.codes) if framework.element(code).level == level], 0.25)
        for level in (2, 3)
    ]
    sets = noisy(np.ones(len(framework.codes)), levels, 100, generator)
    scales = (
        {"f_n": "n_minmax", "f_n_para": {"l_u": [1, 100]}},
        {"f_n": "n_zscore", "f_n_para": {"m_sd": [10, 2]}},
    )
    return (
        Factor("Winmax", "Treat", ("global_specs", "f1_para", "winmax"), (1, 2, 3, 4, 5)),
        Factor("Imputation", "Impute", ("f_i",), ("i_mean_grp", "i_median_grp", "i_mean")),
        Factor("Normalisation", "Normalise", ("global_specs",), scales),
        Factor("Aggregation", "Aggregate", ("f_ag",), ("a_amean", "a_gmean")),
        Factor("Weights", "Aggregate", ("w",), tuple(sets)),
    )


def ours() -> float:
    """Print and return the time of replications, ranks, intervals, Sobol' indices with bootstrap and probabilities."""
    generator = Generator(1)
    chosen = factors(generator)
    size = REPLICATIONS // (len(chosen) + 2) + 1
    began = time.perf_counter()
    design = sobol_design(generator, size, len(chosen))[:REPLICATIONS]
    drawn = [f.values(design[:, i]) for i, f in enumerate(chosen)]
    found = replicate(Chain(inputs()), STEPS, chosen, drawn, dset="Aggregated", code="Index")
    scored = time.perf_counter()
    found.statistics()
    found.above()
    done = time.perf_counter()
    print(f"ours: {REPLICATIONS} replications {scored - began:.2f} s, intervals and pairs {done - scored:.2f} s")
    return scored - began


def loop() -> float:
    """Print and return the time that a plain loop would need for as many."""
    generator = Generator(1)
    chosen = factors(generator)
    design = generator.matrix(PLAIN, len(chosen))
    drawn = [f.values(design[:, i]) for i, f in enumerate(chosen)]
    began = time.perf_counter()
    for row in range(PLAIN):
        values = {f.name: f.value(drawn[i][row]) for i, f in enumerate(chosen)}
        plain(Chain(inputs()), STEPS, chosen, values, "Index")
    whole = (time.perf_counter() - began) * REPLICATIONS / PLAIN
    print(f"plain loop: {whole:.1f} s (timed on {PLAIN})")
    return whole


def endless() -> None:
    """Print the time of replications that share nothing but the beginning."""
    weight = Factor("Physical", "Aggregate", ("w", "Physical"), None, 0.5, 2.0)
    for told, factor in (
        ("only weights", Factor("P2P", "Aggregate", ("w", "P2P"), None, 0.5, 2.0)),
        ("a bound of min-max", Factor("low", "Normalise", ("global_specs", "f_n_para", "l_u", 1), None, 1.0, 20.0)),
        ("a limit of skewness", Factor("skew", "Treat", ("global_specs", "f1_para", "skew_thresh"), None, 1.0, 3.0)),
    ):
        design = Generator(1).matrix(REPLICATIONS, 2)
        drawn = [weight.values(design[:, 0]), factor.values(design[:, 1])]
        began = time.perf_counter()
        replicate(Chain(inputs()), STEPS, (weight, factor), drawn, dset="Aggregated", code="Index")
        print(f"without end, {told}: {time.perf_counter() - began:.2f} s")


def main() -> int:
    """Print both and their ratio; 1 when the claim does not hold."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core for all that follows
    inputs()
    mine, theirs = ours(), loop()
    print(f"ratio: {theirs / mine:.0f} (COINr's 1,338 s: {1338 / mine:,.0f})")
    endless()
    return int(mine > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
