"""The page that an expert's link opens: without an account, for the expert alone."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.judgement.delphi import FEWEST
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.picture.experts import actions, selectors
from seutukuva.web.picture.experts.figures import asked_rows
from seutukuva.web.picture.experts.forms import AnswerForm
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.page import programme_context


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Name levels with reasons, see the anonymous distribution of the closed rounds, and revise."""
    expert = selectors.expert_by_token(token)
    if expert is None:
        return render(request, "experts/gone.html", {"noindex": True}, status=404)
    panel, model, language = expert.panel, model_of(expert.panel.programme), as_language(get_language())
    asked = selectors.asked_of(panel)
    before = selectors.answers_of_voice(panel, actions.voice_of(token))
    form = AnswerForm(request.POST or None, questions=[row.question for row in asked], before=before, model=model)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(actor=None, panel=panel, token=token, given=form.given())
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Thank you. Your answer is saved."))
            return redirect("expert_answer", token)
    own = {key: row.level for key, row in before.items()}
    rows = [
        (
            row,
            form[f"level_{row.asked.question.pk}"],
            form[f"reason_{row.asked.question.pk}"],
            before.get(row.asked.question.pk),
        )
        for row in asked_rows(panel, asked, model, language, own)
    ]
    context = programme_context(request, panel.programme) | {
        "panel": panel,
        "title": own_text(panel.urn, "title"),
        "rows": rows,
        "form": form,
        "answered": bool(before),
        "answered_now": expert.answered == panel.round,
        "fewest": FEWEST,
        "contact": settings.CONTACT_EMAIL,
        "noindex": True,
    }
    return render(request, "experts/answer.html", context)
