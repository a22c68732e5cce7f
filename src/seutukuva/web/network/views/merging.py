"""Names that may be one organisation: shown with the reason, merged and parted by a person."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.network import actions, selectors
from seutukuva.web.network.views.overview import READ, WRITE
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant


@login_required
@require_safe
def merges(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show the pairs that may be the same, and what was merged."""
    participant = get_participant(request.user, programme, town, READ)
    ecosystem, language = default_ecosystem(participant), as_language(get_language())
    context = programme_context(request, participant.programme, participant) | {
        "merged": selectors.merged_in(ecosystem),
        "actors": sorted(
            selectors.actor_names(selectors.actors_of(ecosystem), language).items(), key=lambda one: one[1].casefold()
        ),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "network/merges.html", context)


@login_required
@require_POST
def merge(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Let one actor stand for another."""
    participant = get_participant(request.user, programme, town, WRITE)
    keep, other = (
        selectors.get_actor(request.user, programme, town, _number(request.POST.get(field, "")), WRITE)
        for field in ("keep", "other")
    )
    try:
        actions.merge_actors(actor=signed_in(request), ecosystem=default_ecosystem(participant), keep=keep, other=other)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        told = {"keep": keep.name, "other": other.name}
        messages.success(request, _("%(keep)s now stands for %(other)s too.") % told)
    return redirect("merges", programme, town)


@login_required
@require_POST
def merge_undo(request: HttpRequest, programme: str, town: str, actor: int) -> HttpResponse:
    """Let a merged actor stand for itself again."""
    participant = get_participant(request.user, programme, town, WRITE)
    other = selectors.get_actor(request.user, programme, town, actor, WRITE)
    try:
        actions.undo_merge(actor=signed_in(request), ecosystem=default_ecosystem(participant), other=other)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, _("%(name)s stands for itself again.") % {"name": other.name})
    return redirect("merges", programme, town)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
