"""Parts that the report of a town and that of a programme share: a dimension, gaps, the network, the method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seutukuva.base import Language, Message, render
from seutukuva.documents import Block, Column, Figure, Heading, ItemList, ListItem, Note, Paragraph, Table
from seutukuva.judgement import Rating, flips
from seutukuva.picture.findings import Gap, gaps
from seutukuva.picture.leader_report import Led
from seutukuva.picture.maturity import DimensionCell, MaturityModel, maturity_model, model_of_cells
from seutukuva.picture.publication import TownPicture, level_message, quotes_of, set90

OPENING, CLOSING = "opening", "closing"


@dataclass(frozen=True)
class NetworkPart:
    """What a report tells of a network: the numbers of actors and ties, metrics, drawings.

    `metrics` are rows of name, value, 90 % interval and what it means, as texts of the document's language. `between`
    counts the pairs of actors in contact between two municipalities.
    """

    actors: int
    ties: int
    metrics: tuple[tuple[str, str, str, str], ...] = ()
    drawings: tuple[Figure, ...] = ()
    between: tuple[tuple[str, str, int], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class TownMatter:
    """What a town's report is made from: its picture, the ratings by dimension, own texts by section, its network.

    The sections of own texts are `opening`, the dimensions' ids and `closing`. `statistics` are the blocks of open
    statistics (a real town has them); `led` is who leads its ecosystem, None when that was not looked for.
    """

    picture: TownPicture
    ratings: Mapping[str, Sequence[Rating]]
    texts: Mapping[str, str] = field(default_factory=dict)
    network: NetworkPart | None = None
    statistics: tuple[Block, ...] = ()
    led: Led | None = None


def say(language: Language, code: str, /, **parameters: object) -> str:
    """Return the text of a message of the reports."""
    return render(Message(f"picture.situation.{code}", parameters), language)


def own(texts: Mapping[str, str], section: str) -> list[Paragraph]:
    """Return the analyst's own text of a section; an empty line parts its paragraphs."""
    return [Paragraph(" ".join(part.split())) for part in texts.get(section, "").split("\n\n") if part.strip()]


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def sections(model: MaturityModel | None = None) -> tuple[str, ...]:
    """Return the sections of a town's report that have own texts, in their order; of the shipped model when None."""
    return (OPENING, *(dimension.id for dimension in (model or maturity_model()).dimensions), CLOSING)


def dimension_heading(cell: DimensionCell, language: Language) -> str:
    """Return a dimension's heading: its name and level, or that there is no information."""
    name = capital(cell.dimension.name.text(language))
    if cell.cell.mode is None:
        return say(language, "dimension.unknown", dimension=name)
    level = cell.model.level(cell.cell.mode)
    return say(language, "dimension", dimension=name, mode=cell.cell.mode, level=level.name)


def dimension_blocks(matter: TownMatter, cell: DimensionCell, language: Language) -> list[Block]:
    """Return a dimension in full: level, descriptors, own text, findings, quotes, what would change the level."""
    picture, judged = matter.picture, cell.cell
    blocks: list[Block] = [Heading(dimension_heading(cell, language), 3)]
    sentence = picture.cell_urns.get(cell.dimension.id) if judged.known else None
    blocks.append(Paragraph(render(level_message(cell), language), sentence=sentence))
    blocks += own(matter.texts, cell.dimension.id)
    blocks += [Paragraph(s.text, sentence=s.urn) for s in picture.statements if s.dimension == cell.dimension.id]
    blocks += quotes_of(picture, cell.dimension.id, language)
    if judged.mode is None:
        return blocks
    means = [say(language, "means", level=judged.mode, text=_descriptor(cell, judged.mode, language))]
    if judged.mode < len(cell.dimension.descriptors):
        further = judged.mode + 1
        means.append(say(language, "next", level=further, text=_descriptor(cell, further, language)))
    blocks.append(ItemList(tuple(ListItem(text) for text in means)))
    if cell.held_back and cell.counted is not None:
        blocks.append(Note(say(language, "held_back", level=cell.counted)))
    told = " ".join(change_texts(cell, matter.ratings.get(cell.dimension.id, ()), language))
    return [*blocks, Note(say(language, "change", told=told))]


