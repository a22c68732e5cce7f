"""A town's report from open statistics: key figures, figures, peers, what is not yet known, sources.

It needs no database. Where nothing is known it says so; no level is drawn from statistics alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seutukuva import indicators
from seutukuva.base import Language, LocalName
from seutukuva.base.languages import number, signed
from seutukuva.documents import (
    Block,
    Column,
    Document,
    GridRow,
    Heading,
    ItemList,
    KeyFigure,
    KeyFigures,
    LevelCell,
    LevelGrid,
    ListItem,
    Note,
    Paragraph,
    RawValue,
    Table,
)
from seutukuva.indicators import Indicator, headings
from seutukuva.picture import figures
from seutukuva.picture.maturity import MaturityModel, maturity_model
from seutukuva.picture.participants import Participant
from seutukuva.picture.subject import Subject
from seutukuva.regions import municipality

_STRONG = 1.5  # times the country's share of manufacturing, for the lead to call the structure industrial
_ABOVE = 1.1
_NEAR = 0.005  # a rate within half a percentage point of the country's is near it
_SHOWN_PEERS = 5


def town_report(
    codes: Sequence[str],
    language: Language,
    *,
    name: LocalName,
    comparison: Sequence[Participant] = (),
    made_on: str = "",
    model: MaturityModel | None = None,
) -> Document:
    """Return the report of a participant that covers `codes`, seen as one area.

    comparison: the network's participants (the subject among them or not). made_on: ISO date. model: whose dimensions
    are not known yet (the shipped one when None). Raises Problem for an unknown municipality.
    """
    subject = Subject(tuple(codes), name, language, tuple(comparison))
    blocks: list[Block] = [
        _key_figures(subject),
        figures.unemployment(subject),
        figures.population(subject),
        *_alike(subject),
        Heading(subject.say("picture.structure.heading", town=subject.place)),
        figures.industry(subject),
        figures.unemployment_map(subject),
        *_unknown(subject, model or maturity_model()),
        *_all_indicators(subject),
        *_sources(subject),
    ]
    return Document(
        title=subject.label,
        language=language,
        blocks=tuple(blocks),
        over=_over(subject),
        lead=" ".join(_lead(subject)),
        made_on=made_on,
        id=f"town-{'-'.join(subject.codes)}",
    )


def statistics_blocks(
    codes: Sequence[str], language: Language, *, name: LocalName, comparison: Sequence[Participant] = ()
) -> tuple[Block, ...]:
    """Return what open statistics tell of a real town, for a longer report: figures, peers, table, sources.

    Arguments as those of `town_report`. Raises Problem for an unknown municipality.
    """
    subject = Subject(tuple(codes), name, language, tuple(comparison))
    return (
        _key_figures(subject),
        figures.unemployment(subject),
        figures.population(subject),
        *_alike(subject),
        figures.industry(subject),
        figures.unemployment_map(subject),
        *_all_indicators(subject),
        *_sources(subject),
    )


def statistics_lead(codes: Sequence[str], language: Language, *, name: LocalName) -> tuple[str, ...]:
    """Return what open statistics tell of a town in a few sentences: jobs, unemployment, population, the most alike.

    Arguments as those of `town_report`. Raises Problem for an unknown municipality.
    """
    subject = Subject(tuple(codes), name, language)
    known = indicators.periods("population")
    change = indicators.change("population", subject.area, known[0], known[-1])
    nearest = [municipality(peer.code).name.form(language, "name") for peer in subject.peers.peers[:_SHOWN_PEERS]]
    return (
        *_lead(subject),
        f"{subject.render(headings.population(subject.place, change))}.",
        subject.say("picture.alike.nearest", town=subject.place, names=subject.listed(nearest)),
    )


def _over(subject: Subject) -> str:
    """Return region · sub-region, or the municipalities of a participant that covers several."""
    first = municipality(subject.codes[0])
    region = first.region_name.form(subject.language, "name")
    if len(subject.codes) == 1:
        return subject.say("picture.over", region=region, subregion=first.subregion_name)
    names = [municipality(code).name.form(subject.language, "name") for code in subject.codes]
    return subject.say("picture.over.several", region=region, names=" · ".join(names))


def _lead(subject: Subject) -> Iterator[str]:
    """Yield one sentence on the structure of jobs and one on unemployment, each by the first rule that holds."""
    share, country = (indicators.value("jobs_share_c", subject.area).value, indicators.country("jobs_share_c").value)
    if share is not None and country:
        times = share / country
        rule = "strong" if times >= _STRONG else "above" if times >= _ABOVE else ""
        if rule:
            yield subject.say(f"picture.lead.industry_{rule}", share=share, times=times, country=country)
        else:
            quotients = indicators.location_quotients(subject.area)
            yield subject.render(headings.largest_section(subject.place, quotients)) + "."
    own = indicators.value(figures.SMOOTH, subject.area)
    whole = indicators.country(figures.SMOOTH, own.period).value
    if own.value is not None and whole is not None:
        gap = own.value - whole
        rule = "near" if abs(gap) <= _NEAR else "above" if gap > 0 else "below"
        yield subject.say(f"picture.lead.unemployment_{rule}", own=own.value, country=whole, period=own.period)


def _key_figures(subject: Subject) -> KeyFigures:
    items = []
    for id_ in ("population", "jobs", "job_self_sufficiency", "jobs_share_c", "tertiary"):
        indicator = indicators.indicator(id_)
        figure = indicators.value(id_, subject.area)
        whole = indicators.country(id_)
        label = subject.say(f"picture.key.{id_}", period=figure.period)
        if id_ == "population":
            first = indicators.periods(id_)[0]
            change = indicators.change(id_, subject.area, first, figure.period).relative
            told = "" if change is None else signed(change * 100, subject.language, 1)
            detail = subject.say("picture.key.since", change=told, first=first) if told else ""
        elif indicator.is_percent and id_ != "job_self_sufficiency":
            detail = subject.say("picture.key.country", value=_rounded(subject, indicator, whole.value))
        else:
            detail = ""
        items.append(KeyFigure(_rounded(subject, indicator, figure.value), label, detail))
    return KeyFigures(tuple(items))


def _rounded(subject: Subject, indicator: Indicator, value: float | None) -> str:
    """Return a key figure: per cent without decimals, counts whole."""
    if value is None:
        return "–"
    return subject.say("picture.percent", value=value) if indicator.is_percent else number(value, subject.language)


def _alike(subject: Subject) -> Iterator[Block]:
    """Yield the towns most like the subject, and in what they differ."""
    nearest = subject.peers.peers[:_SHOWN_PEERS]
    names = [municipality(peer.code).name.form(subject.language, "name") for peer in nearest]
    yield Heading(subject.say("picture.alike.heading", town=subject.place, nearest=names[0]))
    rows: list[tuple[str, ...]] = []
    raw: list[tuple[RawValue, ...]] = []
    for name, peer in zip(names, nearest, strict=True):
        ordered = sorted(peer.contributions, key=lambda id_: peer.contributions[id_])
        alike = ", ".join(_short(subject, id_) for id_ in ordered[:3])
        differs = subject.say(
            "picture.alike.differs", name=_short(subject, ordered[-1]), share=peer.contributions[ordered[-1]]
        )
        rows.append((name, number(peer.distance, subject.language, 2), alike, differs))
        raw.append((name, peer.distance, alike, differs))
    labels = ("municipality", "distance", "alike", "differs")
    columns = tuple(Column(subject.say(f"picture.column.{label}"), numeric=label == "distance") for label in labels)
    yield Table(subject.say("picture.alike.table", town=subject.place), columns, tuple(rows), raw=tuple(raw))
    yield Note(subject.say("picture.alike.method", count=len(subject.peers.indicators)))


def _short(subject: Subject, id_: str) -> str:
    text = indicators.indicator(id_).short.text(subject.language)
    return text[:1].lower() + text[1:]


def _unknown(subject: Subject, model: MaturityModel) -> Iterator[Block]:
    """Yield the model's dimensions that no open figure tells of, and what would tell of each dimension."""
    read = {reading.dimension for reading in model.readings if reading.source == "indicator"}
    partly = [one.name.text(subject.language) for one in model.dimensions if one.id in read]
    names = tuple(_capital(dimension.name.text(subject.language)) for dimension in model.dimensions)
    silent = tuple(name for name, one in zip(names, model.dimensions, strict=True) if one.id not in read)
    yield Heading(subject.say("picture.unknown.heading"))
    yield Paragraph(" ".join(_throw_light(subject, model, partly, all_read=not silent)))
    if silent:
        yield LevelGrid(
            caption=subject.say("picture.unknown.grid", town=subject.place),
            columns=silent,
            rows=(GridRow(subject.label),),
            cells=(tuple(LevelCell(None) for _ in silent),),
            note=subject.say("picture.unknown.note"),
        )
    items = [
        ListItem(f"{label}: {dimension.next_step.text(subject.language)}")
        for label, dimension in zip(names, model.dimensions, strict=True)
    ]
    yield ItemList(tuple(items))


