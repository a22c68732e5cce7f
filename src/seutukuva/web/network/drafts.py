"""A draft of an agreement from a structure, as a Document in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seutukuva.base import Language
from seutukuva.documents import Document
from seutukuva.network.agreements import Agreement, Party, draft
from seutukuva.network.vocabulary import vocabulary

if TYPE_CHECKING:
    from seutukuva.web.kit.texts.selectors import OwnText
    from seutukuva.web.network.selectors import StructureRow


def agreement_document(row: StructureRow, language: Language) -> Document:
    """Return the draft; the caller got the structure by permission."""
    words, found = vocabulary(), row.structure
    members = {one.pk: one for one in found.members.all()}
    kinds = {entry.id: entry.name.text(language) for entry in words.kinds}
    parties = tuple(
        Party(name, kinds.get(members[pk].kind, members[pk].kind), members[pk].business_id) for pk, name in row.members
    )
    agreement = Agreement(
        title=row.name.shown(language).body,
        parties=parties,
        mandate=row.mandate.shown(language).body,
        goals=_lines(row.goals, language),
        contributions=_lines(row.contributions, language),
        funding=found.funding,
        start=found.start,
        end=found.end,
        form=words.form(found.form) if found.form else None,
    )
    return draft(agreement, language, synthetic=found.ecosystem.participant.programme.synthetic)


def _lines(text: OwnText, language: Language) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.shown(language).body.splitlines() if line.strip())
