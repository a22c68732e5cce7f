"""Pages of comment rounds for those who work on a town."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.fairness import actions, selectors
from seutukuva.web.evidence.fairness.actions import Address
from seutukuva.web.evidence.fairness.forms import AddressForm, state_of
from seutukuva.web.evidence.selectors import get_source
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context

READ, WRITE = "programmes.read_town", "programmes.work_on_town"
STEPS: Mapping[str, tuple[Callable[..., Any], Any]] = {
    "again": (actions.send_again, gettext_lazy("A new link was sent; the one before opens no longer.")),
    "revoke": (actions.revoke_link, gettext_lazy("The link opens no longer.")),
    "close": (actions.close_round, gettext_lazy("The round is closed. Only what was approved may be quoted.")),
    "cancel": (actions.cancel_round, gettext_lazy("The round was taken back.")),
}
DECISIONS: Mapping[str, Callable[..., Any]] = {
    "accept": actions.accept_correction,
    "refuse": actions.refuse_correction,
}


@login_required
def comments(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Show what the interviewee is asked and has answered, and begin a round."""
    found = get_source(request.user, programme, town, source, WRITE if request.method == "POST" else READ)
    row = selectors.open_round(found)
    initial = {"email": selectors.address_of(found)[0]}
    form = AddressForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        address = Address(form.cleaned_data["email"])
        try:
            actions.begin_round(actor=signed_in(request), source=found, address=address)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The letter was sent. Until the answer no quote of this source is published."))
            return redirect("comments", programme, town, found.pk)
    participant = found.ecosystem.participant
    rounds = selectors.rounds_of(found)
    last = rounds[0] if rounds else None
    if last is not None:
        last.source = found
    context = programme_context(request, participant.programme, participant) | {
        "source": found,
        "round": row,
        "last": last,
        "rows": [(quote, state_of(quote.answer)) for quote in selectors.quote_rows(last)] if last else [],
        "meant": [] if last else selectors.meant_for_public(found),
        "form": form,
        "may_work": request.user.has_perm(WRITE, participant) and found.erased is None,
    }
    return render(request, "fairness/comments.html", context)


@login_required
@require_POST
def step(request: HttpRequest, programme: str, town: str, source: int, step: str) -> HttpResponse:
    """Send the letter again, revoke its link, close the round or take it back."""
    found = get_source(request.user, programme, town, source, WRITE)
    if step not in STEPS:
        raise Http404
    run, told = STEPS[step]
    run(actor=signed_in(request), round=selectors.get_open_round(found))
    messages.success(request, told)
    return redirect("comments", programme, town, found.pk)


@login_required
@require_POST
def decide(request: HttpRequest, programme: str, town: str, answer: int, decision: str) -> HttpResponse:
    """Accept a correction or not."""
    found = selectors.get_answer(request.user, programme, town, answer, WRITE)
    if decision not in DECISIONS:
        raise Http404
    DECISIONS[decision](actor=signed_in(request), answer=found)
    messages.success(request, _("Saved."))
    return redirect("comments", programme, town, found.passage.source_id)
