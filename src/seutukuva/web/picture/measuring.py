"""What a town's maturity model reads as levels: statistics, index scores, statements, network metrics, documents.

All figures of the programme are used, whoever asks, as a level is the same for all who may read the town. Who shows a
figure asks the thread whether the reader may see it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from seutukuva.base import Term, parse_urn, urn
from seutukuva.picture import MaturityModel, Measured
from seutukuva.picture.mapping import FEWEST_ACTORS, Read, document_states, read_as
from seutukuva.web.evidence.selectors import documents_of, homes_of
from seutukuva.web.indicators import official
from seutukuva.web.indicators.board import Board, Town
from seutukuva.web.indicators.composite.selectors import index_scores
from seutukuva.web.indicators.kinds import imported_urn, open_imported
from seutukuva.web.indicators.selectors import town_of, whole_board
from seutukuva.web.kit.releases.kinds import row_ids
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.network.measuring import Metrics, metric_urn, metrics_of
from seutukuva.web.picture.models import cell_urn
from seutukuva.web.programmes.maturity import models_of_ecosystems
from seutukuva.web.programmes.selectors import ecosystems_by_id, ecosystems_of_towns, participants_with_areas

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme

NETWORK = "network"  # the cluster of all metrics of a network
TABLES = ("indicator", "statement")
# What clusters are called where they are not the names of files or informants.
CLUSTERS: Mapping[str, Term] = {NETWORK: Term("verkosto", "nätverket", "the network")}


def figures_of(
    ecosystems: Iterable[int], models: Mapping[int, MaturityModel], dimensions: Collection[str] = ()
) -> dict[int, tuple[Read, ...]]:
    """Return the figures that models read of ecosystems; the caller has checked the right to read them.

    models: by ecosystem. With `dimensions` only the figures of those.
    """
    wanted = [pk for pk in ecosystems if _readings(models[pk], dimensions)]
    rows = ecosystems_by_id(wanted)
    programmes = {row.participant.programme_id: row.participant.programme for row in rows.values()}
    sources = {
        pk: _Sources(programme, {of for one in wanted for of in _readings(models[one], dimensions)})
        for pk, programme in programmes.items()
    }
    towns = {row.pk: town_of(row) for row in participants_with_areas({row.participant_id for row in rows.values()})}
    metrics = metrics_of(
        rows, {of for pk in wanted for source, of in _readings(models[pk], dimensions) if source == "metric"}
    )
    documents = documents_of([pk for pk in rows if document_states(models[pk])])
    found = {}
    for pk, row in rows.items():
        asked = _readings(models[pk], dimensions)
        measured = sources[row.participant.programme_id].of(towns[row.participant_id], asked)
        measured += _metrics(pk, metrics.get(pk), asked)
        measured += _documents(documents.get(pk, ()), models[pk])
        found[pk] = tuple(
            read for read in read_as(measured, models[pk]) if not dimensions or read.reading.dimension in dimensions
        )
    return found


def cells_on(carriers: Iterable[str]) -> dict[str, list[str]]:
    """Return the cells, of all programmes, that are judged from figures: URN of the figure -> URNs of cells."""
    wanted = set(carriers)
    homes: set[int] = set()
    codes: set[str] = set()
    slugs: set[str] = set()
    for carrier in wanted:
        parts = parse_urn(carrier)
        at = parts.id.split("@")
        if (parts.room, parts.kind) == ("network", "metric"):
            homes |= set(row_ids([parts.id.partition("-")[0]]))
        elif (parts.room, parts.kind) == ("evidence", "source"):
            homes |= homes_of(row_ids([parts.id]))
        elif (parts.room, parts.kind) == ("indicators", "value") and len(at) == 3:
            codes |= set(at[1].split("-"))
        elif (parts.room, parts.kind) in {("indicators", "imported"), ("indicators", "score")}:
            slugs.add(at[-1])
    if codes or slugs:
        homes |= set(ecosystems_of_towns(codes, slugs))
    there = ecosystems_by_id(homes)
    found: dict[str, list[str]] = {}
    for ecosystem, reads in figures_of(there, models_of_ecosystems(there)).items():
        for read in reads:
            cell = cell_urn(ecosystem, read.reading.dimension)
            if read.measured.urn in wanted and cell not in found.setdefault(read.measured.urn, []):
                found[read.measured.urn].append(cell)
    return found


def cluster_name(cluster: str) -> Term:
    """Return what a cluster is called."""
    return CLUSTERS.get(cluster) or Term(cluster, cluster, cluster)


def _readings(model: MaturityModel, dimensions: Collection[str]) -> dict[tuple[str, str], None]:
    """Return source and id of what a model reads, each once, in the model's order."""
    return {(one.source, one.of): None for one in model.readings if not dimensions or one.dimension in dimensions}