def _throw_light(subject: Subject, model: MaturityModel, partly: Sequence[str], *, all_read: bool) -> Iterator[str]:
    """Yield on which dimensions open statistics throw light, how far that carries, and what the others need."""
    counts = {"count": len(partly), "all": len(model.dimensions)}
    if not partly:
        yield subject.say("picture.unknown.none", **counts)
        return
    yield subject.say("picture.unknown.text", names="; ".join(partly), **counts)
    if levels := [gate.level for gate in model.gates if gate.kinds > 1]:
        yield subject.say("picture.unknown.gate", level=min(levels))
    if not all_read:
        yield subject.say("picture.unknown.rest")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _all_indicators(subject: Subject) -> Iterator[Block]:
    """Yield the table of all indicators with the place among all municipalities and among the most alike ones."""
    yield Heading(subject.say("picture.all.heading", town=subject.place))
    yield Paragraph(subject.say("picture.all.method", count=len(subject.peers.codes)))
    rows: list[tuple[str, ...]] = []
    raw: list[tuple[RawValue, ...]] = []
    for indicator in indicators.catalogue():
        figure = indicators.value(indicator.id, subject.area)
        whole = indicators.country(indicator.id, figure.period).value
        below = indicators.percentile(indicator.id, subject.area)
        place = indicators.rank(indicator.id, subject.area, subject.peers.codes)
        among = "–" if place is None else f"{place.position}/{place.of}"
        label = _with_unit(subject, indicator)
        rows.append(
            (
                label,
                subject.shown(indicator, figure.value),
                subject.short_period(figure.period),
                subject.shown(indicator, whole) if indicator.kind != "count" else "–",
                "–" if below is None else subject.say("picture.percent", value=below),
                among,
                _source_mark(indicator),
            )
        )
        raw.append((label, figure.value, figure.period, whole, below, among, _source_mark(indicator)))
    labels = ("indicator", "value", "period", "country", "below", "among", "source")
    numeric = {"value", "country", "below", "among"}
    columns = tuple(Column(subject.say(f"picture.column.{label}"), numeric=label in numeric) for label in labels)
    yield Table(subject.say("picture.all.table", town=subject.place), columns, tuple(rows), raw=tuple(raw))
    if len(subject.codes) > 1:
        yield Note(subject.say("picture.all.several"))


def _with_unit(subject: Subject, indicator: Indicator) -> str:
    name = indicator.name.text(subject.language)
    unit = indicator.unit.term.text(subject.language)
    if indicator.is_percent or indicator.unit.id in ("persons", "jobs", "vacancies") or unit.lower() in name.lower():
        return name
    return f"{name}, {unit}"


def _source_mark(indicator: Indicator) -> str:
    """Return the number of the indicator's source in the list of sources."""
    return str(_used_sources().index(indicator.source) + 1)


def _used_sources() -> list[str]:
    return list(dict.fromkeys(indicator.source for indicator in indicators.catalogue()))


def _sources(subject: Subject) -> Iterator[Block]:
    """Yield the numbered sources with publisher, licence and span, and the map's borders."""
    yield Heading(subject.say("picture.sources.heading"))
    items = []
    for id_ in _used_sources():
        source = indicators.source(id_)
        title = source.title.text(subject.language)
        items.append(ListItem(f"{title}. {subject.render(source.line)}.", link=source.url))
    items.append(ListItem(figures.borders(subject).line(subject.language) + "."))
    yield ItemList(tuple(items), ordered=True)
    yield Note(subject.say("picture.sources.note"))
