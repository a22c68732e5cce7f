"""How good the proposals are, and how much better with more labels: tested on sources that were not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from seutukuva.base import Problem
from seutukuva.evidence.suggestions.features import Features
from seutukuva.evidence.suggestions.learner import Floats, Ints, folds, train
from seutukuva.evidence.suggestions.model import Example

SIZES: Final = (50, 100, 200, 400, 800, 1600, 3200)
FOLDS: Final = 5
_SCHEMA: Final = {
    "labels": pl.Int64, "features": pl.String, "macro_f1": pl.Float64, "micro_f1": pl.Float64,
    "precision": pl.Float64, "recall": pl.Float64, "low": pl.Float64, "high": pl.Float64, "folds": pl.Int64,
}  # fmt: skip


def learning_curve(
    examples: Sequence[Example],
    features: Features | None = None,
    *,
    sizes: Sequence[int] = SIZES,
    number: int = FOLDS,
    seed: int = 1,
) -> pl.DataFrame:
    """Return a row per number of labels: macro_f1 and the rest as means over the folds, low and high of macro_f1.

    A label is one code on one passage. `macro_f1` is the mean of the codes' F1 over all codes that the passages set
    aside have (one that was never learned counts 0), at the model's own threshold: what the person at the page sees.
    `low` and `high` are the worst and the best fold. Sizes larger than what the smallest fold can learn from give one
    row with all labels. Raises Problem when nothing can be learned at any size.
    """
    rows: dict[int, list[tuple[str, Floats]]] = {}
    parts = list(folds(examples, number, seed))
    every = min(_labels([examples[i] for i in learn]) for learn, _ in parts)
    for size in dict.fromkeys([*(s for s in sorted(sizes) if s < every), every]):
        for fold, (learn, test) in enumerate(parts):
            chosen = _some([examples[i] for i in learn], size, seed + fold)
            measured = _measured(chosen, [examples[i] for i in test], features, seed)
            if measured is not None:
                rows.setdefault(size, []).append(measured)
    if not rows:
        raise Problem("evidence.suggestions.too_few", fewest=3)
    return pl.DataFrame([_row(size, found) for size, found in rows.items()], schema=_SCHEMA, orient="row")


def _row(size: int, found: Sequence[tuple[str, Floats]]) -> tuple[int | float | str, ...]:
    scores = np.array([score for _, score in found])
    macro, micro, precision, recall = (float(v) for v in scores.mean(axis=0))
    low, high = float(scores[:, 0].min()), float(scores[:, 0].max())
    return size, found[0][0], macro, micro, precision, recall, low, high, len(found)


def _labels(examples: Sequence[Example]) -> int:
    return sum(len(example.codes) for example in examples)


def _some(examples: Sequence[Example], labels: int, seed: int) -> list[Example]:
    """Return passages in a random order until they hold so many labels."""
    chosen: list[Example] = []
    held = 0
    for i in np.random.default_rng(seed).permutation(len(examples)):
        if held >= labels:
            break
        chosen.append(examples[i])
        held += len(examples[i].codes)
    return chosen


def _measured(
    learn: Sequence[Example], test: Sequence[Example], features: Features | None, seed: int
) -> tuple[str, Floats] | None:
    """Return the features used and macro F1, micro F1, precision, recall; None when there is nothing to measure."""
    codes = sorted({code for example in test for code in example.codes})
    try:
        model = train(learn, features, seed=seed)
    except Problem:
        return None  # a handful of labels holds no code three times: the curve begins later
    if not codes:
        return None
    proposed = [{found.code for found in told} for told in model.suggest(test)]
    every = sorted({*codes, *(code for told in proposed for code in told)})
    said = np.array([[code in told for code in every] for told in proposed])
    true = np.array([[code in example.codes for code in every] for example in test])
    return model.features, _scores(said.astype(np.int64), true.astype(np.int64), [c in codes for c in every])


def _scores(said: Ints, true: Ints, counted: Sequence[bool]) -> Floats:
    hits = (said & true).sum(axis=0)
    both = said.sum(axis=0) + true.sum(axis=0)
    each = np.where(both > 0, 2 * hits / np.maximum(both, 1), 0.0)[np.array(counted)]
    total, told, there = hits.sum(), max(int(said.sum()), 1), max(int(true.sum()), 1)
    return np.array([each.mean(), 2 * total / (told + there), total / told, total / there])
