"""Krippendorff's alpha for unitising: do coders find the same stretches, with the same ends?

Source: Krippendorff (1995), On the reliability of unitizing continuous data, as corrected in Krippendorff (2004),
Measuring the reliability of qualitative text analysis data, Quality & Quantity 38. Several texts make one continuum
whose gaps end where a text ends, since no passage reaches from one text into the next. Only texts that all the compared
coders have read count. The interval resamples texts, from five texts up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seutukuva.evidence.agreement.model import CONFIDENCE, REPLICATES, Agreement, Floats, drawn, interval, nothing
from seutukuva.evidence.agreement.spans import Ints, ReadText, Spans

FEWEST_TEXTS: Final = 5
_NAME: Final = "alpha_unitising"


@dataclass(frozen=True)
class _Parts:
    """What a code's disagreements add up from, per text: see `_disagreements`."""

    observed: Floats
    count: Floats
    cubic: Floats
    square: Floats
    between: Floats


def unitising_alpha(
    spans: Spans,
    codes: Sequence[str],
    *,
    replicates: int = REPLICATES,
    confidence: float = CONFIDENCE,
    seed: int = 1,
) -> Agreement:
    """Return alpha for unitising of codes; of several codes their disagreements are added up (the joint alpha).

    A coder's stretches of one code that overlap count as one. `units` of the result counts code points.
    """
    coders = spans.coders
    if len(coders) < 2:
        return nothing(_NAME, "one_coder", 0, len(coders))
    texts = [text for text in spans.texts if set(text.coders) == set(coders) and text.length]
    if not texts:
        return nothing(_NAME, "nothing_shared", 0, len(coders))
    lengths = np.array([float(text.length) for text in texts])
    units = int(lengths.sum())
    parts = [_parts(spans, texts, code, coders) for code in codes]
    if not any(part.count.sum() for part in parts):
        return nothing(_NAME, "unused", units, len(coders))
    value = float(_alphas(np.ones((1, len(texts))), lengths, parts, len(coders))[0])
    if np.isnan(value):
        return nothing(_NAME, "no_variation", units, len(coders))
    low, high = None, None
    if replicates and len(texts) >= FEWEST_TEXTS:
        weights = drawn(np.ones(len(texts), dtype=np.int64), replicates, seed)
        low, high = interval(_alphas(weights, lengths, parts, len(coders)), confidence)
    return Agreement(_NAME, value, units, len(coders), low, high)


def _alphas(weights: Floats, lengths: Floats, parts: Sequence[_Parts], coders: int) -> Floats:
    both = [_disagreements(weights, weights @ lengths, part, coders) for part in parts]
    observed, expected = sum(b[0] for b in both), sum(b[1] for b in both)
    undefined = expected == 0
    return np.where(undefined, np.nan, 1 - observed / np.where(undefined, 1, expected))


def _disagreements(weights: Floats, length: Floats, part: _Parts, coders: int) -> tuple[Floats, Floats]:
    """Return observed and expected disagreement of a code per row of weights (R x texts).

    Expected: the mean squared difference of all units of all coders placed anywhere on the continuum (`cubic`: a unit
    over another; `between`: a unit within a gap, whichever texts they are from).
    """
    observed = weights @ part.observed / (coders * (coders - 1) * length**2)
    among = (weights @ part.count - 1) / 3 * (weights @ part.cubic)
    within = ((weights @ part.between) * weights).sum(axis=1)
    places = coders * length * (coders * length - 1) - weights @ part.square
    used = (weights @ part.count > 0) & (places > 0)
    return observed, np.where(used, 2 / length * (among + within) / np.where(used, places, 1), 0.0)


def _parts(spans: Spans, texts: Sequence[ReadText], code: str, coders: Sequence[str]) -> _Parts:
    found = [[spans.get(code, text.source, coder) for coder in coders] for text in texts]
    gaps = [[_gaps(units, text.length) for units in row] for row, text in zip(found, texts, strict=True)]
    unit_lengths = [_lengths(row) for row in found]
    gap_lengths = [_lengths(row) for row in gaps]
    return _Parts(
        observed=np.array([_observed(row, empty) for row, empty in zip(found, gaps, strict=True)]),
        count=np.array([float(len(u)) for u in unit_lengths]),
        cubic=np.array([(2 * u**3 - 3 * u**2 + u).sum() for u in unit_lengths]),
        square=np.array([(u * (u - 1)).sum() for u in unit_lengths]),
        between=np.array([[_within(u, g) for g in gap_lengths] for u in unit_lengths]),
    )


def _gaps(units: Ints, length: int) -> Ints:
    starts, ends = np.append(0, units[:, 1]), np.append(units[:, 0], length)
    return np.column_stack((starts, ends))[starts < ends]


def _lengths(stretches: Sequence[Ints]) -> Floats:
    return np.concatenate([s[:, 1] - s[:, 0] for s in stretches]).astype(np.float64)


def _within(units: Floats, gaps: Floats) -> float:
    """Return the sum over units and gaps that hold them of length² x the places where the unit fits."""
    if not len(units) or not len(gaps):
        return 0.0
    places = np.maximum(0, gaps[None, :] - units[:, None] + 1)
    return float((units**2 * places.sum(axis=1)).sum())


def _observed(units: Sequence[Ints], gaps: Sequence[Ints]) -> float:
    """Return the squared differences of all ordered pairs of coders in a text."""
    total = 0.0
    for i, own in enumerate(units):
        for j, other in enumerate(units):
            if i < j:
                total += 2 * _overlapping(own, other)
            if i != j:
                # A unit inside the other's gap, seen from both sides of the pair: as unit over gap and gap over unit.
                total += 2 * _inside(own, gaps[j])
    return total


def _overlapping(own: Ints, other: Ints) -> float:
    begins = own[:, None, 0] - other[None, :, 0]
    ends = own[:, None, 1] - other[None, :, 1]
    overlap = (own[:, None, 0] < other[None, :, 1]) & (other[None, :, 0] < own[:, None, 1])
    return float(((begins**2 + ends**2) * overlap).sum())


def _inside(units: Ints, gaps: Ints) -> float:
    held = (units[:, None, 0] >= gaps[None, :, 0]) & (units[:, None, 1] <= gaps[None, :, 1])
    lengths = (units[:, 1] - units[:, 0])[:, None]
    return float((lengths**2 * held).sum())
