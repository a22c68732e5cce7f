"""Pages of Invest in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.invest import actions, selectors
from seutukuva.web.invest.forms import OpportunityForm
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_participant, get_programme
from seutukuva.web.strategy.selectors import measures, measures_of_town

READ, WRITE = "programmes.read_town", "programmes.work_on_town"


@login_required
@require_safe
def overview(request: HttpRequest, programme: str) -> HttpResponse:
    """List the opportunities of the towns that the reader may read."""
    row = get_programme(request.user, programme, "programmes.belong")
    context = programme_context(request, row) | {"towns": selectors.opportunities_of_programme(request.user, row)}
    return render(request, "invest/overview.html", context)


@login_required
@require_safe
def town(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """List a town's opportunities."""
    participant = get_participant(request.user, programme, town, READ)
    context = programme_context(request, participant.programme, participant) | {
        "opportunities": selectors.opportunities_of_town(participant),
        "measures": measures_of_town(participant),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "invest/town.html", context)


@login_required
def new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Describe an opportunity; the rules propose one for the measure that the address names."""
    participant = get_participant(request.user, programme, town, WRITE)
    rows = measures_of_town(participant)
    asked = request.GET.get("measure", "")
    chosen = next((row.measure for row in rows if str(row.measure.pk) == asked), None)
    initial = {"measure": asked, **selectors.drafted(chosen)} if chosen else {}
    form = OpportunityForm(request.POST or None, measures=rows, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_opportunity(actor=signed_in(request), **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The opportunity was saved."))
            return redirect("opportunity", programme, town, made.pk)
    context = programme_context(request, participant.programme, participant) | {"form": form, "measures": rows}
    return render(request, "invest/new.html", context)


@login_required
def opportunity(request: HttpRequest, programme: str, town: str, opportunity: int) -> HttpResponse:
    """Show an opportunity and change it."""
    permission = WRITE if request.method == "POST" else READ
    found = selectors.get_opportunity(request.user, programme, town, opportunity, permission)
    row = selectors.shown([found])[0]
    initial = {
        "measure": str(found.measure_id),
        "actor_kind": found.actor_kind,
        "title": row.title.bodies,
        "description": row.description.bodies,
    }
    form = OpportunityForm(request.POST or None, measures=measures([found.ecosystem_id]), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_opportunity(actor=signed_in(request), opportunity=found, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("opportunity", programme, town, found.pk)
    participant = found.ecosystem.participant
    context = programme_context(request, participant.programme, participant) | {
        "row": row,
        "form": form,
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "invest/opportunity.html", context)


@login_required
@require_POST
def holds(request: HttpRequest, programme: str, town: str, opportunity: int) -> HttpResponse:
    """Say that an opportunity still holds on its measure."""
    found = selectors.get_opportunity(request.user, programme, town, opportunity, WRITE)
    actions.confirm_opportunity(actor=signed_in(request), opportunity=found)
    messages.success(request, _("Saved."))
    return redirect("opportunity", programme, town, found.pk)
