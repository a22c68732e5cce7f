"""The figures of a whole network, for the network as it is and for many resamples of its sources at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from seutukuva.network.coded import Coded
from seutukuva.network.components import stacked_components
from seutukuva.network.core import core_fit, core_size
from seutukuva.network.graph import Bools, Floats, Ints

# One figure per resample.
Figures = dict[str, Floats]


def figures(network: Coded, drawn: Ints) -> Figures:
    """Return every quick figure of a whole network for each resample; nan where it cannot be computed.

    drawn: resamples x clusters, how often each source was drawn (ones: the network as it is). A tie is there when its
    source was drawn.
    """
    told = drawn[:, network.cluster] > 0
    present = _any_per(told, network.pair, network.graph.pairs)
    made: Figures = {}
    for part in (_shape, _core, _borders, _partners, _content):
        made.update(part(network, present, drawn))
    return made


def _any_per(told: Bools, group: Ints, groups: int) -> Bools:
    """Return for each row of `told` (rows x items) which groups have some item."""
    rows, items = np.nonzero(told)
    found = np.zeros((len(told), groups), dtype=bool)
    found[rows, group[items]] = True
    return found


def _degrees(network: Coded, present: Bools) -> Ints:
    """Return resamples x actors: contacts."""
    graph = network.graph
    rows, pairs = np.nonzero(present)
    flat = np.bincount(rows * graph.size + graph.low[pairs], minlength=len(present) * graph.size)
    flat += np.bincount(rows * graph.size + graph.high[pairs], minlength=len(present) * graph.size)
    return flat.reshape(len(present), graph.size)


def _shape(network: Coded, present: Bools, drawn: Ints) -> Figures:
    size, graph = network.size, network.graph
    degree = _degrees(network, present)
    pairs = present.sum(axis=1)
    components, largest = stacked_components(size, graph.low, graph.high, present)
    made: Figures = {
        "pairs": pairs.astype(np.float64),
        "components": components.astype(np.float64),
        "isolates": _ratio((degree == 0).sum(axis=1), size),
        "largest_component": _ratio(largest, size),
        "density": _ratio(2 * pairs, size * (size - 1)),
        "mean_degree": _ratio(2 * pairs, size),
        "degree_centralisation": _ratio(
            (degree.max(axis=1, initial=0)[:, None] - degree).sum(axis=1), (size - 1) * (size - 2)
        ),
        "closure": closure(degree, _triangles(network, present)),
    }
    if size > 1:
        living = np.ones_like(degree, dtype=bool)
        living[np.arange(len(degree)), degree.argmax(axis=1)] = False
        _, left = stacked_components(size, graph.low, graph.high, present, living)
        made["left_without_top"] = _ratio(left, size - 1)
    else:
        made["left_without_top"] = np.full(len(degree), np.nan)
    return made


def _triangles(network: Coded, present: Bools) -> Floats:
    """Return how many triangles each resample has."""
    ab, ac, bc = network.graph.triangles.T
    return np.array([(row[ab] & row[ac] & row[bc]).sum() for row in present], dtype=np.float64)


def closure(degree: Ints, triangles: Floats) -> Floats:
    """Return the transitivity of graphs, 0-1, from contacts (graphs x actors) and triangles (per graph)."""
    return _ratio(3 * triangles, (degree * (degree - 1) // 2).sum(axis=1))


def _core(network: Coded, present: Bools, drawn: Ints) -> Figures:
    graph, size = network.graph, network.size
    made: Figures = {name: np.full(len(present), np.nan) for name in ("core_share", "core_fit")}
    for row, degree in enumerate(_degrees(network, present)):
        members = core_size(degree)
        # Within a resample equals are told apart by their place alone.
        inside = np.zeros(size, dtype=bool)
        inside[np.lexsort((np.arange(size), -graph.strength, -degree))[:members]] = True
        one, other = inside[graph.low[present[row]]], inside[graph.high[present[row]]]
        made["core_share"][row] = members / size if size else np.nan
        made["core_fit"][row] = core_fit(size, members, int((one & other).sum()), int((~one & ~other).sum()))
    return made


def _borders(network: Coded, present: Bools, drawn: Ints) -> Figures:
    made: Figures = {}
    for name, group in (("area", network.area), ("sector", network.sector)):
        crossing = cross_share(network.graph.low, network.graph.high, group, present)
        made[f"cross_{name}"] = crossing
        made[f"ei_{name}"] = 2 * crossing - 1
    return made


def cross_share(low: Ints, high: Ints, group: Ints, present: Bools) -> Floats:
    """Return per row of `present` (rows x pairs) the share of pairs between known groups that cross their border."""
    known = (group[low] >= 0) & (group[high] >= 0)
    crossing = known & (group[low] != group[high])
    return _ratio(_count(present, crossing), _count(present, known))


def expected_cross_share(group: Ints) -> float:
    """Return the share of all pairs of actors of known groups that would cross their border; nan without pairs."""
    sizes = np.bincount(group[group >= 0])
    total = sizes.sum()
    if total < 2:
        return float("nan")
    return float(1 - (sizes * (sizes - 1)).sum() / (total * (total - 1)))


def _partners(network: Coded, present: Bools, drawn: Ints) -> Figures:
    """Return the ties with the State, with education and to RDI: who has one, and what share of ties they are."""
    graph, made = network.graph, Figures()
    for name, members in (("state", network.state), ("education", network.education)):
        one, other = members[graph.low], members[graph.high]
        reached = _neighbours(network, present, np.broadcast_to(members, (len(present), network.size)))
        others = (~members).sum() if members.any() else 0
        made[f"{name}_reach"] = _ratio((reached & ~members).sum(axis=1), others)
        made[f"{name}_share"] = _ratio(_count(present, one | other), present.sum(axis=1))
    at_start = np.broadcast_to(network.rdi, (len(present), network.size))
    near = at_start | _neighbours(network, present, at_start)
    near = near | _neighbours(network, present, near)
    others = (~network.rdi).sum() if network.rdi.any() else 0
    made["rdi_reach"] = _ratio((near & ~network.rdi).sum(axis=1), others)
    return made


def _neighbours(network: Coded, present: Bools, members: Bools) -> Bools:
    """Return resamples x actors: who has a contact among the `members` of that resample."""
    found = np.zeros(members.shape, dtype=bool)
    for start, end in ((network.graph.low, network.graph.high), (network.graph.high, network.graph.low)):
        rows, pairs = np.nonzero(present & members[:, start])
        found[rows, end[pairs]] = True
    return found


def _content(network: Coded, present: Bools, drawn: Ints) -> Figures:
    """Return what ties are made of: permanence, kinds, and how many sources tell of a pair."""
    pair, number, cluster = network.pair_kind_cluster
    kinds = _any_per(drawn[:, cluster] > 0, number, int(number.max(initial=-1)) + 1)
    owner = np.zeros(kinds.shape[1], dtype=np.int64)
    owner[number] = pair
    per_pair = _sums(kinds, owner, network.graph.pairs)
    sources_pair, sources_cluster = network.pair_cluster
    seen = _sums(drawn[:, sources_cluster] > 0, sources_pair, network.graph.pairs)
    pairs = present.sum(axis=1)
    known = network.permanent >= 0
    asked = _any_per(drawn[:, network.cluster[known]] > 0, network.pair[known], network.graph.pairs)
    lasting = network.permanent == 1
    lasts = _any_per(drawn[:, network.cluster[lasting]] > 0, network.pair[lasting], network.graph.pairs)
    return {
        "permanence": _ratio(lasts.sum(axis=1), asked.sum(axis=1)),
        "kinds_per_pair": _ratio(per_pair.sum(axis=1), pairs),
        "multiplex": _ratio((per_pair > 1).sum(axis=1), pairs),
        "sources_per_pair": _ratio(seen.sum(axis=1), pairs),
        "seen_twice": _ratio((seen > 1).sum(axis=1), pairs),
    }


def _sums(told: Bools, group: Ints, groups: int) -> Ints:
    """Return for each row of `told` (rows x items) how many items each group has."""
    rows, items = np.nonzero(told)
    flat = np.bincount(rows * groups + group[items], minlength=len(told) * groups)
    return flat.reshape(len(told), groups)


def _count(present: Bools, wanted: Bools) -> Ints:
    return np.asarray(present[:, wanted].sum(axis=1), dtype=np.int64)


def _ratio(part: Any, whole: Any) -> Floats:
    """Return part / whole; nan where the whole is 0 (or negative: too few actors)."""
    part, whole = np.broadcast_arrays(np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64))
    made: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return made
