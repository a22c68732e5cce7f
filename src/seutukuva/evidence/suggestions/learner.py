"""A model that learns people's codings and proposes codes: one logistic regression per code.

A code is learned from three passages up. Rare codes weigh as much as common ones while learning, so the raw scores are
no probabilities: passages set aside (whole sources at a time) tell how often a score of that height was right, one
curve for all codes (Platt 1999), and which confidence finds most at least cost (the best F1) is the threshold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from seutukuva.base import Problem
from seutukuva.evidence.suggestions.features import Features, Vectors, fit
from seutukuva.evidence.suggestions.model import MODEL, Example, Suggestion, Text

FEWEST: Final = 3  # passages of a code
FOLDS: Final = 3
MOST: Final = 4  # codes proposed for a passage
_STRENGTH: Final = 3.0
_TERMS: Final = 3
_NEVER: Final = 30.0  # a score so low that no confidence is left
_ROUNDS: Final = 100
_AT_ONCE: Final = 2000

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Model:
    """A learned coder. `codes` are those it can propose; `untaught` those with too few passages to learn from.

    `threshold` is the confidence from which a proposal is worth a person's time.
    """

    features: str
    codes: tuple[str, ...]
    untaught: tuple[str, ...]
    labels: int
    threshold: float
    vectors: Vectors
    weights: Floats  # codes x features
    bias: Floats
    slope: float
    offset: float

    @property
    def coder(self) -> str:
        """Return the name under which its proposals are kept."""
        return f"{MODEL}{self.features}"

    def confidence(self, texts: Sequence[Text | Example]) -> Floats:
        """Return the confidence of every code for every text (texts x codes)."""
        return self._confident(self.vectors.transform(texts))

    def suggest(
        self, texts: Sequence[Text | Example], *, least: float | None = None, most: int = MOST
    ) -> list[tuple[Suggestion, ...]]:
        """Return for each text the codes of at least `least` confidence (default: the threshold), at most `most`."""
        lowest = self.threshold if least is None else least
        found: list[tuple[Suggestion, ...]] = []
        for first in range(0, len(texts), _AT_ONCE):
            numbers = self.vectors.transform(texts[first : first + _AT_ONCE])
            sure = self._confident(numbers)
            best = np.argsort(-sure, axis=1, kind="stable")[:, :most]
            found += [
                tuple(
                    Suggestion(self.codes[code], float(sure[row, code]), self._terms(numbers, row, code))
                    for code in codes
                    if sure[row, code] >= lowest
                )
                for row, codes in enumerate(best)
            ]
        return found

    def _confident(self, numbers: sparse.csr_array) -> Floats:
        return _logistic(self.slope * (numbers @ self.weights.T + self.bias) + self.offset)

    def _terms(self, numbers: sparse.csr_array, row: int, code: int) -> tuple[str, ...]:
        here = slice(numbers.indptr[row], numbers.indptr[row + 1])
        columns = numbers.indices[here]
        speaks = numbers.data[here] * self.weights[code, columns]
        order = np.argsort(-speaks, kind="stable")
        told = [self.vectors.names[columns[i]] for i in order if speaks[i] > 0]
        return tuple(name for name in told if name)[:_TERMS]


def train(examples: Sequence[Example], features: Features | None = None, *, seed: int = 1) -> Model:
    """Return the model that learns the examples; `features` None takes words alone.

    Raises Problem when no code has three passages, or every passage has the same codes.
    """
    count = Counter(code for example in examples for code in example.codes)
    codes = tuple(sorted(code for code, times in count.items() if FEWEST <= times < len(examples)))
    if not codes:
        raise Problem("evidence.suggestions.too_few", fewest=FEWEST)
    labels = sum(count.values())
    used = (features or Features()).for_labels(labels)
    vectors = fit(used, examples)
    numbers, marks = vectors.transform(examples), _marks(examples, codes)
    weights, bias = _learn(numbers, marks, seed)
    slope, offset, threshold = _calibrated(examples, numbers, marks, seed)
    return Model(
        features=used.name,
        codes=codes,
        untaught=tuple(sorted(set(count).difference(codes))),
        labels=labels,
        threshold=threshold,
        vectors=vectors,
        weights=weights,
        bias=bias,
        slope=slope,
        offset=offset,
    )


def folds(examples: Sequence[Example], number: int, seed: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield (learn, test) as indices: whole sources set aside, or passages when there are too few sources."""
    generator = np.random.default_rng(seed)
    sources = sorted({example.source for example in examples})
    place = {source: i for i, source in enumerate(generator.permutation(len(sources)))}
    if len(sources) >= number:
        part = np.array([place[sources.index(example.source)] % number for example in examples])
    else:
        part = generator.permutation(len(examples)) % number
    for fold in range(number):
        yield np.nonzero(part != fold)[0], np.nonzero(part == fold)[0]


