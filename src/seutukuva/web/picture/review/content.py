"""What would be published of a picture now, its hash, and what waits in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seutukuva.base import Language, content_hash
from seutukuva.documents import document_hash
from seutukuva.picture.chain import ChainFacts, RoundFacts, commented
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.picture.publishing import Edition, Matter, edition, matter_of
from seutukuva.web.picture.review.models import Comment, Round
from seutukuva.web.picture.selectors import finding_rows

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem


@dataclass(frozen=True)
class Draft:
    """All that a picture would be published from now: the matter, its rounds in order, and what waits for somebody."""

    matter: Matter
    rounds: tuple[Round, ...]
    told: tuple[RoundFacts, ...]
    flags: frozenset[str]
    comments: tuple[Comment, ...]

    @property
    def round(self) -> Round | None:
        """Return the newest round."""
        return self.rounds[-1] if self.rounds else None

    @property
    def facts(self) -> RoundFacts | None:
        """Return what is told of the newest round."""
        return self.told[-1] if self.told else None

    @property
    def known(self) -> bool:
        """Tell whether anything is known of any dimension."""
        return any(cell.cell.known for cell in self.matter.judged.cells)

    @property
    def waiting(self) -> list[str]:
        """Return the URNs of what waits: flagged sentences and comments that nobody has dealt with."""
        return sorted([*self.flags, *(comment.urn for comment in self.comments)])

    def edition(self, language: Language, reader: User) -> Edition:
        """Return the picture in one language as it would be published; it says when the draft was commented."""
        made = edition(self.matter, language, reader)
        return Edition(commented(made.document, self.facts), made.things)


def draft_of(ecosystem: Ecosystem) -> Draft:
    """Gather what a picture would be published from; the caller got the ecosystem by permission."""
    matter = matter_of(ecosystem)
    comments = list(Comment.objects.filter(round__ecosystem=ecosystem))
    waiting = tuple(row for row in comments if row.waits)
    counted = Counter(row.round_id for row in comments)
    rounds = tuple(Round.objects.filter(ecosystem=ecosystem))
    told = tuple(
        RoundFacts(row.begun, row.last_day, row.ended, comments=counted[row.pk], waiting=len(waiting)) for row in rounds
    )
    return Draft(matter, rounds, told, frozenset(flagged(matter.sentences)), waiting)


def hashes(editions: Mapping[Language, Edition]) -> dict[str, str]:
    """Return the hash of what would be published in each language: the Document without its day, and its threads."""
    return {
        language: content_hash(
            {
                "document": document_hash(replace(made.document, made_on="", over="")),
                "things": [[thing.urn, thing.kind, thing.text, list(thing.tags)] for thing in made.things],
            }
        )
        for language, made in editions.items()
    }


def editions_of(draft: Draft, languages: Iterable[Language], reader: User) -> dict[Language, Edition]:
    """Return a draft in several languages as `reader`, who may publish it, sees its steps."""
    return {language: draft.edition(language, reader) for language in languages}


def facts_of(draft: Draft) -> ChainFacts:
    """Return what the chain is told of the draft itself and of its round."""
    rows = finding_rows([draft.matter.ecosystem.pk])
    approved = sum(row.approved for row in rows)
    return ChainFacts(
        known=draft.known,
        approved=approved,
        drafts=len(rows) - approved,
        flags=len(draft.flags),
        round=draft.facts,
    )
