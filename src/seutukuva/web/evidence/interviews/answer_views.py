"""The page that the letter's link opens: without an account, for the interviewee alone."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from seutukuva.evidence.consents import consent_text
from seutukuva.web.evidence.interviews import actions, selectors
from seutukuva.web.evidence.interviews.forms import AnswerForm, told
from seutukuva.web.evidence.interviews.models import Interview, Status
from seutukuva.web.programmes.page import programme_context


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a time or decline, and give or refuse consent."""
    row = selectors.interview_by_token(token)
    if row is None:
        return render(request, "interviews/gone.html", {"noindex": True}, status=404)
    declines = request.method == "POST" and request.POST.get("answer") == "decline"
    before = row.status in actions.BEFORE_HELD
    times = list(row.times.all()) if before else []
    form = AnswerForm(None if declines else request.POST or None, times=times, initial=_initial(row))
    language = get_language() or "fi"
    if declines:
        actions.decline(actor=None, interview=row, language=language)
        if before:
            told_now = _("Thank you for your answer. You have declined; you can still change your mind here.")
        else:
            told_now = _("Your consent is taken back. Nothing of what you said is quoted any more.")
        messages.success(request, told_now)
        return redirect("interview_answer", token)
    if request.method == "POST" and form.is_valid():
        actions.agree(actor=None, interview=row, time=form.time(), consents=form.given(), language=language)
        messages.success(request, _("Thank you. Your answer is saved."))
        return redirect("interview_answer", token)
    context = programme_context(request, row.ecosystem.participant.programme) | {
        "interview": row,
        "town": row.ecosystem.participant.name,
        "form": form,
        "told": told(consent_text()),
        "before": before,
        "agreed": row.status == Status.AGREED,
        "declined": row.status == Status.DECLINED,
        "contact": row.interviewer.email if row.interviewer else settings.CONTACT_EMAIL,
        "noindex": True,
    }
    return render(request, "interviews/answer.html", context)


def _initial(row: Interview) -> dict[str, str]:
    """Return the answers given before, to be seen and changed; nothing is chosen for who has not answered."""
    last = row.consents.last()
    if last is None or not last.to_interview:
        return {}
    yes = {True: "yes", False: "no"}
    given = {f"to_{name}": yes[getattr(last, f"to_{name}")] for name in ("interview", "recording", "quotation")}
    chosen = row.times.filter(begins=row.time).first() if row.time else None
    return given | {"time": str(chosen.pk) if chosen else "other"}
