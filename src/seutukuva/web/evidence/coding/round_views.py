"""Pages of double coding: the rounds of a town, one round compared and decided."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.coding import round_actions, selectors
from seutukuva.web.evidence.coding.comparing import compare
from seutukuva.web.evidence.coding.forms import RoundForm
from seutukuva.web.evidence.coding.models import Coding, Round, RoundState
from seutukuva.web.evidence.selectors import inventory
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, members

READ, WRITE = "programmes.read_town", "programmes.analyse"
STATES = {
    RoundState.BLIND: _("blind: nobody sees the others' codings"),
    RoundState.COMPARED: _("compared: the differences are decided"),
    RoundState.CLOSED: _("closed"),
}


@login_required
def rounds(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """List a town's rounds, and begin one."""
    participant = get_participant(request.user, programme, town, READ)
    ecosystem = default_ecosystem(participant)
    may_analyse = request.user.has_perm(WRITE, participant.programme)
    sources = [row.source for row in inventory(participant).rows]
    # Whoever works on this town can code in it, so only they can be named.
    people = {
        str(row.user.pk): row.user
        for row in members(participant.programme)
        if row.user.has_perm("programmes.work_on_town", participant)
    }
    form = RoundForm(
        request.POST or None,
        sources=[(str(row.pk), f"{row.label} {row.who}".strip()) for row in sources],
        people=[(key, str(user)) for key, user in people.items()],
    )
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["sources"])
        try:
            row = round_actions.begin_round(
                actor=signed_in(request),
                ecosystem=ecosystem,
                name=form.cleaned_data["name"],
                sources=[source for source in sources if str(source.pk) in chosen],
                coders=[people[key] for key in form.cleaned_data["coders"]],
            )
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The round has begun. The coders do not see each other's codings."))
            return redirect("round", programme, town, row.pk)
    context = programme_context(request, participant.programme, participant) | {
        "rounds": [(row, STATES[RoundState(row.state)]) for row in selectors.rounds_of(ecosystem)],
        "form": form if may_analyse else None,
    }
    return render(request, "coding/rounds.html", context)


@login_required
@require_safe
def round(request: HttpRequest, programme: str, town: str, round: int) -> HttpResponse:
    """Show a round: who codes what, and once compared how far the coders agree and where they differ."""
    row = selectors.get_round(request.user, programme, town, round, READ)
    participant = row.ecosystem.participant
    comparison, shown = None, selectors.sources_shown(request.user, row)
    if row.state != RoundState.BLIND:
        comparison = compare(row, selectors.code_names(row.programme_id, get_language() or "fi"), shown)
    context = programme_context(request, participant.programme, participant) | {
        "round": row,
        "state": STATES[RoundState(row.state)],
        "comparison": comparison,
        "hidden": [source for source in row.sources.all() if source not in shown],
        "may_analyse": request.user.has_perm(WRITE, participant.programme),
    }
    return render(request, "coding/round.html", context)


@login_required
@require_POST
def move(request: HttpRequest, programme: str, town: str, round: int) -> HttpResponse:
    """Compare a blind round, or close a compared one."""
    row = _to_decide(request, programme, town, round)
    step = round_actions.compare_round if row.state == RoundState.BLIND else round_actions.close_round
    step(actor=signed_in(request), round=row)
    return redirect("round", programme, town, round)


@login_required
@require_POST
def decide(request: HttpRequest, programme: str, town: str, round: int) -> HttpResponse:
    """Keep or drop codings on which the coders differ."""
    row = _to_decide(request, programme, town, round)
    numbers = [int(text) for text in request.POST.getlist("coding") if text.isdecimal() and len(text) <= 18]
    shown = selectors.sources_shown(request.user, row)
    codings = list(Coding.objects.filter(pk__in=numbers, passage__source__in=shown))
    keep = request.POST.get("verdict") == "keep"
    round_actions.decide(actor=signed_in(request), round=row, codings=codings, keep=keep)
    return redirect("round", programme, town, round)


def _to_decide(request: HttpRequest, programme: str, town: str, number: int) -> Round:
    """Return a round that the reader may decide on; whoever may not does not find it. Raises Http404."""
    row = selectors.get_round(request.user, programme, town, number, READ)
    if not request.user.has_perm(WRITE, row.ecosystem.participant.programme):
        raise Http404
    return row
