"""What coding marked: taken into the network with one click."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.network.forms import LastsForm, kind_choices
from seutukuva.web.network.mentions import Lasts, inbox, take_mentions
from seutukuva.web.network.views.overview import READ, WRITE
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant


@login_required
@require_safe
def mentions(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """List the mentions that are not in the network yet, with their passages."""
    participant = get_participant(request.user, programme, town, READ)
    found = inbox(default_ecosystem(participant))
    context = programme_context(request, participant.programme, participant) | {
        "inbox": found,
        "open": [(one, LastsForm(auto_id=f"{one.number}-%s") if one.other else None) for one in found.open],
        "kinds": kind_choices(),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "network/mentions.html", context)


@login_required
@require_POST
def mentions_take(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Take one mention, or all that wait, into the network."""
    participant = get_participant(request.user, programme, town, WRITE)
    ecosystem = default_ecosystem(participant)
    waiting = inbox(ecosystem).open
    asked = request.POST.get("mention", "")
    numbers = [int(asked)] if asked.isdecimal() else [one.number for one in waiting]
    known = {kind for kind, _name in kind_choices()}
    chosen = zip(request.POST.getlist("name"), request.POST.getlist("kind"), strict=False)
    kinds = {name: kind for name, kind in chosen if kind in known}
    form = LastsForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for told in form.errors.values() for error in told))
        return redirect("mentions", programme, town)
    lasts = {int(asked): Lasts(**form.cleaned_data)} if asked.isdecimal() else {}
    try:
        take_mentions(actor=signed_in(request), ecosystem=ecosystem, mentions=numbers, kinds=kinds, lasts=lasts)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        told = ngettext("%(n)s mention is now in the network.", "%(n)s mentions are now in the network.", len(numbers))
        messages.success(request, told % {"n": len(numbers)} if numbers else _("Nothing was waiting."))
    return redirect("mentions", programme, town)
