"""Business ids from a register: candidates are shown with reasons, a person accepts them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.network.bringing import Upload
from seutukuva.web.network.registering import RegisterForm, candidates, store_business_ids
from seutukuva.web.network.views.overview import WRITE
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant

_FIELD = "actor-"


@login_required
def register_links(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Compare the actors without a business id with a register."""
    participant = get_participant(request.user, programme, town, WRITE)
    form = RegisterForm(request.POST or None, request.FILES or None)
    context = programme_context(request, participant.programme, participant) | {"form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["main"]
        try:
            upload = Upload(file.name or "", file.read())
            context["found"] = candidates(request.user, participant, upload, as_language(get_language()))
        except Problem as problem:
            context["problem"] = problem
    return render(request, "network/register.html", context)


@login_required
@require_POST
def register_store(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Store the business ids that were accepted."""
    participant = get_participant(request.user, programme, town, WRITE)
    told = {name.removeprefix(_FIELD): value for name, value in request.POST.items() if name.startswith(_FIELD)}
    chosen = {int(key): str(value) for key, value in told.items() if value and key.isdecimal() and len(key) < 19}
    try:
        store_business_ids(actor=signed_in(request), ecosystem=default_ecosystem(participant), chosen=chosen)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        done = ngettext("%(n)s business id was stored.", "%(n)s business ids were stored.", len(chosen))
        messages.success(request, done % {"n": len(chosen)} if chosen else _("No business id was chosen."))
    return redirect("register_links", programme, town)
