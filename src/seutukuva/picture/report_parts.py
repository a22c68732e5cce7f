"""Parts that the report of a town and that of a programme share: what they are made from, gaps, the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seutukuva.base import Language, Message, languages, render
from seutukuva.documents import Block, Column, Figure, Heading, ItemList, ListItem, Note, Paragraph, Table
from seutukuva.judgement import Rating
from seutukuva.picture.findings import Gap, gaps
from seutukuva.picture.growth import GrowthArea
from seutukuva.picture.leader_report import Led
from seutukuva.picture.maturity import DimensionCell, MaturityModel, maturity_model, model_of_cells
from seutukuva.picture.publication import TownPicture, set90

OPENING, CLOSING = "opening", "closing"


@dataclass(frozen=True)
class NetworkPart:
    """What a report tells of a network: the numbers of actors and ties, metrics, drawings.

    `metrics` are rows of name, value, 95 % interval and what it means, as texts of the document's language; `ends` are
    the ends of the same intervals as numbers. `between` counts the pairs of actors in contact between two
    municipalities.
    """

    actors: int
    ties: int
    metrics: tuple[tuple[str, str, str, str], ...] = ()
    ends: tuple[tuple[float | None, float | None], ...] = ()
    drawings: tuple[Figure, ...] = ()
    between: tuple[tuple[str, str, int], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Heard:
    """From whom rated passages come (a sector, or a kind of source without one), how many, how many may be quoted."""

    who: str
    passages: int
    quotable: int


@dataclass(frozen=True)
class Interviewed:
    """How many of a sector were interviewed in a town, and how many the plan wants (0: nobody planned)."""

    sector: str
    heard: int
    wanted: int


@dataclass(frozen=True)
class ReadFigure:
    """A figure in words that the model's thresholds read as a level (None: too little to say), with the reason."""

    urn: str
    text: str
    level: int | None
    why: str = ""


@dataclass(frozen=True)
class TownMatter:
    """What a town's report is made from: its picture, the ratings by dimension, own texts by section, its network.

    The sections of own texts are `opening`, the dimensions' ids and `closing`. `statistics` are the blocks of open
    statistics (a real town has them), `statistics_lead` the same in a few sentences; `led` is who leads its ecosystem,
    None when that was not looked for. `heard` tells by dimension from whom the passages come, `unheard` names the
    sectors that nobody was interviewed from; `figures` are those that were read as levels, by dimension. The report of
    a programme also takes `growth`, the town's growth areas, and `interviews`, who was interviewed by sector.
    """

    picture: TownPicture
    ratings: Mapping[str, Sequence[Rating]]
    texts: Mapping[str, str] = field(default_factory=dict)
    network: NetworkPart | None = None
    statistics: tuple[Block, ...] = ()
    led: Led | None = None
    statistics_lead: tuple[str, ...] = ()
    heard: Mapping[str, Sequence[Heard]] = field(default_factory=dict)
    unheard: tuple[str, ...] = ()
    figures: Mapping[str, Sequence[ReadFigure]] = field(default_factory=dict)
    growth: tuple[GrowthArea, ...] = ()
    interviews: tuple[Interviewed, ...] = ()

    @property
    def rated(self) -> list[Rating]:
        """Return all ratings with a level."""
        return [rating for rows in self.ratings.values() for rating in rows if rating.level is not None]


def say(language: Language, code: str, /, **parameters: object) -> str:
    """Return the text of a message of the reports."""
    return render(Message(f"picture.situation.{code}", parameters), language)


def own(texts: Mapping[str, str], section: str) -> list[Paragraph]:
    """Return the analyst's own text of a section; an empty line parts its paragraphs."""
    return [Paragraph(" ".join(part.split())) for part in texts.get(section, "").split("\n\n") if part.strip()]


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def kind_message(kind: str) -> Message:
    """Return the name of a kind of source; one of a model's own is told as it is written there."""
    code = f"evidence.kind.{kind}"
    return Message(code) if languages.has(code, "en") else Message("picture.kind.own", {"kind": kind})


def kind_name(kind: str, language: Language) -> str:
    """Return the name of a kind of source, with a capital letter."""
    return capital(render(kind_message(kind), language))


