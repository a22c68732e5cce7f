"""The demo's three programmes, built from `examples/` through the actions that the pages use.

A programme that is there already is left alone, so the command may be given again. Each is built in one transaction: an
interrupted demo leaves no half programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from seutukuva.base import LANGUAGES, Message, Term, render
from seutukuva.evidence import Source as SourceFile
from seutukuva.evidence.consents import consent_text
from seutukuva.picture import TrainingNetwork, TrainingTown, read_training_network, regional_towns
from seutukuva.picture.participants import examples_directory
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions, round_actions
from seutukuva.web.evidence.coding.selectors import codes_of
from seutukuva.web.evidence.interviews import actions as interviews
from seutukuva.web.evidence.interviews.selectors import USUAL
from seutukuva.web.evidence.pseudonyms import actions as names
from seutukuva.web.evidence.pseudonyms.selectors import desk_of, risks_of
from seutukuva.web.indicators.actions import import_dataset
from seutukuva.web.invest import actions as invest
from seutukuva.web.picture import actions as picture
from seutukuva.web.picture import publishing
from seutukuva.web.picture.selectors import finding_rows
from seutukuva.web.programmes import actions as programmes
from seutukuva.web.programmes.selectors import default_ecosystem, participants_visible_to, visible_to
from seutukuva.web.site import demo_database, demo_experts, demo_network, demo_review, demo_shared
from seutukuva.web.site.demo_people import Progress, demo_password, people, person, team
from seutukuva.web.strategy import actions as strategy

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.evidence.models import Passage, Source
    from seutukuva.web.picture.models import Finding
    from seutukuva.web.programmes.models import Participant, Programme

ROUND = {"fi": "Ensimmäinen kierros", "sv": "Första omgången", "en": "First round"}
LEFT_RAW = ("K-07", "S-03")  # for a learner to take the names out of
COORDINATED = "kuusilahti"
SURVEY = Term(
    fi="Kuntakysely, harjoitusaineisto",
    sv="Kommunenkäten, övningsmaterial",
    en="National municipal survey, training data",
)
SURVEY_DESCRIPTION = Term(
    fi="Valtakunnallisen kuntakyselyn harjoitusversio. Kyselyt tulevat Seutukuvaan myöhemmin, ja siihen asti ohjelma "
    "on tyhjä.",
    sv="En övningsversion av den nationella kommunenkäten. Enkäterna kommer till Seutukuva senare, och tills dess är "
    "programmet tomt.",
    en="A training version of the national municipal survey. Surveys come to Seutukuva later; until then the "
    "programme is empty.",
)


def build(progress: Progress, *, before_texts: Callable[[], None] = lambda: None) -> str:
    """Build what is missing of the demo and return the password of its people.

    `before_texts` is called when the first texts are about to come, which the search reads.
    """
    password = demo_password(Path(settings.VAR) / "demo-password")
    admin = people(password, progress)
    if not _exists(admin, "seutukaupungit"):
        regional_programme(admin, progress)
    before_texts()
    if not _exists(admin, "harjoitusverkosto"):
        training_programme(admin, progress)
    if not _exists(admin, "kuntakysely-harjoitusaineisto"):
        programmes.create_programme(
            actor=admin, names=_texts(SURVEY), descriptions=_texts(SURVEY_DESCRIPTION), synthetic=True
        )
    return password


def _exists(admin: User, slug: str) -> bool:
    return visible_to(admin).filter(slug=slug).exists()


@transaction.atomic
def regional_programme(admin: User, progress: Progress) -> None:
    """Build the programme of the real participants: open statistics and their reports, nothing else."""
    file = regional_towns()
    programme = programmes.create_programme(
        actor=admin, names=_texts(file.name), descriptions=_texts(file.description), open_statistics=True
    )
    team(admin, programme)
    progress.start("Seutukaupungit: towns", len(file.participants))
    for town in file.participants:
        if len(town.municipalities) == 1:
            programmes.add_municipality(actor=admin, programme=programme, code=town.municipalities[0])
        else:
            name = town.name
            programmes.add_participant(
                actor=admin,
                programme=programme,
                names={language: name.form(language, "name") for language in LANGUAGES},
                forms={case: name.form("fi", case) for case in ("in", "of", "from", "to")},
                codes=town.municipalities,
            )
        progress.advance()
    towns = participants_visible_to(admin, programme)
    progress.start("Seutukaupungit: reports in three languages", len(towns) * len(LANGUAGES))
    for participant in towns:
        for language in LANGUAGES:
            publishing.publish_town_report(
                actor=admin, programme=programme, participant=participant, languages=[language]
            )
            progress.advance()


@transaction.atomic
def training_programme(admin: User, progress: Progress) -> None:
    """Build the training network: its figures, voices, ratings, findings, measures, opportunities and pictures."""
    network = read_training_network()
    programme = programmes.create_programme(
        actor=admin, names=_texts(network.name), descriptions=_texts(network.description), synthetic=True
    )
    team(admin, programme)
    progress.start("Harjoitusverkosto: towns", len(network.towns))
    for town in network.towns:
        programmes.add_participant(
            actor=admin,
            programme=programme,
            names={language: town.name.form(language, "name") for language in LANGUAGES},
            forms={case: town.name.form("fi", case) for case in ("in", "of", "from", "to")},
        )
        progress.advance()
    participants = {row.slug: row for row in participants_visible_to(admin, programme)}
    coordinator = person("coordinator")
    programmes.add_member(
        actor=admin, programme=programme, user=coordinator, role="coordinator", participant=participants[COORDINATED]
    )
    _statistics(network, programme, list(participants.values()), progress)
    codebook_actions.adopt_codebook(actor=admin, programme=programme)
    progress.start("Harjoitusverkosto: ratings", sum(len(town.ratings) for town in network.towns))
    heard: dict[str, Source] = {}
    ratings: dict[str, str] = {}
    for town in network.towns:
        heard |= _heard(town, participants[town.slug], ratings, progress)
    demo_database.count_rows()
    progress.start("Harjoitusverkosto: networks", len(network.towns))
    for town in network.towns:
        demo_network.build(town.network, participants[town.slug], participants, heard, person("analyst"))
        progress.advance()
    demo_experts.build(participants[COORDINATED], asks=person("analyst"))
    demo_database.count_rows()
    # Last, so that they stand on all that is judged: a network that came after them would flag them.
    progress.start("Harjoitusverkosto: findings", len(network.towns))
    for town in network.towns:
        owner = coordinator if town.slug == COORDINATED else person("analyst")
        _concluded(town, participants[town.slug], owner, ratings)
        progress.advance()
    progress.start("Harjoitusverkosto: published pictures", len(participants))
    for participant in participants.values():
        heard_by = coordinator if participant.slug == COORDINATED else person("manager")
        demo_review.build(participant, asks=person("analyst"), approves=person("manager"), comments=heard_by)
        progress.advance()
    progress.start("Harjoitusverkosto: what the towns share", 1)
    demo_shared.build(programme, drafts=person("analyst"), approves=person("manager"))
    progress.advance()


def _statistics(network: TrainingNetwork, programme: Programme, towns: list[Participant], progress: Progress) -> None:
    """Import the made figures as the import page does."""
    progress.start("Harjoitusverkosto: figures", 1)
    file = examples_directory() / network.slug / "statistics.csv"
    import_dataset(
        actor=person("analyst"),
        programme=programme,
        participant=None,
        content=file.read_bytes(),
        file_name=file.name,
        name=network.name.fi,
        source=network.name.fi,
        licence="CC0 1.0",
        towns=towns,
    )
    progress.advance()


def _heard(
    town: TrainingTown, participant: Participant, ratings: dict[str, str], progress: Progress
) -> dict[str, Source]:
    """Build what was heard in one town and return its sources; ratings get their URNs by the id in the file."""
    analyst, manager = person("analyst"), person("manager")
    sources = {source.id: _source(source, participant, analyst) for source in town.sources}
    passages: dict[tuple[str, str], Passage] = {}
    for item in town.ratings:
        rated = item.rated
        key = (rated.passage.source, rated.passage.quote)
        if key not in passages:
            passages[key] = evidence.add_passage(
                actor=analyst,
                source=sources[rated.passage.source],
                quote=rated.passage.quote,
                quotable=rated.confidence == "high",
            )
        rating = evidence.rate(
            actor=analyst if rated.rater.endswith("a") else manager,
            passage=passages[key],
            dimension=rated.dimension,
            level=rated.level,
            confidence=rated.confidence,
        )
        ratings[item.id] = rating.urn
        progress.advance()
    _codings(town, participant, sources)
    _interviews(participant, sources.values(), analyst)
    return sources


def _concluded(town: TrainingTown, participant: Participant, owner: User, ratings: Mapping[str, str]) -> None:
    """Build a town's findings and what follows; `owner` plans its measures and describes its opportunities."""
    analyst, manager = person("analyst"), person("manager")
    ecosystem = default_ecosystem(participant)
    picture.draft_findings(actor=analyst, ecosystem=ecosystem)
    findings: dict[str, Finding] = {}
    for seed in town.findings:
        findings[seed.id] = picture.write_finding(
            actor=analyst,
            ecosystem=ecosystem,
            dimension=seed.dimension,
            sentence=_texts(seed.text),
            carriers=[ratings[id_] for id_ in seed.stands_on],
        )
    for row in finding_rows([ecosystem.pk]):
        if row.finding.kind == "finding":
            picture.approve_finding(actor=manager, finding=row.finding)
    _steps(town, findings, owner)


