"""Structural holes (Burt, 1992): does an actor reach people who do not reach each other?"""

from __future__ import annotations

import numpy as np

from seutukuva.network.graph import Contacts, Floats


def constraint(graph: Contacts) -> Floats:
    """Return Burt's constraint of each actor; nan without contacts.

    With p(i, j) the share of i's strength that goes to j, it is the sum over contacts j of (p(i, j) + the sum over
    common contacts q of p(i, q) p(q, j)) squared. Low: many separate contacts. High: they all know each other, or
    there is one only.
    """
    weight, strength = graph.weight, _divisor(graph.strength)
    ab, ac, bc = graph.triangles.T
    a, b, c = graph.corners
    indirect = np.zeros(graph.pairs)
    for pair, one, other, third in ((ab, ac, bc, c), (ac, ab, bc, b), (bc, ab, ac, a)):
        indirect += np.bincount(pair, weight[one] * weight[other] / strength[third], graph.pairs)
    through = weight + indirect
    squares = np.bincount(graph.low, (through / strength[graph.low]) ** 2, graph.size)
    squares += np.bincount(graph.high, (through / strength[graph.high]) ** 2, graph.size)
    return np.where(graph.degree > 0, squares, np.nan)


def effective_size(graph: Contacts) -> Floats:
    """Return the effective size of each actor's surroundings: contacts less their redundancy; nan without contacts.

    Burt (1992): the sum over contacts j of 1 - the sum over q of p(i, q) m(j, q), with m(j, q) the weight of j and q
    against j's heaviest contact.
    """
    weight, strength = graph.weight, _divisor(graph.strength)
    heaviest = np.zeros(graph.size)
    np.maximum.at(heaviest, graph.low, weight)
    np.maximum.at(heaviest, graph.high, weight)
    heaviest = _divisor(heaviest)
    ab, ac, bc = (weight[pairs] for pairs in graph.triangles.T)
    a, b, c = graph.corners
    redundant = np.zeros(graph.size)
    # Of each corner: the two sides that meet there, the side across, and the ends of that side.
    for corner, to_one, to_other, across, one, other in (
        (a, ab, ac, bc, b, c),
        (b, ab, bc, ac, a, c),
        (c, ac, bc, ab, a, b),
    ):
        shared = across * (to_other / heaviest[one] + to_one / heaviest[other]) / strength[corner]
        redundant += np.bincount(corner, shared, graph.size)
    return np.where(graph.degree > 0, graph.degree - redundant, np.nan)


def _divisor(values: Floats) -> Floats:
    """Return `values` with 1 for 0: who has no contacts stands in no sum."""
    return np.where(values > 0, values, 1.0)
