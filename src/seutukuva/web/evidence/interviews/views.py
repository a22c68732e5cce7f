"""Pages of the interview plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import LANGUAGES, Problem
from seutukuva.evidence.guides import shipped_guides
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.interviews import actions, selectors
from seutukuva.web.evidence.interviews.forms import (
    STATUSES,
    ConsentForm,
    InterviewForm,
    InvitationForm,
    QuotaForm,
    StatusForm,
    TieForm,
    meanings,
)
from seutukuva.web.evidence.interviews.models import Interview, Status
from seutukuva.web.evidence.selectors import sector_name
from seutukuva.web.kit.forms import LANGUAGE_NAMES, problem_text
from seutukuva.web.programmes.maturity import dimension_names
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme, members

READ, WRITE = "programmes.read_town", "programmes.work_on_town"


@login_required
@require_safe
def overview(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the towns' interviews against their quotas."""
    row = get_programme(request.user, programme, "programmes.belong")
    context = programme_context(request, row) | {
        "plans": selectors.plans(request.user, row),
        "sectors": [sector_name(sector) for sector in shipped_guides()],
    }
    return render(request, "interviews/overview.html", context)


@login_required
@require_safe
def town(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show a town's plan: sector by status, what is missing, and every interview."""
    participant = get_participant(request.user, programme, town, READ)
    plan = selectors.plan_of(default_ecosystem(participant))
    context = programme_context(request, participant.programme, participant) | {
        "plan": plan,
        "interviews": [(row, sector_name(row.sector), STATUSES[row.status]) for row in plan.interviews],
        "statuses": STATUSES.values(),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "interviews/town.html", context)


@login_required
def quotas(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Say how many interviews of each sector are wanted."""
    participant = get_participant(request.user, programme, town, WRITE)
    ecosystem = default_ecosystem(participant)
    form = QuotaForm(request.POST or None, initial=selectors.quotas_of(ecosystem) or selectors.USUAL)
    if request.method == "POST" and form.is_valid():
        actions.set_quotas(actor=signed_in(request), ecosystem=ecosystem, wanted=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("town_interviews", programme, town)
    context = programme_context(request, participant.programme, participant) | {"form": form}
    return render(request, "interviews/quotas.html", context)


@login_required
def new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Plan an interview."""
    participant = get_participant(request.user, programme, town, WRITE)
    initial = {
        "language": request.LANGUAGE_CODE,
        "interviewer": str(signed_in(request).pk),
        "sector": request.GET.get("sector", ""),
    }
    form = InterviewForm(request.POST or None, people=_interviewers(participant), initial=initial)
    if request.method == "POST" and form.is_valid():
        ecosystem = default_ecosystem(participant)
        row = actions.plan_interview(actor=signed_in(request), ecosystem=ecosystem, **form.given())
        messages.success(request, _("The interview was planned. Invite next."))
        return redirect("interview", programme, town, row.pk)
    context = programme_context(request, participant.programme, participant) | {"form": form}
    return render(request, "interviews/new.html", context)


@login_required
@require_safe
def interview(request: HttpRequest, programme: str, town: str, interview: int) -> HttpResponse:
    """Show an interview: who, how far, what was agreed to, and what can be done next."""
    return _page(request, selectors.get_interview(request.user, programme, town, interview, READ))


@login_required
def change(request: HttpRequest, programme: str, town: str, interview: int) -> HttpResponse:
    """Change what is known of an interview."""
    row = selectors.get_interview(request.user, programme, town, interview, WRITE)
    names = ("sector", "who", "organisation", "email", "language")
    initial = {name: getattr(row, name) for name in names} | {"interviewer": str(row.interviewer_id or "")}
    form = InterviewForm(request.POST or None, people=_interviewers(row.ecosystem.participant), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_interview(actor=signed_in(request), interview=row, **form.given())
        messages.success(request, _("Saved."))
        return redirect("interview", programme, town, row.pk)
    return render(request, "interviews/change.html", _context(request, row) | {"form": form})


@login_required
@require_POST
def remove(request: HttpRequest, programme: str, town: str, interview: int) -> HttpResponse:
    """Take an interview out of the plan."""
    row = selectors.get_interview(request.user, programme, town, interview, WRITE)
    actions.remove_interview(actor=signed_in(request), interview=row)
    messages.success(request, _("The interview was taken out of the plan."))
    return redirect("town_interviews", programme, town)


@login_required
def invite(request: HttpRequest, programme: str, town: str, interview: int) -> HttpResponse:
    """Send the letter with proposed times."""
    row = selectors.get_interview(request.user, programme, town, interview, WRITE)
    form = InvitationForm(request.POST or None, initial={"place": row.place})
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(actor=signed_in(request), interview=row, proposal=form.given())
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The invitation was sent."))
            return redirect("interview", programme, town, row.pk)
    return render(request, "interviews/invite.html", _context(request, row) | {"form": form})


@login_required
@require_POST
def status(request: HttpRequest, programme: str, town: str, interview: int) -> HttpResponse:
    """Say how far an interview is."""
    row = selectors.get_interview(request.user, programme, town, interview, WRITE)
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status_form=form)
    actions.set_status(actor=signed_in(request), interview=row, **form.given())
    messages.success(request, _("Saved."))
    return redirect("interview", programme, town, row.pk)


@login_required
@require_POST
def consents(request: HttpRequest, programme: str, town: str, interview: int) -> HttpResponse:
    """Note what the interviewee agreed to by word of mouth."""
    row = selectors.get_interview(request.user, programme, town, interview, WRITE)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, row, consent_form=form)
    actions.note_consents(actor=signed_in(request), interview=row, consents=form.given())
    messages.success(request, _("Saved."))
    return redirect("interview", programme, town, row.pk)


@login_required
@require_POST
def tie(request: HttpRequest, programme: str, town: str, interview: int) -> HttpResponse:
    """Say which source came of an interview."""
    row = selectors.get_interview(request.user, programme, town, interview, WRITE)
    form = TieForm(request.POST, sources=selectors.sources_to_tie(row))
    if not form.is_valid():
        return _page(request, row, tie_form=form)
    actions.tie_source(actor=signed_in(request), interview=row, source=form.given())
    messages.success(request, _("The interview is transcribed; its source has the interviewee's consent."))
    return redirect("interview", programme, town, row.pk)


@login_required
@require_POST
def untie(request: HttpRequest, programme: str, town: str, interview: int, source: int) -> HttpResponse:
    """Take a source from an interview that it is not of."""
    row = selectors.get_interview(request.user, programme, town, interview, WRITE)
    found = row.sources.filter(pk=source).first()
    if found is None:
        raise Http404
    actions.untie_source(actor=signed_in(request), interview=row, source=found)
    return redirect("interview", programme, town, row.pk)


@login_required
@require_safe
def guide(request: HttpRequest, programme: str, town: str, interview: int) -> HttpResponse:
    """Show the guide of an interview, in its language or another, to be printed."""
    row = selectors.get_interview(request.user, programme, town, interview, READ)
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else row.language
    found = next(one for sector, one in shipped_guides().items() if sector == row.sector)
    programme_id = row.ecosystem.programme_id
    names = dimension_names([programme_id])[programme_id]
    context = _context(request, row) | {
        "questions": [(asked.text.text(language), meanings(asked, language, names)) for asked in found.questions],
        "guide_language": language,
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
    }
    return render(request, "interviews/guide.html", context)


def _interviewers(participant: Any) -> dict[str, Any]:
    """Return the members who may work on a town, by their ids as text."""
    people = (row.user for row in members(participant.programme))
    return {str(person.pk): person for person in people if person.has_perm(WRITE, participant)}


def _context(request: HttpRequest, row: Interview) -> dict[str, Any]:
    participant = row.ecosystem.participant
    return programme_context(request, participant.programme, participant) | {
        "interview": row,
        "sector": sector_name(row.sector),
        "status": STATUSES[row.status],
        "language_name": LANGUAGE_NAMES[row.language],
        "may_work": request.user.has_perm(WRITE, participant),
    }


def _page(request: HttpRequest, row: Interview, **forms_given: forms.Form) -> HttpResponse:
    next_status = Status.AGREED if row.status == Status.INVITED else row.status
    initial = {"status": next_status, "time": row.time, "place": row.place}
    sources = selectors.sources_to_tie(row)
    last = row.consents.last()
    context = _context(request, row) | {
        "status_form": StatusForm(initial=initial, auto_id="status_%s"),
        "consent_form": ConsentForm(auto_id="consent_%s"),
        "tie_form": TieForm(sources=sources, auto_id="tie_%s") if sources else None,
        "sources": row.sources.all(),
        "consents": row.consents.select_related("noted_by"),
        "taken_back": last is not None and not last.to_interview and row.status not in actions.BEFORE_HELD,
        "before_held": row.status in actions.BEFORE_HELD,
        "transcribed": row.status == Status.TRANSCRIBED,
    }
    return render(request, "interviews/interview.html", context | forms_given)