def sections(model: MaturityModel | None = None) -> tuple[str, ...]:
    """Return the sections of a town's report that have own texts, in their order; of the shipped model when None."""
    return (OPENING, *(dimension.id for dimension in (model or maturity_model()).dimensions), CLOSING)


def carried_table(cells: Sequence[DimensionCell], language: Language) -> Table:
    """Return what each level stands on: ratings, sources and their kinds."""
    rows, raw = [], []
    for cell in cells:
        judged = cell.cell
        kinds = ", ".join(render(kind_message(kind), language) for kind in judged.kinds) or "–"
        name = capital(cell.dimension.name.text(language))
        level = "–" if judged.mode is None else str(judged.mode)
        rows.append((name, level, set90(cell) or "–", str(judged.n_items), str(judged.n_clusters), kinds))
        raw.append((name, judged.mode, set90(cell), judged.n_items, judged.n_clusters, kinds))
    numeric = {"level", "set", "ratings", "sources"}
    columns = tuple(
        Column(say(language, f"column.{label}"), numeric=label in numeric)
        for label in ("dimension", "level", "set", "ratings", "sources", "kinds")
    )
    return Table(say(language, "carried"), columns, tuple(rows), raw=tuple(raw))


def gap_blocks(cells: Sequence[DimensionCell], language: Language) -> list[Block]:
    """Return the dimensions below their target, widest and surest first, and what their targets mean."""
    found, model = gaps(cells), model_of_cells(cells)
    known = sum(cell.cell.known for cell in cells)
    blocks: list[Block] = []
    if found:
        blocks += [Heading(say(language, "gaps", count=len(found), known=known))]
        blocks += [gap_table(found, model, language), _targets(found, model, language)]
    return blocks


def gap_table(found: Sequence[Gap], model: MaturityModel, language: Language) -> Table:
    """Return gaps as a table."""
    labels = ("dimension", "level", "target", "certain")
    columns = tuple(Column(say(language, f"column.{label}"), numeric=label in ("level", "target")) for label in labels)
    rows = tuple(
        (
            capital(model.dimension(gap.dimension).name.text(language)),
            str(gap.level),
            str(gap.target),
            say(language, gap.certainty),
        )
        for gap in found
    )
    return Table(say(language, "gaps.table"), columns, rows)


def _targets(found: Sequence[Gap], model: MaturityModel, language: Language) -> ItemList:
    items = []
    for gap in found:
        dimension = model.dimension(gap.dimension)
        text = dimension.descriptors[gap.target - 1].text(language)
        name = capital(dimension.name.text(language))
        items.append(ListItem(say(language, "target", dimension=name, target=gap.target, text=text)))
    return ItemList(tuple(items))


def network_blocks(part: NetworkPart | None, language: Language, heading: str = "network") -> list[Block]:
    """Return the network's drawings and metrics; nothing without a network."""
    if part is None or not part.actors:
        return []
    blocks: list[Block] = [Heading(say(language, heading, actors=part.actors, ties=part.ties)), *part.drawings]
    if part.note:
        blocks.append(Note(part.note))
    if part.between:
        over = sum(pairs for one, other, pairs in part.between if one != other)
        labels = ("area", "other", "pairs")
        columns = tuple(Column(say(language, f"column.{label}"), numeric=label == "pairs") for label in labels)
        between = tuple((one, other, str(pairs)) for one, other, pairs in part.between)
        blocks += [Heading(say(language, "over", count=over), 3)]
        blocks.append(Table(say(language, "network.areas"), columns, between))
    if part.metrics:
        blocks += [Heading(say(language, "metrics"), 3), metrics_table(part, language)]
        blocks.append(ItemList(tuple(ListItem(f"{capital(name)}: {means}") for name, _, _, means in part.metrics)))
    return blocks


def metrics_table(part: NetworkPart, language: Language) -> Table:
    """Return the metrics of a network with their 95 % intervals."""
    labels = ("metric", "value", "interval")
    columns = tuple(Column(say(language, f"column.{label}"), numeric=label != "metric") for label in labels)
    return Table(say(language, "metrics.table"), columns, tuple(row[:3] for row in part.metrics))
