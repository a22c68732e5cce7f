"""The situation reports of a town and of a programme: own texts and the Document.

Asking, approving and publishing them stand in `review`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone, translation

from seutukuva.base import Language, Problem, Term, render
from seutukuva.documents import Column, Document, Figure, LevelGrid, Source, Table
from seutukuva.picture import (
    PROGRAMME_SECTIONS,
    NetworkPart,
    ProgrammeMatter,
    ProgrammeRow,
    TownMatter,
    beside_blocks,
    programme_report,
    sections,
    statistics_blocks,
    statistics_lead,
    town_picture_report,
)
from seutukuva.picture import Participant as LibraryParticipant
from seutukuva.picture.report_parts import say
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.once import one_reading
from seutukuva.web.kit.releases.files import load
from seutukuva.web.kit.releases.selectors import releases_of
from seutukuva.web.kit.texts.actions import write_texts
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.kit.thread.kinds import Shown
from seutukuva.web.network import figures
from seutukuva.web.network.drawn import Drawn, map_drawn, network_drawn, programme_key, town_key
from seutukuva.web.network.selectors import Held, programme_network, town_network
from seutukuva.web.picture.growing import growth_of
from seutukuva.web.picture.leading import leading
from seutukuva.web.picture.leading_thread import leader_shown
from seutukuva.web.picture.publishing import (
    Edition,
    Matter,
    address_of,
    in_language,
    matter_of,
    prepared,
)
from seutukuva.web.picture.report_evidence import heard, interviewed, read_figures, unheard
from seutukuva.web.picture.selectors import finding_rows, judged
from seutukuva.web.picture.shared import publishing as shared
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.selectors import (
    default_ecosystem,
    participants_readable_by,
    participants_visible_to,
)

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

KIND: Final = "situation_report"
_MOST_PAIRS: Final = 20  # of municipalities in the table; the drawing's own table has all
_BEFORE: Final = "report_"  # of the fields that keep own texts


@dataclass(frozen=True)
class ReportMatter:
    """A town's report in no language yet."""

    matter: Matter
    texts: Mapping[str, OwnText]

    @property
    def participant(self) -> Participant:
        """Return the town."""
        return self.matter.ecosystem.participant


def report_matter(ecosystem: Ecosystem) -> ReportMatter:
    """Gather what a town's report is made from; the caller got the ecosystem by permission."""
    return ReportMatter(matter_of(ecosystem), report_texts(ecosystem.urn))


def report_texts(owner: str) -> dict[str, OwnText]:
    """Return the own texts of a report by section; `owner` is the URN of an ecosystem or a programme."""
    return {
        field.removeprefix(_BEFORE): text
        for (_owner, field), text in own_texts([owner]).items()
        if field.startswith(_BEFORE)
    }


@action("programmes.work_on_town", on="ecosystem.participant")
def write_town_texts(*, actor: User, ecosystem: Ecosystem, texts: Mapping[str, Mapping[str, str]]) -> Ecosystem:
    """Write the own texts of a town's report by section. Raises Problem for a section that it has not."""
    _write(ecosystem.urn, texts, sections(model_of(ecosystem.participant.programme)))
    return ecosystem


@action("programmes.publish", on="programme")
def write_programme_texts(*, actor: User, programme: Programme, texts: Mapping[str, Mapping[str, str]]) -> Programme:
    """Write the own texts of a programme's report by section. Raises Problem for a section that it has not."""
    _write(programme.urn, texts, PROGRAMME_SECTIONS)
    return programme


@one_reading()
def town_edition(gathered: ReportMatter, language: Language, reader: User) -> Edition:
    """Return a town's report in one language, as `reader` sees its steps."""
    participant = gathered.participant
    held = town_network(participant, language)
    matter, things = _town_matter(gathered, language, reader, held)
    drawn = network_drawn(held, town_key(participant), language)
    full = replace(
        matter,
        network=_network(held, language, [drawn]),
        statistics=_statistics(participant, language, reader),
    )
    return Edition(town_picture_report(full, language), things)


@one_reading()
def programme_edition(programme: Programme, language: Language, reader: User) -> Edition:
    """Return a programme's report in one language with the towns that `reader` may read."""
    towns = participants_readable_by(reader, programme)
    homes = [default_ecosystem(town).pk for town in towns]
    judged(homes)  # all at once: each town finds itself judged, and its findings read
    finding_rows(homes)
    matters, things = [], dict[str, Shown]()
    for town in towns:
        held = town_network(town, language)
        matter, shown = _town_matter(report_matter(default_ecosystem(town)), language, reader, held)
        of_all = replace(
            matter,
            network=_network(held, language),
            growth=growth_of(default_ecosystem(town)).areas,
            interviews=interviewed(town, language),
        )
        matters.append(of_all)
        things |= {thing.urn: thing for thing in shown}
    rows = [ProgrammeRow(town.picture.town, town.picture.cells, town.picture.stage) for town in matters]
    leaders = [(town.picture.town, town.led.known, town.led.sure) for town in matters if town.led is not None]
    printed = shared.statements(shared.approved(programme, reader), rows, leaders, language)
    things |= {thing.urn: thing for thing in shared.told(programme, printed, language)}
    held = programme_network(reader, programme, language)
    drawn = [network_drawn(held, programme_key(programme, towns), language)]
    if held.network.actors.height:
        drawn.append(map_drawn(held, figures.measurement(held.network), language))
    made = ProgrammeMatter(
        name=str(own_texts([programme.urn])[programme.urn, "name"].shown(language)),
        urn=programme.urn,
        made_on=timezone.localdate().isoformat(),
        synthetic=programme.synthetic,
        towns=tuple(matters),
        texts=_told(report_texts(programme.urn), language),
        network=_network(held, language, drawn, between=True),
        statistics=beside_blocks(_on_map(towns), language),
        shared=printed,
        earlier=_published_before(programme, language),
    )
    return Edition(programme_report(made, language), tuple(things.values()))


