"""What would be published of a picture or a report now, its hash, and what waits in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from seutukuva.base import Language, content_hash
from seutukuva.documents import Document, Figure, document_hash
from seutukuva.picture.chain import ChainFacts, RoundFacts, commented
from seutukuva.web.kit.thread.kinds import hashes_of
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.picture import reporting
from seutukuva.web.picture.publishing import Edition, Matter, edition, matter_of
from seutukuva.web.picture.review.models import Comment, Round
from seutukuva.web.picture.review.subjects import PICTURE, Subject, picture_of, report_urn
from seutukuva.web.picture.selectors import finding_rows, judged
from seutukuva.web.programmes.selectors import default_ecosystem, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.picture.selectors import FindingRow
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class Draft:
    """All that a picture or a report would be published from now, and what waits for somebody.

    `rounds` are those of its town, or of all its towns, in order; `told` tells of a town's, `write` makes it in a
    language with the eyes of a reader, each once.
    """

    subject: Subject
    matters: tuple[Matter, ...]
    rounds: tuple[Round, ...]
    told: tuple[RoundFacts, ...]
    flags: frozenset[str]
    comments: tuple[Comment, ...]
    write: Callable[[Language, User], Edition]
    made: dict[tuple[str, int], Edition] = field(default_factory=dict, init=False, compare=False)

    @property
    def round(self) -> Round | None:
        """Return the newest round."""
        return self.rounds[-1] if self.rounds else None

    @property
    def open_rounds(self) -> tuple[Round, ...]:
        """Return the rounds that take comments today: nothing is asked for or published meanwhile."""
        return tuple(row for row in self.rounds if row.is_open)

    @property
    def facts(self) -> RoundFacts | None:
        """Return what is told of the newest round of a town."""
        return self.told[-1] if self.told else None

    @property
    def known(self) -> bool:
        """Tell whether anything is known of any dimension."""
        return any(cell.cell.known for matter in self.matters for cell in matter.judged.cells)

    @property
    def findings(self) -> int:
        """Return how many approved findings of towns go into it."""
        return sum(len(matter.findings) for matter in self.matters)

    @property
    def behind(self) -> list[FindingRow]:
        """Return the approved findings whose words in some language are older than the original."""
        return [row for matter in self.matters for row in matter.findings if row.sentence.behind]

    @property
    def waiting(self) -> list[str]:
        """Return the URNs of what waits: flagged sentences and comments that nobody has dealt with."""
        return sorted([*self.flags, *(comment.urn for comment in self.comments)])

    def edition(self, language: Language, reader: User) -> Edition:
        """Return it in one language as it would be published; it says when a town's draft was commented."""
        if (language, reader.pk) not in self.made:
            made = self.write(language, reader)
            self.made[language, reader.pk] = Edition(commented(made.document, self.facts), made.things)
        return self.made[language, reader.pk]


def draft_of(subject: Subject, reader: User) -> Draft:
    """Gather what would be published of a subject; the caller got it by permission."""
    if subject.ecosystem is None:
        homes = [default_ecosystem(town) for town in participants_readable_by(reader, subject.programme)]
        judged([home.pk for home in homes])  # all at once: a reading keeps them for what follows
        return whole_draft(subject, [draft_of(picture_of(home), reader) for home in homes], reader)
    ecosystem = subject.ecosystem
    matter = matter_of(ecosystem)
    comments = list(Comment.objects.filter(round__ecosystem=ecosystem))
    waiting = tuple(row for row in comments if row.waits)
    counted = Counter(row.round_id for row in comments)
    rounds = tuple(Round.objects.filter(ecosystem=ecosystem))
    told = tuple(
        RoundFacts(row.begun, row.last_day, row.ended, comments=counted[row.pk], waiting=len(waiting)) for row in rounds
    )
    flags = frozenset(flagged(matter.sentences))
    draft = Draft(picture_of(ecosystem), (matter,), rounds, told, flags, waiting, partial(edition, matter))
    return draft if subject.kind == PICTURE else report_draft(draft, subject)


def report_draft(picture: Draft, subject: Subject) -> Draft:
    """Return the draft of a town's report beside that of its picture: the town comments on both in one round."""
    (matter,) = picture.matters

    def write(language: Language, reader: User) -> Edition:
        texts = reporting.report_texts(matter.ecosystem.urn)
        return reporting.town_edition(reporting.ReportMatter(matter, texts), language, reader)

    return replace(picture, subject=subject, write=write)


def whole_draft(subject: Subject, towns: Sequence[Draft], reader: User) -> Draft:
    """Return the draft of a programme's report from those of its towns that `reader` may read."""
    shared = flagged(reporting.shared_sentences(subject.programme, reader))
    return Draft(
        subject=subject,
        matters=tuple(matter for town in towns for matter in town.matters),
        rounds=tuple(row for town in towns for row in town.rounds),
        told=(),
        flags=frozenset(shared).union(*(town.flags for town in towns)),
        comments=tuple(comment for town in towns for comment in town.comments),
        write=partial(reporting.programme_edition, subject.programme),
    )


def hashes(editions: Mapping[Language, Edition]) -> dict[str, str]:
    """Return the hash of what would be published in each language: the Document without its day, and its threads."""
    return {
        language: content_hash(
            {
                "document": document_hash(_said(made.document)),
                "things": [[thing.urn, thing.kind, thing.text, list(thing.tags)] for thing in made.things],
            }
        )
        for language, made in editions.items()
    }


def editions_of(draft: Draft, languages: Iterable[Language], reader: User) -> dict[Language, Edition]:
    """Return a draft in several languages as `reader`, who may publish it, sees its steps."""
    return {language: draft.edition(language, reader) for language in languages}


def facts_of(draft: Draft) -> ChainFacts:
    """Return what the chain is told of the draft itself and of its round; findings are counted for pictures only."""
    counted = draft.matters if draft.subject.kind == PICTURE else ()
    rows = finding_rows([matter.ecosystem.pk for matter in counted])
    approved = sum(row.approved for row in rows)
    return ChainFacts(
        known=draft.known,
        approved=approved,
        drafts=len(rows) - approved,
        flags=len(draft.flags),
        round=draft.facts,
    )


def contents_of(ecosystem: Ecosystem, abouts: Iterable[str]) -> dict[str, str]:
    """Return the hash of what comments are about as it reads now; "" of the picture as a whole."""
    wanted = set(abouts)
    report = report_urn(ecosystem)
    found = hashes_of(wanted - {ecosystem.urn, report})
    if report in wanted:
        texts = reporting.report_texts(ecosystem.urn)
        found[report] = content_hash({section: dict(text.bodies) for section, text in texts.items()})
    return {**found, ecosystem.urn: ""}


def _said(document: Document) -> Document:
    """Return what a Document says, on whatever day: of a drawing its words and table, not where each point stands."""
    blocks = tuple(
        replace(block, chart={}, narrow=None) if isinstance(block, Figure) else block for block in document.blocks
    )
    return replace(document, made_on="", over="", blocks=blocks)
