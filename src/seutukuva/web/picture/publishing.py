"""What a town's picture is published from, and publishing a town's report of open statistics.

Asking, approving and publishing a picture or a situation report stand in `review`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from seutukuva.base import Language, Problem, Term, parse_urn
from seutukuva.base.languages import as_language
from seutukuva.documents import Document
from seutukuva.picture import Participant as LibraryParticipant
from seutukuva.picture import Statement, Step, TownPicture, Voice, picture_document
from seutukuva.picture.report import town_report
from seutukuva.web.evidence.selectors import PublicVoice, voices_from, voices_of
from seutukuva.web.evidence.threads import passage_as_published, rating_as_published
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.releases.actions import publish
from seutukuva.web.kit.releases.kinds import row_ids
from seutukuva.web.kit.texts.selectors import ShownText
from seutukuva.web.kit.thread.kinds import Shown
from seutukuva.web.kit.thread.selectors import carriers_of, sentences_on, shown_to
from seutukuva.web.picture.growing import growth_of
from seutukuva.web.picture.measuring import public_figures
from seutukuva.web.picture.models import cell_urn, stage_urn
from seutukuva.web.picture.selectors import FindingRow, Judged, finding_rows, judged
from seutukuva.web.picture.staging import stage_shown
from seutukuva.web.picture.threads import cell_shown
from seutukuva.web.programmes.maturity import dimension_names, model_of
from seutukuva.web.programmes.selectors import participants_visible_to

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Participant, Programme

MOST_VOICES = 3  # quotes of one dimension; the thread has them all


@dataclass(frozen=True)
class Edition:
    """A picture in one language, ready to be published: its Document, and what its threads tell the public."""

    document: Document
    things: tuple[Shown, ...]


@dataclass(frozen=True)
class Matter:
    """All that a picture is published from, in no language yet; `mentions` are the passages that name growth areas."""

    ecosystem: Ecosystem
    judged: Judged
    findings: Sequence[FindingRow]
    voices: Sequence[PublicVoice]
    mentions: Sequence[PublicVoice]
    steps: Sequence[str]

    @property
    def sentences(self) -> list[str]:
        """Return the URNs of the sentences that will be published."""
        return [*(row.finding.urn for row in self.findings), *self.steps]


def matter_of(ecosystem: Ecosystem) -> Matter:
    """Gather what a picture is published from: approved findings, and what stands on them."""
    found = judged([ecosystem.pk])[ecosystem.pk]
    # A finding on a dimension that the model has no more has no place in what is published.
    rows = finding_rows([ecosystem.pk])
    mine = [row for row in rows if row.finding.area or row.finding.dimension in found.dimensions]
    approved = [row for row in mine if row.approved]
    steps: list[str] = []
    frontier = [row.finding.urn for row in approved]
    while frontier:
        above = dict.fromkeys(urn for sentence in frontier for urn in sentences_on(sentence))
        # A finding on a finding is published by its own approval, never by what it stands on.
        frontier = [urn for urn in above if urn not in steps and parse_urn(urn).room != "picture"]
        steps += frontier
    return Matter(ecosystem, found, approved, voices_of(ecosystem.pk), _mentions(ecosystem, approved), steps)


def _mentions(ecosystem: Ecosystem, approved: Sequence[FindingRow]) -> list[PublicVoice]:
    """Return the passages that name the growth areas of approved findings."""
    named = {row.finding.area for row in approved if row.finding.area}
    if not named:
        return []
    carriers = [parse_urn(on) for area in growth_of(ecosystem).areas if area.id in named for on in area.carriers]
    passages = [part.id for part in carriers if (part.room, part.kind) == ("evidence", "passage")]
    return voices_from(set(row_ids(passages)))


def edition(matter: Matter, language: Language, reader: User) -> Edition:
    """Return a picture in one language as `reader`, who may publish it, sees its steps."""
    picture, things = prepared(matter, language, reader)
    return Edition(picture_document(picture, language), things)


def prepared(matter: Matter, language: Language, reader: User) -> tuple[TownPicture, tuple[Shown, ...]]:
    """Return what a picture says in one language, and what its threads tell the public."""
    with translation.override(language):
        cells = {
            cell.dimension.id: cell_shown(matter.ecosystem.pk, cell) for cell in matter.judged.cells if cell.cell.known
        }
        told = {row.finding.urn: in_language(row.sentence.shown(language)) for row in matter.findings}
        findings = [Shown(urn, _("Finding"), text) for urn, text in told.items()]
        steps = shown_to(reader, matter.steps)
        figures = shown_to(reader, public_figures(matter.judged.figures))
        grown = shown_to(reader, [row.finding.cell for row in matter.findings if row.finding.area])
        areas = [replace(shown, href=None) for shown in grown.values()]
        stage = [stage_shown(matter.ecosystem.pk, matter.judged.stage)] if matter.judged.stage.deciding else []
        told_of = [*stage, *cells.values(), *areas, *findings, *steps.values(), *figures.values()]
        things = {shown.urn: shown for shown in told_of}
        programme = matter.ecosystem.participant.programme_id
        names = dimension_names([programme])[programme]
        for voice in matter.mentions:
            shown = passage_as_published(voice)
            things[shown.urn] = shown
        beside = _figures_beside(matter, reader, figures)
        for voice in matter.voices:
            for shown in (rating_as_published(voice, names), passage_as_published(voice)):
                things[shown.urn] = shown
        return _town_picture(matter, told, steps, things, beside), tuple(things.values())


@action("programmes.publish", on="programme")
def publish_town_report(
    *, actor: User, programme: Programme, participant: Participant, languages: Sequence[Language]
) -> Participant:
    """Publish the report of a real town from open statistics. Raises Problem for a town on no map."""
    if participant.programme_id != programme.pk:
        raise Problem("web_picture.other_programme")
    if not participant.codes:
        raise Problem("web_picture.no_municipality", town=participant.name)
    network = [
        LibraryParticipant(town.slug, town.name, town.codes, Term("", "", ""))
        for town in participants_visible_to(actor, programme)
        if town.codes
    ]
    for language in languages:
        document = town_report(
            participant.codes,
            language,
            name=participant.name,
            comparison=network,
            made_on=timezone.localdate().isoformat(),
            model=model_of(programme),
        )
        publish(
            actor=actor,
            document=document,
            subject=participant.urn,
            kind="town_report",
            slug=report_address_of(participant),
            programme_id=programme.pk,
        )
    return participant


def report_address_of(participant: Participant) -> str:
    """Return the public address of a town's report."""
    return f"{address_of(participant)}-statistics"