def change_texts(cell: DimensionCell, ratings: Sequence[Rating], language: Language) -> list[str]:
    """Return what would change a known level, without naming a source: a published report tells of none who it was."""
    decisive = cell.cell.decisive_clusters
    told = []
    if decisive:
        told.append(say(language, "change.sources", count=len(decisive), sources=cell.cell.n_clusters))
    removed = flips(ratings, cell.model.errors)
    if removed:
        told.append(
            render(Message("picture.change.flips", {"count": len(removed), "n_items": cell.cell.n_items}), language)
        )
    return told or [render(Message("picture.change.firm"), language)]


def carried_table(cells: Sequence[DimensionCell], language: Language) -> Table:
    """Return what each level stands on: ratings, sources and their kinds."""
    rows, raw = [], []
    for cell in cells:
        judged = cell.cell
        kinds = ", ".join(render(Message(f"evidence.kind.{kind}"), language) for kind in judged.kinds) or "–"
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
    unknown = [cell.dimension for cell in cells if not cell.cell.known]
    if unknown:
        blocks.append(Heading(say(language, "unknown", count=len(unknown))))
        items = (f"{capital(row.name.text(language))}: {row.next_step.text(language)}" for row in unknown)
        blocks.append(ItemList(tuple(ListItem(text) for text in items)))
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
            say(language, "certain" if gap.certain else "uncertain"),
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
    """Return the metrics of a network with their 90 % intervals."""
    labels = ("metric", "value", "interval")
    columns = tuple(Column(say(language, f"column.{label}"), numeric=label != "metric") for label in labels)
    return Table(say(language, "metrics.table"), columns, tuple(row[:3] for row in part.metrics))


def method_blocks(ratings: Sequence[Rating], model: MaturityModel, language: Language) -> list[Block]:
    """Return the method appendix: how a level is computed, the levels in words, sources, what it cannot tell."""
    blocks: list[Block] = [
        Heading(say(language, "method")),
        Paragraph(render(Message("picture.publication.method.text"), language)),
        Paragraph(say(language, "method.set")),
        Paragraph(say(language, "method.stage", share=model.share, needed=model.min_known)),
        Heading(say(language, "limits"), 3),
        ItemList(tuple(ListItem(say(language, f"limits.{number}")) for number in range(1, 6))),
        Heading(say(language, "sources"), 3),
        *([sources_table(ratings, language)] if ratings else [Note(say(language, "sources.none"))]),
        Heading(say(language, "levels")),
    ]
    for dimension in model.dimensions:
        blocks.append(Heading(capital(dimension.name.text(language)), 3))
        described = (ListItem(term.text(language)) for term in dimension.descriptors)
        blocks.append(ItemList(tuple(described), ordered=True))
    return blocks


def sources_table(ratings: Sequence[Rating], language: Language) -> Table:
    """Return how many sources and ratings of each kind there are."""
    counted = Counter(rating.kind for rating in ratings)
    clusters = {kind: len({rating.cluster for rating in ratings if rating.kind == kind}) for kind in counted}
    columns = tuple(
        Column(say(language, f"column.{label}"), numeric=label != "kind") for label in ("kind", "sources", "ratings")
    )
    rows = tuple(
        (capital(render(Message(f"evidence.kind.{kind}"), language)), str(clusters[kind]), str(count))
        for kind, count in counted.most_common()
    )
    return Table(say(language, "sources.table"), columns, rows)


def _descriptor(cell: DimensionCell, level: int, language: Language) -> str:
    return cell.dimension.descriptors[level - 1].text(language)