def _marks(examples: Sequence[Example], codes: Sequence[str]) -> Ints:
    return np.array([[code in example.codes for code in codes] for example in examples], dtype=np.int64)


def _learn(numbers: sparse.csr_array, marks: Ints, seed: int) -> tuple[Floats, Floats]:
    """Return weights (codes x features) and bias; a code without or with nothing but passages is never proposed."""
    from sklearn import config_context
    from sklearn.linear_model import LogisticRegression

    weights, bias = np.zeros((marks.shape[1], numbers.shape[1])), np.full(marks.shape[1], -_NEVER)
    plain = sparse.csr_matrix(numbers)
    learner: Any = LogisticRegression(C=_STRENGTH, class_weight="balanced", solver="liblinear", random_state=seed)
    with config_context(assume_finite=True, skip_parameter_validation=True):
        for code in np.nonzero((marks.sum(axis=0) > 0) & (marks.sum(axis=0) < len(marks)))[0]:
            learner.fit(plain, marks[:, code])
            weights[code], bias[code] = learner.coef_[0], learner.intercept_[0]
    return weights, bias


def _calibrated(
    examples: Sequence[Example], numbers: sparse.csr_array, marks: Ints, seed: int
) -> tuple[float, float, float]:
    """Return slope and offset from score to confidence, and the threshold, from passages set aside."""
    scores = np.full(marks.shape, -_NEVER)
    for learn, test in folds(examples, FOLDS, seed):
        if len(learn) and len(test):
            weights, bias = _learn(numbers[learn], marks[learn], seed)
            scores[test] = numbers[test] @ weights.T + bias
    known = scores > -_NEVER
    told, right = scores[known], marks[known]
    if not 0 < right.sum() < len(right):
        return 1.0, 0.0, 0.5
    slope, offset = _platt(told, right)
    return slope, offset, _threshold(_logistic(slope * told + offset), right)


def _platt(scores: Floats, right: Ints) -> tuple[float, float]:
    """Return slope (not below 0) and offset of the logistic curve through right (1) and wrong (0), by Newton's method.

    The aims lie a little inside 0 and 1, as Platt has them, so that a perfect order does not make the curve a step.
    """
    yes = int(right.sum())
    aim = np.where(right > 0, (yes + 1) / (yes + 2), 1 / (len(right) - yes + 2))
    design = np.column_stack((scores, np.ones(len(scores))))
    at = np.array([1.0, 0.0])
    for _ in range(_ROUNDS):
        sure = _logistic(design @ at)
        spread = (design * (sure * (1 - sure))[:, None]).T @ design + 1e-6 * np.eye(2)
        step = np.linalg.solve(spread, design.T @ (aim - sure))
        at += np.clip(step, -1, 1)  # a full step from far away overshoots
        if np.abs(step).max() < 1e-6:
            break
    return max(float(at[0]), 0.0), float(at[1])


def _threshold(sure: Floats, right: Ints) -> float:
    """Return the confidence whose proposals have the best F1."""
    order = np.argsort(-sure, kind="stable")
    hits = right[order].cumsum()
    scores = 2 * hits / (np.arange(1, len(hits) + 1) + right.sum())
    return float(sure[order][int(scores.argmax())])


def _logistic(values: Any) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -500, 500))), dtype=np.float64)
