"""Pages of what nobody has told of: missing roles, introductions, partners, weight."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.network import gaps, selectors
from seutukuva.web.network.views.overview import READ, WRITE
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme


@login_required
@require_safe
def town_gaps(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show what nobody has told of in a town beside the others, whom to introduce, and the weight of the network."""
    participant = get_participant(request.user, programme, town, READ)
    language = as_language(get_language())
    towns = gaps.gaps_of_towns(request.user, participant.programme, language)
    held = towns.held[participant.slug]
    context = programme_context(request, participant.programme, participant) | {
        "any": bool(held.actors),
        "any_town": any(one.actors for one in towns.held.values()),
        "tables": [
            (title, [(row, row.here(participant), row.elsewhere(participant)) for row in rows])
            for title, rows in ((_("Role"), towns.roles), (_("Kind"), towns.kinds))
        ],
        "suggested": gaps.suggested_in_town(participant, held),
        "aside": gaps.set_aside_in(participant, language),
        "shown": gaps.weight_of(request.user, participant, held, language),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "network/town_gaps.html", context)


@login_required
@require_safe
def programme_gaps(request: HttpRequest, programme: str) -> HttpResponse:
    """Show roles and kinds by town, partners over municipal borders, and whom to introduce between towns."""
    row = get_programme(request.user, programme, "programmes.belong")
    language = as_language(get_language())
    towns = gaps.gaps_of_towns(request.user, row, language)
    context = programme_context(request, row) | {
        "any": any(held.actors for held in towns.held.values()),
        "towns": towns.towns,
        "tables": [(_("Role"), towns.roles), (_("Kind"), towns.kinds)],
        "partners": gaps.partner_rows(request.user, row, towns, language),
        "suggested": gaps.suggested_over_borders(request.user, row, language),
    }
    return render(request, "network/programme_gaps.html", context)


@login_required
@require_POST
def introduction_aside(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Set an introduction aside as not interesting."""
    participant = get_participant(request.user, programme, town, WRITE)
    ends = [request.POST.get(name, "") for name in ("one", "other")]
    if not all(end.isdecimal() and len(end) < 10 for end in ends):
        raise Http404
    one, other = (selectors.get_actor(request.user, programme, town, int(end), WRITE) for end in ends)
    try:
        gaps.set_aside(actor=signed_in(request), ecosystem=default_ecosystem(participant), one=one, other=other)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, _("The introduction was set aside."))
    return redirect("town_gaps", programme, town)


@login_required
@require_POST
def introduction_again(request: HttpRequest, programme: str, town: str, aside: int) -> HttpResponse:
    """Let an introduction be suggested again."""
    row = gaps.get_set_aside(request.user, programme, town, aside)
    gaps.suggest_again(actor=signed_in(request), aside=row)
    messages.success(request, _("The introduction can be suggested again."))
    return redirect("town_gaps", programme, town)
