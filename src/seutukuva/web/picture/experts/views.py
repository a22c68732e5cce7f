"""The analyst's pages of expert rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.judgement.delphi import FEWEST
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.picture.experts import actions, selectors
from seutukuva.web.picture.experts.figures import asked_rows
from seutukuva.web.picture.experts.forms import ExpertForm, PanelForm
from seutukuva.web.picture.experts.models import Panel, State
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme, participants_readable_by

Step = tuple[Callable[..., Any], str]  # an action, and what is said when it was done
Steps = dict[str, Step]
STATES: dict[str, Any] = {
    State.PREPARED: gettext_lazy("in preparation"),
    State.OPEN: gettext_lazy("round open"),
    State.CLOSED: gettext_lazy("round closed"),
    State.FINISHED: gettext_lazy("finished"),
}


@login_required
@require_safe
def panels(request: HttpRequest, programme: str) -> HttpResponse:
    """List a programme's expert rounds."""
    row = get_programme(request.user, programme, selectors.ANALYSE)
    found = [(one, title, STATES[one.state]) for one, title in selectors.panels_of(row)]
    return render(
        request,
        "experts/panels.html",
        programme_context(request, row) | {"panels": found, "chosen": request.GET.urlencode()},
    )


@login_required
def new(request: HttpRequest, programme: str) -> HttpResponse:
    """Prepare an expert round."""
    row = get_programme(request.user, programme, selectors.ANALYSE)
    initial = {"towns": request.GET.getlist("town"), "dimensions": request.GET.getlist("dimension")}
    towns, model = participants_readable_by(request.user, row), model_of(row)
    form = PanelForm(request.POST or None, towns=towns, model=model, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_panel(
                actor=signed_in(request), programme=row, titles=form.cleaned_data["title"], cells=form.cells()
            )
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The expert round is prepared. Invite at least three experts."))
            return redirect("expert_panel", programme, made.number)
    return render(request, "experts/new.html", programme_context(request, row) | {"form": form})


@login_required
@require_safe
def panel(request: HttpRequest, programme: str, panel: int) -> HttpResponse:
    """Show an expert round: how far it is, and what is said where it may be shown."""
    found = selectors.get_panel(request.user, programme, panel)
    initial = {"language": get_language()}
    return _panel_page(request, found, ExpertForm(initial=initial))


def _panel_page(request: HttpRequest, found: Panel, form: ExpertForm) -> HttpResponse:
    experts = list(found.experts.all())
    language = as_language(get_language())
    context = programme_context(request, found.programme) | {
        "panel": found,
        "title": own_text(found.urn, "title"),
        "state": STATES[found.state],
        "experts": experts,
        "answered": sum(row.answered == found.round for row in experts) if found.round else 0,
        "rows": asked_rows(found, selectors.asked_of(found), model_of(found.programme), language),
        "fewest": FEWEST,
        "may_invite": not found.closed_rounds and not found.finished,
        "form": form,
    }
    return render(request, "experts/panel.html", context)


@login_required
@require_POST
def invite(request: HttpRequest, programme: str, panel: int) -> HttpResponse:
    """Invite an expert."""
    found = selectors.get_panel(request.user, programme, panel)
    form = ExpertForm(request.POST)
    if form.is_valid():
        try:
            actions.invite_expert(actor=signed_in(request), panel=found, person=form.given())
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The expert was added."))
            return redirect("expert_panel", programme, panel)
    return _panel_page(request, found, form)


@login_required
@require_POST
def expert_step(request: HttpRequest, programme: str, panel: int, expert: int, step: str) -> HttpResponse:
    """Take an expert out, or send the link again."""
    found = selectors.get_expert(selectors.get_panel(request.user, programme, panel), expert)
    steps: Steps = {
        "remove": (actions.remove_expert, _("The expert was taken out.")),
        "letter": (actions.send_link_again, _("A new link was sent; the earlier one opens no longer.")),
    }
    return _do(request, found.panel, steps.get(step), expert=found)


@login_required
@require_POST
def step(request: HttpRequest, programme: str, panel: int, step: str) -> HttpResponse:
    """Open the next round, close it, or finish."""
    found = selectors.get_panel(request.user, programme, panel)
    steps: Steps = {
        "open": (actions.open_round, _("The round is open and the letters were sent.")),
        "close": (actions.close_round, _("The round is closed. The experts see its distribution beside their answer.")),
        "finish": (actions.finish_panel, _("The expert round is finished; addresses and links were erased.")),
    }
    return _do(request, found, steps.get(step), panel=found)


@login_required
@require_POST
def decide(request: HttpRequest, programme: str, panel: int, question: int, use: str) -> HttpResponse:
    """Let the answers on a cell count, or leave them aside."""
    found = selectors.get_question(selectors.get_panel(request.user, programme, panel), question)
    uses: Steps = {
        "take": (actions.take_answers, _("The answers count as ratings. Sentences on this level are flagged.")),
        "aside": (actions.leave_aside, _("The answers stand beside the level and count nothing.")),
    }
    return _do(request, found.panel, uses.get(use), question=found)


def _do(request: HttpRequest, home: Panel, step: Step | None, /, **on: Any) -> HttpResponse:
    """Do a step on something of a panel and go back to its page. Raises Http404 for a step that is none."""
    if step is None:
        raise Http404
    act, told = step
    try:
        act(actor=signed_in(request), **on)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, told)
    return redirect("expert_panel", home.programme.slug, home.number)
