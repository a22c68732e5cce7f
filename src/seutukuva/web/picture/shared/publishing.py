"""What is published of what the towns share: approved findings, and what their threads tell the public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from seutukuva.base import Language, parse_urn
from seutukuva.picture.shared import SharedStatement, part_of, shared
from seutukuva.web.kit.texts.selectors import OwnText, own_texts
from seutukuva.web.kit.thread.kinds import Shown
from seutukuva.web.kit.thread.selectors import carriers_of
from seutukuva.web.picture.models import SharedFinding, Status
from seutukuva.web.picture.publishing import in_language
from seutukuva.web.picture.selectors import NOTHING, judged
from seutukuva.web.picture.shared.selectors import in_order, reads_all, towns_of
from seutukuva.web.picture.shared.threads import towns_shown
from seutukuva.web.picture.staging import stage_shown
from seutukuva.web.picture.threads import cell_shown
from seutukuva.web.programmes.selectors import default_ecosystem

if TYPE_CHECKING:
    from seutukuva.picture import ProgrammeRow
    from seutukuva.picture.shared import Leaders
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme


def approved(programme: Programme, reader: User) -> list[SharedFinding]:
    """Return the approved findings of a programme; nothing to who may not read every town."""
    if not reads_all(reader, programme):
        return []
    rows = SharedFinding.objects.select_related("programme")
    return list(rows.filter(programme=programme, status=Status.APPROVED))


def approved_words(programme: Programme, reader: User) -> list[tuple[str, OwnText]]:
    """Return the approved findings of a programme with their words, by part; nothing to who may not read every town."""
    rows = in_order(approved(programme, reader), ())
    texts = own_texts([row.urn for row in rows])
    return [(row.urn, texts.get((row.urn, "sentence"), NOTHING)) for row in rows]


def statements(
    findings: Sequence[SharedFinding], rows: Sequence[ProgrammeRow], leaders: Leaders, language: Language
) -> tuple[SharedStatement, ...]:
    """Return findings as a report prints them, in the order of what the rules say of the towns today."""
    if not findings:
        return ()
    texts = own_texts([row.urn for row in findings])
    with translation.override(language):
        return tuple(
            SharedStatement(
                part_of(row.about),
                row.urn,
                in_language(texts.get((row.urn, "sentence"), NOTHING).shown(language)),
            )
            for row in in_order(findings, shared(rows, leaders))
        )


def told(programme: Programme, printed: Sequence[SharedStatement], language: Language) -> list[Shown]:
    """Return what the threads of printed findings tell the public, beside what the towns' parts tell.

    That is the sentences, the list of towns, their stages, and the dimensions that nothing is known of.
    """
    if not printed:
        return []
    carriers = {carrier for row in printed for carrier in carriers_of(row.urn)}
    homes = [default_ecosystem(town).pk for town in towns_of(programme)]
    found = judged(homes)
    with translation.override(language):
        things = [Shown(row.urn, _("What the towns share"), row.text) for row in printed]
        unknown = [cell_shown(home, cell) for home in homes for cell in found[home].cells if not cell.cell.known]
        stages = [stage_shown(home, found[home].stage) for home in homes]
        things += [row for row in (*stages, *unknown) if row.urn in carriers]
        if any(parse_urn(carrier).kind == "towns" for carrier in carriers):
            things.append(towns_shown(programme))
    return things
