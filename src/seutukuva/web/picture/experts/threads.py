"""How an expert's answer is shown on a thread: its level and reason, never who gave it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from seutukuva.web.kit.thread.kinds import Kind, Shown
from seutukuva.web.picture.experts.models import Answer
from seutukuva.web.picture.experts.selectors import answer_content, answers_by_key


class ExpertAnswerKind(Kind):
    """The last answer of one expert, who is not named."""

    room, kind = "picture", "expert_answer"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, Shown]:
        """Return the answers that count, to who reads the town."""
        rows = answers_by_key(ids)
        return {
            row.key: answer_shown(row)
            for row in rows
            if row.question.use == "taken" and user.has_perm("programmes.read_town", row.question.ecosystem.participant)
        }

    def content(self, id_: str) -> Mapping[str, Any] | None:
        """Return its level and reason."""
        return self.contents([id_]).get(id_)

    def contents(self, ids: list[str]) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the same of several."""
        return {row.key: answer_content(row) for row in answers_by_key(ids)}

    def synthetic(self, id_: str) -> bool:
        """Tell whether it belongs to a synthetic programme."""
        return any(row.question.panel.programme.synthetic for row in answers_by_key([id_]))


def answer_shown(row: Answer) -> Shown:
    """Return an answer in the language that is on."""
    town = row.question.ecosystem.participant
    href = reverse("dimension", args=[town.programme.slug, town.slug, row.question.dimension])
    text = row.reason or _("An expert gave a level without a reason.")
    tags = (_("an expert, not named"), row.question.panel.cluster, _("round %(n)s") % {"n": row.round})
    return Shown(row.urn, _("Expert's answer"), text, tags, f"{href}#experts")
