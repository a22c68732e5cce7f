"""A finished panel of invented experts, for a training programme. No letter is sent: they have no address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from seutukuva.web.evidence.links import new_token
from seutukuva.web.picture.experts import actions
from seutukuva.web.picture.experts.actions import Said, SaidOfAll
from seutukuva.web.picture.experts.models import Expert, Panel, State

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Ecosystem, Programme

Rounds = Sequence[Sequence[tuple[int | None, str]]]


def hold_panel(
    *,
    asks: User,
    programme: Programme,
    titles: Mapping[str, str],
    cells: Sequence[tuple[Ecosystem, str]],
    experts: Sequence[tuple[str, Rounds]],
) -> Panel:
    """Prepare a panel, let its experts answer in every round, and finish it.

    experts: the role, and per round the level and reason of each cell; who is silent stands by the last answer. Raises
    ValueError for a programme that is not synthetic.
    """
    if not programme.synthetic:
        raise ValueError(programme.slug)
    panel = actions.prepare_panel(actor=asks, programme=programme, titles=titles, cells=cells)
    questions = list(panel.questions.values_list("pk", flat=True))
    tokens = [new_token() for _ in experts]
    for number in range(1, max(len(said) for _, said in experts) + 1):
        Panel.objects.filter(pk=panel.pk).update(state=State.OPEN, round=number)
        panel.refresh_from_db()
        for token, (_, said) in zip(tokens, experts, strict=True):
            if number <= len(said):
                given = {key: Said(*one) for key, one in zip(questions, said[number - 1], strict=True)}
                actions.answer(actor=None, panel=panel, token=token, given=SaidOfAll(given))
        actions.close_round(actor=asks, panel=panel)
    Expert.objects.bulk_create(Expert(panel=panel, who=who, language="fi", answered=len(said)) for who, said in experts)
    return actions.finish_panel(actor=asks, panel=panel)