def _metrics(ecosystem: int, told: Metrics | None, asked: Iterable[tuple[str, str]]) -> list[Measured]:
    """Return the metrics of a network; of a small one they are no information, of none there are none."""
    if told is None:
        return []
    large = told.actors >= FEWEST_ACTORS
    return [
        Measured("metric", of, told.values[of] if large else None, NETWORK, metric_urn(ecosystem, of))
        for source, of in asked
        if source == "metric"
    ]


def _documents(told: Iterable[tuple[str, str, str]], model: MaturityModel) -> list[Measured]:
    """Return the documents in a state that the model reads; a state of a model that was used before says nothing."""
    known = document_states(model)
    return [Measured("document", *known[state], cluster, on) for state, cluster, on in told if state in known]


class _Sources:
    """The tables and indices of a programme, read once for all its towns and only when something is asked of them."""

    def __init__(self, programme: Programme, asked: Collection[tuple[str, str]]) -> None:
        self._programme = programme.pk
        kinds = {source for source, _of in asked}
        self._board: Board | None = whole_board(programme) if kinds & set(TABLES) else None
        self._scores = index_scores(programme) if "index" in kinds else ()
        names = own_texts({score.index for score in self._scores}) if self._scores else {}
        self._names = {owner: set(text.bodies.values()) for (owner, field), text in names.items() if field == "name"}

    def of(self, town: Town, asked: Iterable[tuple[str, str]]) -> list[Measured]:
        """Return what is known of a town's indicators, statements and index scores."""
        found = []
        for source, of in asked:
            if source in TABLES:
                found += self._of_table(source, of, town)
            elif source == "index":
                found += self._of_index(of, town)
        return found

    def _of_table(self, source: str, of: str, town: Town) -> list[Measured]:
        """Return a figure: of the catalogue's own statistics, or of an imported table that has the indicator."""
        assert self._board is not None
        for measure in self._board.measures:
            if of not in (measure.key, measure.id):
                continue
            if measure.official and not town.codes:
                continue  # a place on no map has no official statistics
            if measure.official:
                at = official.figure(measure.id, town.codes)
                on = urn("indicators", "value", f"{measure.id}@{'-'.join(town.codes)}@{at.period}")
                return [Measured(source, of, at.value, at.source.dataset, on)]
            assert measure.origin is not None
            value, _period = self._board.latest(measure).get(town.key or "", (None, ""))
            if value is not None:
                on = imported_urn(self._programme, measure.key, town.slug)
                return [Measured(source, of, value, measure.origin.name, on)]
        return []

    def _of_index(self, of: str, town: Town) -> list[Measured]:
        """Return the score in the index of a number or a name."""
        return [
            Measured("index", of, score.score, f"index {parse_urn(score.index).id}", score.urn)
            for score in self._scores
            if score.town == town.slug and (of == parse_urn(score.index).id or of in self._names.get(score.index, ()))
        ]


def public_figures(reads: Iterable[Read]) -> list[str]:
    """Return the figures that a publication may tell everybody: metrics of networks, and figures of open datasets.

    Official statistics are everybody's without being published.
    """
    kinds = {one.measured.urn: parse_urn(one.measured.urn) for one in reads}
    metrics = [on for on, parts in kinds.items() if parts.room == "network"]
    imported = [on for on, parts in kinds.items() if (parts.room, parts.kind) == ("indicators", "imported")]
    return [*metrics, *open_imported(imported)]


def content_of(reads: Iterable[Read]) -> dict[str, list[object]]:
    """Return what figures say, for the hash of what stands on them: URN -> value and level."""
    told: dict[str, list[object]] = {}
    for read in reads:
        value = read.measured.value
        told[read.measured.urn] = [round(value, _DIGITS) if isinstance(value, float) else value, read.rating.level]
    return told


_DIGITS = 3
