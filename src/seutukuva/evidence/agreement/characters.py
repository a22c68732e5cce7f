"""Alpha of a code over the code points of texts: each point is a unit that a coder has marked (1) or not (0).

Computed on the stretches between the ends of codings, so its cost grows with the codings and not with the texts.
Neighbouring points are not independent: the interval resamples blocks of 1,000 code points, longer than nearly all
passages, not points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from seutukuva.evidence.agreement.model import CONFIDENCE, REPLICATES, Agreement, Floats, drawn, interval, nothing
from seutukuva.evidence.agreement.spans import Ints, ReadText, Spans

BLOCK: Final = 1000
_NAME: Final = "alpha_characters"


def character_alpha(
    spans: Spans,
    codes: Sequence[str],
    *,
    replicates: int = REPLICATES,
    confidence: float = CONFIDENCE,
    seed: int = 1,
) -> Agreement:
    """Return the nominal alpha of codes over code points; of several codes their disagreements are added up.

    `units` of the result counts code points that two coders or more have read.
    """
    texts = [text for text in spans.texts if len(text.coders) > 1 and text.length]
    units, coders = sum(text.length for text in texts), len(spans.coders)
    if coders < 2:
        return nothing(_NAME, "one_coder", units, coders)
    if not texts:
        return nothing(_NAME, "nothing_shared", 0, coders)
    judged, marked, unlike = _blocks(spans, texts, codes)
    ones = marked.sum()
    if not ones:
        return nothing(_NAME, "unused", units, coders)
    everything = np.ones((1, len(judged)))
    value = float(_alphas(everything, judged, marked, unlike)[0])
    if np.isnan(value):
        return nothing(_NAME, "no_variation", units, coders)
    low, high = None, None
    if replicates and len(judged) > 1:
        weights = drawn(np.ones(len(judged), dtype=np.int64), replicates, seed)
        low, high = interval(_alphas(weights, judged, marked, unlike), confidence)
    return Agreement(_NAME, value, units, coders, low, high)


def _alphas(weights: Floats, judged: Floats, marked: Floats, unlike: Floats) -> Floats:
    """Return alpha per row of weights (R x blocks); `marked` and `unlike` have a column per code."""
    total = (weights @ judged)[:, None]
    ones = weights @ marked
    expected = (2 * ones * (total - ones)).sum(axis=1)
    within = (weights @ unlike).sum(axis=1)
    undefined = expected == 0
    return np.where(undefined, np.nan, 1 - (total[:, 0] - 1) * within / np.where(undefined, 1, expected))


def _blocks(spans: Spans, texts: Sequence[ReadText], codes: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Return per block how many judgements it holds, and per code how many are 1 and the disagreement within."""
    first = np.concatenate(([0], np.cumsum([-(-text.length // BLOCK) for text in texts])))
    judged = np.zeros(first[-1])
    marked, unlike = np.zeros((first[-1], len(codes))), np.zeros((first[-1], len(codes)))
    for number, text in enumerate(texts):
        edges = np.append(np.arange(0, text.length, BLOCK), text.length)
        readers = len(text.coders)
        judged[first[number] : first[number + 1]] = np.diff(edges) * readers
        for column, code in enumerate(codes):
            found = [spans.get(code, text.source, coder) for coder in text.coders]
            stretches = np.concatenate(found)
            if not len(stretches):
                continue
            ends, count = _coverage(stretches, edges)
            lengths = np.diff(ends).astype(np.float64)
            block = ends[:-1] // BLOCK + first[number]
            np.add.at(marked[:, column], block, lengths * count)
            np.add.at(unlike[:, column], block, lengths * 2 * count * (readers - count) / (readers - 1))
    return judged, marked, unlike


def _coverage(stretches: Ints, edges: Ints) -> tuple[Ints, Ints]:
    """Return the ends of the pieces that `stretches` and `edges` cut, and how many stretches cover each piece."""
    ends = np.unique(np.concatenate((stretches.ravel(), edges)))
    change = np.zeros(len(ends), dtype=np.int64)
    np.add.at(change, np.searchsorted(ends, stretches[:, 0]), 1)
    np.add.at(change, np.searchsorted(ends, stretches[:, 1]), -1)
    return ends, change.cumsum()[:-1]
