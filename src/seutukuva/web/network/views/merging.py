"""Names that may be one organisation: shown with the reason, merged and parted by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from seutukuva.web.network import actions, pairs, selectors
from seutukuva.web.network.views.overview import READ, WRITE
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant

if TYPE_CHECKING:
    from seutukuva.web.network.models import Actor


@login_required
@require_safe
def merges(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show the pairs that may be the same, and what was merged."""
    participant = get_participant(request.user, programme, town, READ)
    ecosystem, language = default_ecosystem(participant), as_language(get_language())
    found = pairs.pairs_of(request.user, participant, language)
    context = programme_context(request, participant.programme, participant) | {
        "pairs": found.shown,
        "found": found.found,
        "apart": pairs.apart_in(request.user, participant),
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
    keep, other = _ends(request, programme, town)
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


@login_required
@require_POST
def keep_apart(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Keep two actors apart: they are not suggested again."""
    participant = get_participant(request.user, programme, town, WRITE)
    keep, other = _ends(request, programme, town)
    try:
        pairs.keep_apart(actor=signed_in(request), ecosystem=default_ecosystem(participant), one=keep, other=other)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        told = {"name": keep.name, "other": other.name}
        messages.success(request, _("%(name)s and %(other)s are not the same, and are not suggested again.") % told)
    return redirect("merges", programme, town)


@login_required
@require_POST
def ask_again(request: HttpRequest, programme: str, town: str, apart: int) -> HttpResponse:
    """Let two actors that were kept apart be suggested again."""
    participant = get_participant(request.user, programme, town, WRITE)
    row = pairs.get_apart(request.user, programme, town, apart, WRITE)
    pairs.ask_again(actor=signed_in(request), ecosystem=default_ecosystem(participant), apart=row)
    messages.success(request, _("The pair may be suggested again."))
    return redirect("merges", programme, town)


def _ends(request: HttpRequest, programme: str, town: str) -> tuple[Actor, Actor]:
    keep, other = (_number(request.POST.get(field, "")) for field in ("keep", "other"))
    user = request.user
    return pairs.get_end(user, programme, town, keep, WRITE), pairs.get_end(user, programme, town, other, WRITE)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
