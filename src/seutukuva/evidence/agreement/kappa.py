"""Percent agreement, Cohen's kappa of two coders and Fleiss' kappa of several: nominal values only."""

from __future__ import annotations

import numpy as np

from seutukuva.evidence.agreement.model import CONFIDENCE, REPLICATES, Agreement, Floats, drawn, interval, nothing
from seutukuva.evidence.agreement.tables import Counted, Ratings, counted, matrix


def percent(
    table: Ratings, *, replicates: int = REPLICATES, confidence: float = CONFIDENCE, seed: int = 1
) -> Agreement:
    """Return the share of pairs of judgements of the same unit that agree, 0-1, for units x coders.

    It forgives chance: with one code in twenty, two coders who guess agree nine times in ten.
    """
    numbers = matrix(table)
    if numbers.shape[1] < 2:
        return nothing("percent", "one_coder", coders=numbers.shape[1])
    told = counted(numbers)
    if not len(told.units):
        return nothing("percent", "nothing_shared", coders=told.coders)
    judged = told.patterns.sum(axis=1)
    alike, pairs = (told.patterns * (told.patterns - 1)).sum(axis=1), judged * (judged - 1)

    def shares(weights: Floats) -> Floats:
        return np.asarray((weights @ alike) / (weights @ pairs), dtype=np.float64)

    value = float(shares(told.units[None, :].astype(np.float64))[0])
    return _told("percent", value, told, shares(drawn(told.units, replicates, seed)), confidence)


def fleiss(table: Ratings, *, replicates: int = REPLICATES, confidence: float = CONFIDENCE, seed: int = 1) -> Agreement:
    """Return Fleiss' kappa (1971) of units x coders.

    Units may have unlike numbers of judgements, each counts once; Fleiss has the same number for all.
    """
    numbers = matrix(table)
    if numbers.shape[1] < 2:
        return nothing("fleiss", "one_coder", coders=numbers.shape[1])
    told = counted(numbers)
    total = int(told.units.sum())
    if not total:
        return nothing("fleiss", "nothing_shared", coders=told.coders)
    if len(told.values) < 2:
        return nothing("fleiss", "no_variation", total, told.coders)
    judged = told.patterns.sum(axis=1)
    alike = ((told.patterns**2).sum(axis=1) - judged) / (judged * (judged - 1))

    def kappas(weights: Floats) -> Floats:
        shares = weights @ told.patterns
        shares /= shares.sum(axis=1, keepdims=True)
        return _beyond_chance((weights @ alike) / weights.sum(axis=1), (shares**2).sum(axis=1))

    value = float(kappas(told.units[None, :].astype(np.float64))[0])
    return _told("fleiss", value, told, kappas(drawn(told.units, replicates, seed)), confidence)


def cohen(table: Ratings, *, replicates: int = REPLICATES, confidence: float = CONFIDENCE, seed: int = 1) -> Agreement:
    """Return Cohen's kappa (1960) of a table with two coders; without a value when it has another number of them."""
    numbers = matrix(table)
    if numbers.shape[1] != 2:
        return nothing("cohen", "two_coders", coders=numbers.shape[1])
    both = numbers[~np.isnan(numbers).any(axis=1)]
    if not len(both):
        return nothing("cohen", "nothing_shared", coders=2)
    values, place = np.unique(both, return_inverse=True)
    size = len(values)
    if size < 2:
        return nothing("cohen", "no_variation", len(both), 2)
    pairs = place.reshape(both.shape)
    cells = np.bincount(pairs[:, 0] * size + pairs[:, 1], minlength=size * size)

    def kappas(weights: Floats) -> Floats:
        joint = (weights / weights.sum(axis=1, keepdims=True)).reshape(-1, size, size)
        chance = (joint.sum(axis=2) * joint.sum(axis=1)).sum(axis=1)
        return _beyond_chance(joint.trace(axis1=1, axis2=2), chance)

    value = float(kappas(cells[None, :].astype(np.float64))[0])
    low, high = None, None
    if replicates and len(both) > 1:
        low, high = interval(kappas(drawn(cells.astype(np.int64), replicates, seed)), confidence)
    return Agreement("cohen", value, len(both), 2, low, high)


def _beyond_chance(observed: Floats, chance: Floats) -> Floats:
    """Return (observed - chance) / (1 - chance); nan where chance alone would agree always."""
    certain = np.isclose(chance, 1, rtol=0, atol=1e-12)
    return np.where(certain, np.nan, (observed - chance) / np.where(certain, 1, 1 - chance))


def _told(name: str, value: float, told: Counted, resampled: Floats, confidence: float) -> Agreement:
    total = int(told.units.sum())
    low, high = interval(resampled, confidence) if total > 1 else (None, None)
    return Agreement(name, value, total, told.coders, low, high)
