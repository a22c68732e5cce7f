"""The page that the letter's link opens: the interviewee's own quotes, without an account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from seutukuva.base import Problem
from seutukuva.web.evidence.fairness import actions, selectors
from seutukuva.web.evidence.fairness.forms import QuoteForm
from seutukuva.web.evidence.fairness.models import CommentRound
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context


@never_cache
def quotes(request: HttpRequest, token: str) -> HttpResponse:
    """Approve, correct or withdraw each quote; answers can be changed while the link opens."""
    row = selectors.round_by_token(token)
    if row is None:
        return render(request, "fairness/gone.html", {"noindex": True}, status=404)
    forms = [QuoteForm.of(quote, request.POST) for quote in selectors.quote_rows(row)]
    if request.method == "POST" and _keep(row, forms):
        messages.success(request, _("Thank you. Your answers are saved; you can still change them here."))
        return redirect("quotes", token)
    asker = row.made_by
    context = programme_context(request, row.source.ecosystem.participant.programme) | {
        "round": row,
        "source": row.source,
        "town": row.source.ecosystem.participant.name,
        "forms": forms,
        "contact": asker.email if asker else settings.CONTACT_EMAIL,
        "noindex": True,
    }
    return render(request, "fairness/quotes.html", context)


def _keep(round: CommentRound, forms: list[QuoteForm]) -> bool:
    """Keep all answers or none; what was withdrawn before has no form to change it. Tell whether they were kept."""
    live = [form for form in forms if form.is_bound and not form.row.passage.withdrawn]
    wrong = [form for form in live if not form.is_valid()]  # each is asked, so that each tells what is wrong with it
    if wrong:
        return False
    at = None
    try:
        with transaction.atomic():
            for form in live:
                at = form
                if form.says_something:
                    form.row.passage.refresh_from_db()  # withdrawn a moment ago with one that it overlaps
                    actions.answer_quote(actor=None, round=round, passage=form.row.passage, said=form.given())
    except Problem as problem:
        if at is not None:
            at.add_error(None, problem_text(problem))
        for form in live:  # what was taken back must not be shown as if it were kept: its form would be gone
            form.row.passage.refresh_from_db()
        return False
    return True