def address_of(participant: Participant) -> str:
    """Return the public address of a town's picture."""
    return f"{participant.programme.slug}-{participant.slug}"


def in_language(text: ShownText) -> str:
    """Return an own text; one that stands in for a missing translation says so."""
    if not text.fallback:
        return text.body
    note = {
        "fi": _("(only in Finnish so far)"),
        "sv": _("(only in Swedish so far)"),
        "en": _("(only in English so far)"),
    }
    return f"{text.body} {note[text.language]}"


def _figures_beside(matter: Matter, reader: User, public: Mapping[str, Shown]) -> dict[str, tuple[Step, ...]]:
    """Return by dimension the figures that its level was read of, as far as everybody may read them."""
    reads = [read for read in matter.judged.figures if read.rating.level is not None]
    official = [read.measured.urn for read in reads if parse_urn(read.measured.urn).kind == "value"]
    shown = {**public, **shown_to(reader, official)}
    found: dict[str, list[Step]] = {}
    for read in reads:
        figure = shown.get(read.measured.urn)
        if figure is not None:
            found.setdefault(read.reading.dimension, []).append(Step(figure.urn, figure.text, figure.tags))
    return {dimension: tuple(rows) for dimension, rows in found.items()}


def _town_picture(
    matter: Matter,
    told: dict[str, str],
    steps: dict[str, Shown],
    things: dict[str, Shown],
    beside: Mapping[str, tuple[Step, ...]],
) -> TownPicture:
    ecosystem = matter.ecosystem
    participant = ecosystem.participant
    ordered = [(urn, parse_urn(urn).room, steps[urn]) for urn in matter.steps if urn in steps]
    return TownPicture(
        town=participant.name,
        urn=ecosystem.urn,
        made_on=timezone.localdate().isoformat(),
        synthetic=participant.programme.synthetic,
        cells=matter.judged.cells,
        cell_urns={cell.dimension.id: cell_urn(ecosystem.pk, cell.dimension.id) for cell in matter.judged.cells},
        stage=matter.judged.stage,
        stage_urn=stage_urn(ecosystem.pk) if matter.judged.stage.deciding else None,
        statements=tuple(
            Statement(row.finding.urn, told[row.finding.urn], row.finding.dimension) for row in matter.findings
        ),
        voices=_voices(matter, things),
        measures=tuple(Step(urn, shown.text, shown.tags) for urn, room, shown in ordered if room == "strategy"),
        opportunities=tuple(Step(urn, shown.text, shown.tags) for urn, room, shown in ordered if room == "invest"),
        figures=beside,
    )


def _voices(matter: Matter, things: dict[str, Shown]) -> tuple[Voice, ...]:
    """Return the quotes of the dimensions that something was found of: what a finding names itself comes first."""
    named = {carrier for row in matter.findings for carrier in carriers_of(row.finding.urn)}
    chosen: list[Voice] = []
    for dimension in dict.fromkeys(row.finding.dimension for row in matter.findings):
        mine = [voice for voice in matter.voices if voice.dimension == dimension and voice.words]
        mine.sort(key=lambda voice: not {voice.rating, voice.passage} & named)
        quotes = list({voice.passage: voice for voice in mine}.values())  # two people may have rated one passage
        chosen += [
            Voice(
                urn=voice.passage,
                words=voice.words or "",
                language=as_language(voice.language),
                dimension=dimension,
                tags=things[voice.passage].tags,
                level=voice.level,
            )
            for voice in quotes[:MOST_VOICES]
        ]
    return tuple(chosen)
