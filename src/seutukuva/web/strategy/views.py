"""Pages of strategies."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.picture.selectors import finding_rows
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme
from seutukuva.web.strategy import actions, selectors
from seutukuva.web.strategy.forms import MeasureForm

READ, WRITE = "programmes.read_town", "programmes.work_on_town"


@login_required
@require_safe
def overview(request: HttpRequest, programme: str) -> HttpResponse:
    """List the measures of the towns that the reader may read."""
    row = get_programme(request.user, programme, "programmes.belong")
    context = programme_context(request, row) | {"towns": selectors.measures_of_programme(request.user, row)}
    return render(request, "strategy/overview.html", context)


@login_required
@require_safe
def town(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """List a town's measures."""
    participant = get_participant(request.user, programme, town, READ)
    context = programme_context(request, participant.programme, participant) | {
        "measures": selectors.measures_of_town(participant),
        "findings": finding_rows([default_ecosystem(participant).pk]),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "strategy/town.html", context)


@login_required
def new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Plan a measure; the rules propose one for the finding that the address names."""
    participant = get_participant(request.user, programme, town, WRITE)
    findings = finding_rows([default_ecosystem(participant).pk])
    asked = request.GET.get("finding", "")
    chosen = next((row.finding for row in findings if str(row.finding.pk) == asked), None)
    initial = {"finding": asked, **selectors.drafted(chosen)} if chosen else {}
    form = MeasureForm(request.POST or None, findings=findings, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_measure(actor=signed_in(request), **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The measure was saved."))
            return redirect("measure", programme, town, made.pk)
    context = programme_context(request, participant.programme, participant) | {
        "form": form,
        "findings": findings,
        "drafted": chosen is not None,
    }
    return render(request, "strategy/new.html", context)


@login_required
def measure(request: HttpRequest, programme: str, town: str, measure: int) -> HttpResponse:
    """Show a measure and change it."""
    permission = WRITE if request.method == "POST" else READ
    found = selectors.get_measure(request.user, programme, town, measure, permission)
    row = selectors.shown([found])[0]
    initial = {
        "finding": str(found.finding_id),
        "title": row.title.bodies,
        "responsible": row.responsible.bodies,
        "follow_up": row.follow_up.bodies,
        "due_year": found.due_year,
        "status": found.status,
    }
    form = MeasureForm(request.POST or None, findings=finding_rows([found.ecosystem_id]), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_measure(actor=signed_in(request), measure=found, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("measure", programme, town, found.pk)
    participant = found.ecosystem.participant
    context = programme_context(request, participant.programme, participant) | {
        "row": row,
        "form": form,
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "strategy/measure.html", context)


@login_required
@require_POST
def holds(request: HttpRequest, programme: str, town: str, measure: int) -> HttpResponse:
    """Say that a measure still holds on its finding."""
    found = selectors.get_measure(request.user, programme, town, measure, WRITE)
    actions.confirm_measure(actor=signed_in(request), measure=found)
    messages.success(request, _("Saved."))
    return redirect("measure", programme, town, found.pk)
