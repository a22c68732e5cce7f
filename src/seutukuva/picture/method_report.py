"""The end of a report: how levels, stages and leaders are computed, what that cannot tell, sources, the words used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from seutukuva.base import Language, Message, languages, render
from seutukuva.base.languages import number
from seutukuva.documents import Block, Column, Heading, ItemList, ListItem, Note, Paragraph, Table
from seutukuva.judgement import LEADERS, Rating, default_leader_model
from seutukuva.picture.leader_words import LEADER_NAMES, SIGN_NAMES
from seutukuva.picture.maturity import Dimension, MaturityModel
from seutukuva.picture.reading_words import reading_name, threshold_words
from seutukuva.picture.report_parts import capital, kind_message, kind_name, say

_LIMITS = range(1, 6)
TERMS = (
    *("ecosystem", "dimension", "level", "stage", "gate", "passage", "rating", "source", "kind", "probability", "set"),
    *("finding", "gap", "conflict", "leader", "tie", "interval", "orchestrator", "rdi", "quotient", "peer"),
)


def source_blocks(towns: Sequence[Sequence[Rating]], language: Language) -> list[Block]:
    """Return the chapter on the sources: how many of each kind, ratings without information, rights to quote.

    towns: the ratings of each. What is called the same in two towns is two sources: a first interview is in each.
    """
    ratings = [rating for town in towns for rating in town]
    told: Block = sources_table(towns, language) if ratings else Note(say(language, "sources.none"))
    empty = sum(rating.level is None for rating in ratings)
    beside = [Note(say(language, "sources.empty", count=empty))] if empty else []
    return [Heading(say(language, "sources")), told, *beside, Note(say(language, "sources.rights"))]


def sources_table(towns: Sequence[Sequence[Rating]], language: Language) -> Table:
    """Return how many sources and ratings of each kind there are, and how many ratings found no information."""
    counted = Counter(rating.kind for town in towns for rating in town)
    empty = Counter(rating.kind for town in towns for rating in town if rating.level is None)
    sources = Counter(kind for town in towns for kind, _ in {(rating.kind, rating.cluster) for rating in town})
    labels = ("kind", "sources", "ratings", "empty")
    columns = tuple(Column(say(language, f"column.{label}"), numeric=label != "kind") for label in labels)
    rows = tuple(
        (kind_name(kind, language), str(sources[kind]), str(count), str(empty[kind]))
        for kind, count in counted.most_common()
    )
    return Table(say(language, "sources.table"), columns, rows)


def method_blocks(model: MaturityModel, language: Language) -> list[Block]:
    """Return the method appendix with the sizes that the model states."""
    errors = model.errors
    scales = "; ".join(number(scale, language, 1) for scale in errors.scales)
    return [
        Heading(say(language, "method"), appendix=True),
        Paragraph(render(Message("picture.publication.method.text"), language)),
        Heading(say(language, "method.levels"), 3),
        Paragraph(say(language, "method.set")),
        Paragraph(say(language, "method.errors", scales=scales)),
        _errors_table(model, language),
        Paragraph(say(language, "method.prior", told=_prior(model, language))),
        Heading(say(language, "method.stages"), 3),
        Paragraph(say(language, "method.stage", share=model.share, needed=model.min_known)),
        _gates(model, language),
        *_readings(model, language),
        Heading(say(language, "method.leaders"), 3),
        Paragraph(say(language, "method.leader")),
        _leader_table(language),
        Heading(say(language, "method.change"), 3),
        Paragraph(say(language, "method.change.text")),
        Heading(say(language, "limits"), 3),
        ItemList(tuple(ListItem(say(language, f"limits.{number}")) for number in _LIMITS)),
    ]


def level_blocks(dimensions: Sequence[Dimension], language: Language, *, asked: bool = False) -> list[Block]:
    """Return the levels of dimensions in words; nothing for none. asked: these dimensions are still to be asked of."""
    if not dimensions:
        return []
    blocks: list[Block] = [Heading(say(language, "levels"), appendix=True)]
    if asked:
        blocks.append(Paragraph(say(language, "levels.text")))
    for dimension in dimensions:
        blocks.append(Heading(capital(dimension.name.text(language)), 3))
        described = (ListItem(term.text(language)) for term in dimension.descriptors)
        blocks.append(ItemList(tuple(described), ordered=True))
    return blocks


def term_blocks(language: Language) -> list[Block]:
    """Return the words that the report uses, with what they mean."""
    columns = (Column(say(language, "column.term")), Column(say(language, "column.means")))
    rows = [(say(language, f"term.{id_}"), say(language, f"term.{id_}.means")) for id_ in TERMS]
    rows.sort(key=lambda row: row[0].casefold())
    return [Heading(say(language, "terms"), appendix=True), Table(say(language, "terms.table"), columns, tuple(rows))]


def _errors_table(model: MaturityModel, language: Language) -> Table:
    labels = ("kind", "own", "shared")
    columns = tuple(Column(say(language, f"column.{label}"), numeric=label != "kind") for label in labels)
    rows = tuple(
        (kind_name(kind, language), number(size.own, language, 2), number(size.shared, language, 2))
        for kind, size in model.errors.kinds.items()
    )
    raw = tuple((kind_name(kind, language), size.own, size.shared) for kind, size in model.errors.kinds.items())
    return Table(say(language, "method.errors.table"), columns, rows, raw=raw)


def _prior(model: MaturityModel, language: Language) -> str:
    shares = zip(model.levels, model.errors.prior, strict=True)
    return ", ".join(f"{level.number}: {languages.probability(share, language)}" for level, share in shares)


def _gates(model: MaturityModel, language: Language) -> ItemList:
    """Return the conditions of the stages in words, and the target of every dimension."""
    items = []
    for gate in model.gates:
        level = model.level(gate.level).name
        if gate.dimension:
            name = model.dimension(gate.dimension).name
            text = say(language, "method.gate", level=level, dimension=name, at_least=gate.at_least)
        else:
            text = say(language, "method.gate.kinds", level=gate.level, kinds=gate.kinds)
        items.append(ListItem(text))
    targets = ", ".join(f"{row.name.text(language)} {row.target}" for row in model.dimensions)
    return ItemList((*items, ListItem(say(language, "method.targets", told=targets))))


def _readings(model: MaturityModel, language: Language) -> list[Block]:
    """Return how figures are read as levels: where each level begins and why; nothing when the model reads none."""
    items = []
    for row in model.readings:
        if row.thresholds:
            edges = (threshold_words(row, edge, language) for edge in row.thresholds)
            begins = zip(("second", "third", "fourth"), edges, strict=False)
            name = model.dimension(row.dimension).name
            kind = kind_message(row.kind)
            code = "method.reading" if row.thresholds[0] < row.thresholds[-1] else "method.reading.falling"
            figure = reading_name(row, language)
            told = say(language, code, dimension=name, figure=figure, kind=kind, **dict(begins))
            items.append(ListItem(f"{told} {row.why.text(language)}" if row.why else told))
    if not items:
        return []
    heading, text = say(language, "method.readings"), say(language, "method.readings.text")
    return [Heading(heading, 3), Paragraph(text), ItemList(tuple(items))]


def _leader_table(language: Language) -> Table:
    """Return how often each kind of sign points to the leader that is the true one, and to another in its mind."""
    kinds = default_leader_model().kinds
    rows = tuple(
        (
            capital(SIGN_NAMES[kind].text(language)),
            languages.probability(size.own_view, language),
            *(languages.probability(size.says[place][place], language) for place in range(len(LEADERS))),
        )
        for kind, size in kinds.items()
    )
    named = (Column(capital(LEADER_NAMES[id_].text(language)), numeric=True) for id_ in LEADERS)
    columns = (Column(say(language, "column.sign")), Column(say(language, "column.own_view"), numeric=True), *named)
    return Table(say(language, "method.leaders.table"), columns, rows)
