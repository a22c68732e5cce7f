"""Pages of what an interviewee may ask for, for whoever manages the programme."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.fairness import selectors, subject_actions
from seutukuva.web.evidence.fairness.forms import ErasureForm
from seutukuva.web.evidence.subjects import Subject
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context


@login_required
@require_safe
def subject(request: HttpRequest, programme: str, town: str, kind: str, number: int) -> HttpResponse:
    """Show what can be done for an interviewee."""
    found = selectors.get_subject(request.user, programme, town, kind, number)
    return render(request, "fairness/subject.html", _context(request, found, kind, number, ErasureForm()))


@login_required
@require_POST
@never_cache
def export(request: HttpRequest, programme: str, town: str, kind: str, number: int) -> HttpResponse:
    """Send everything that is stored about an interviewee."""
    found = selectors.get_subject(request.user, programme, town, kind, number)
    package = subject_actions.export_subject(actor=signed_in(request), subject=found)
    response = HttpResponse(package.content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.label}.zip"'
    return response


@login_required
@require_POST
def erase(request: HttpRequest, programme: str, town: str, kind: str, number: int) -> HttpResponse:
    """Erase everything about an interviewee."""
    found = selectors.get_subject(request.user, programme, town, kind, number)
    form = ErasureForm(request.POST)
    if form.is_valid():
        try:
            subject_actions.erase_subject(actor=signed_in(request), subject=found, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Erased. The sentences that stood on these words are flagged."))
            return redirect("town_evidence", programme, town)
    return render(request, "fairness/subject.html", _context(request, found, kind, number, form))


def _context(request: HttpRequest, found: Subject, kind: str, number: int, form: ErasureForm) -> dict[str, Any]:
    participant = found.ecosystem.participant
    return programme_context(request, participant.programme, participant) | {
        "subject": found,
        "kind": kind,
        "number": number,
        "form": form,
    }