def _codings(town: TrainingTown, participant: Participant, sources: Mapping[str, Source]) -> None:
    """Let the two coders code the town's sources without seeing each other, and compare them."""
    coders = {"analyst-a": person("analyst"), "analyst-b": person("manager")}
    coded = {item.passage.source for item in town.codings}
    if not coded:
        return
    double = round_actions.begin_round(
        actor=coders["analyst-a"],
        ecosystem=default_ecosystem(participant),
        name=ROUND[town.language],
        sources=[sources[id_] for id_ in coded],
        coders=list(coders.values()),
    )
    codes = {row.code.slug: row.code for row in codes_of(participant.programme)}
    for item in town.codings:
        coding.add_coding(
            actor=coders[item.coder],
            source=sources[item.passage.source],
            at=item.passage.anchor,
            code=codes[item.code],
        )
    round_actions.compare_round(actor=coders["analyst-a"], round=double)


def _interviews(participant: Participant, sources: Iterable[Source], analyst: User) -> None:
    """Let the interviews have been planned, agreed to and transcribed; of a sector not heard one is still to come."""
    ecosystem = default_ecosystem(participant)
    interviews.set_quotas(actor=analyst, ecosystem=ecosystem, wanted=USUAL)
    held = [source for source in sources if source.kind == "interview"]
    agreed = interviews.Consents(consent_text().version, interview=True, recording=True, quotation=True)
    for source in held:
        row = interviews.plan_interview(
            actor=analyst,
            ecosystem=ecosystem,
            sector=source.sector,
            person=interviews.Person(source.who, source.organisation),
            language=source.language,
            interviewer=analyst,
        )
        interviews.note_consents(actor=analyst, interview=row, consents=agreed)
        interviews.tie_source(actor=analyst, interview=row, source=source)
    unheard = next((sector for sector in USUAL if sector not in {source.sector for source in held}), None)
    if unheard:
        interviews.plan_interview(
            actor=analyst,
            ecosystem=ecosystem,
            sector=unheard,
            person=interviews.Person(render(Message(f"evidence.sector.{unheard}"), "fi")),
            language="fi",
            interviewer=analyst,
        )