def _published_before(programme: Programme, language: Language) -> Document | None:
    """Return the levels and stages of the programme's report as published last, no words; None when it never was."""
    rows = [row for row in releases_of(programme.urn) if row.kind == KIND and row.withdrawn is None]
    last = next((row for row in rows if row.language == language), None)
    if last is None:
        return None
    told = load(last.document_hash)
    return replace(told, lead="", blocks=tuple(block for block in told.blocks if isinstance(block, LevelGrid)))


def shared_sentences(programme: Programme, reader: User) -> list[str]:
    """Return the URNs of the sentences on all towns that the report of a programme has."""
    return [row.urn for row in shared.approved(programme, reader)]


def town_address(participant: Participant) -> str:
    """Return the public address of a town's situation report."""
    return f"{address_of(participant)}-report"


def programme_address(programme: Programme) -> str:
    """Return the public address of a programme's situation report."""
    return f"{programme.slug}-report"


def _write(owner: str, texts: Mapping[str, Mapping[str, str]], known: Sequence[str]) -> None:
    for section, bodies in texts.items():
        if section not in known:
            raise Problem("web_picture.unknown_section", section=section)
        write_texts(owner, f"{_BEFORE}{section}", bodies)


def _town_matter(
    gathered: ReportMatter, language: Language, reader: User, held: Held
) -> tuple[TownMatter, tuple[Shown, ...]]:
    matter = gathered.matter
    picture, things = prepared(matter, language, reader)
    led = leading(reader, matter.ecosystem, language, held).led
    with translation.override(language):
        sentence = leader_shown(led)
    made = TownMatter(
        picture,
        matter.judged.ratings,
        _told(gathered.texts, language),
        led=led,
        statistics_lead=_statistics_lead(gathered.participant, language),
        heard=heard(matter.voices, language),
        unheard=unheard(gathered.participant, language),
        figures=read_figures(matter.judged.figures, things, reader, language),
    )
    return made, (*things, sentence)


def _told(texts: Mapping[str, OwnText], language: Language) -> dict[str, str]:
    with translation.override(language):
        return {section: in_language(text.shown(language)) for section, text in texts.items()}


def _statistics(participant: Participant, language: Language, reader: User) -> tuple[Any, ...]:
    """Return the open statistics of a town on the map."""
    if not participant.codes:
        return ()
    network = _on_map(participants_visible_to(reader, participant.programme))
    return statistics_blocks(participant.codes, language, name=participant.name, comparison=network)


def _on_map(towns: Sequence[Participant]) -> list[LibraryParticipant]:
    """Return the towns that are on the map as the library takes them."""
    return [LibraryParticipant(town.slug, town.name, town.codes, Term("", "", "")) for town in towns if town.codes]


def _statistics_lead(participant: Participant, language: Language) -> tuple[str, ...]:
    """Return what open statistics tell of a town on the map in a few sentences."""
    return statistics_lead(participant.codes, language, name=participant.name) if participant.codes else ()


def _network(
    held: Held, language: Language, drawings: Sequence[Drawn | None] = (), *, between: bool = False
) -> NetworkPart | None:
    """Return a network for a report; None when nobody is in it. between: with the pairs of municipalities."""
    actors, ties = held.network.actors, held.network.ties
    if actors.is_empty():
        return None
    found = figures.measurement(held.network)
    keyed = figures.key_figures(found, language)
    metrics = [
        (render(row.metric.name, language), row.value, row.interval or "–", render(row.means, language))
        for row in keyed
    ]
    ends = tuple((one.low, one.high) for one in (found.figure(row.metric.id) for row in keyed))
    shown = [one for one in drawings if one is not None]
    notes = [render(one.note, language) for one in shown if one.note]
    areas = [(row.group, row.other, row.pairs) for row in figures.between_areas(found) if row.group != row.other]
    told = [(one, other, str(pairs)) for one, other, pairs in areas]
    drawn = tuple(_figure(one, told if one.id == "map" else one.rows, language) for one in shown)
    pairs = tuple(areas[:_MOST_PAIRS]) if between else ()
    return NetworkPart(actors.height, ties.height, tuple(metrics), ends, drawn, pairs, " ".join(notes))


def _figure(drawn: Drawn, rows: Sequence[tuple[str, ...]], language: Language) -> Figure:
    """Return a drawing as a report's figure."""
    is_map = drawn.id == "map"
    labels = ("area", "other", "pairs") if is_map else ("from", "to", "lasting")
    columns = tuple(Column(say(language, f"column.{label}"), numeric=label == "pairs") for label in labels)
    caption = say(language, "network.areas" if is_map else "network.ties")
    return Figure(
        id=f"network-{drawn.id}",
        title=drawn.title,
        subtitle=say(language, "network.source"),
        alternative=drawn.alternative,
        chart=drawn.drawing.chart,
        narrow=drawn.drawing.narrow,
        source=Source("", say(language, "network.source"), "", ""),
        table=Table(caption, columns, tuple(rows)),
    )