def _steps(town: TrainingTown, findings: dict[str, Finding], owner: User) -> None:
    measures = {
        seed.id: strategy.plan_measure(
            actor=owner,
            finding=findings[seed.finding],
            title=_texts(seed.title),
            responsible=_texts(seed.responsible),
            follow_up=_texts(seed.follow_up),
            due_year=seed.due_year,
            status=seed.status,
        )
        for seed in town.measures
    }
    for seed in town.opportunities:
        invest.add_opportunity(
            actor=owner,
            measure=measures[seed.measure],
            actor_kind=seed.actor_kind,
            title=_texts(seed.title),
            description=_texts(seed.description),
        )


def _source(file: SourceFile, participant: Participant, analyst: User) -> Source:
    source = _added(file, participant, analyst)
    if file.kind != "document" and file.id not in LEFT_RAW:
        _read_through(source, analyst)
    return source


def _read_through(source: Source, analyst: User) -> None:
    """Look for names and decide that all of them may stand: the training network has nobody to protect."""
    names.look_for_names(actor=analyst, source=source)
    found = [mention.row.pk for thing in desk_of(source).things for mention in thing.mentions]
    names.decide(actor=analyst, source=source, suggestions=found, state="rejected")
    names.vouch(actor=analyst, source=source, ticked=[risk.code for risk in risks_of(source)])


def _added(file: SourceFile, participant: Participant, analyst: User) -> Source:
    return evidence.add_source(
        actor=analyst,
        ecosystem=default_ecosystem(participant),
        kind=file.kind,
        label=file.id,
        who=file.label,
        sector=file.sector,
        language=file.language,
        date=date.fromisoformat(file.date),
        text=file.text,
        consent="not_needed" if file.kind == "document" else "given",
        organisation=file.publisher,
    )


def _texts(term: Term) -> dict[str, str]:
    return {language: term.text(language) for language in LANGUAGES}
