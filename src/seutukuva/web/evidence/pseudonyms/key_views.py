"""Pages of those who hold the key: who a marker is, the names put back, the names destroyed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from seutukuva.base import Problem
from seutukuva.evidence.pseudonyms import Entry
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms import key_actions, selectors
from seutukuva.web.evidence.pseudonyms.forms import CATEGORY_NAMES, AnonymiseAgainForm, AnonymiseForm
from seutukuva.web.evidence.pseudonyms.gate import standings
from seutukuva.web.evidence.pseudonyms.models import Standing
from seutukuva.web.evidence.selectors import get_source
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context

KEY = "programmes.hold_key"


@login_required
@never_cache
def key(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """List a source's markers; by a button, who one of them is. The look is recorded, so it is no GET."""
    found = get_source(request.user, programme, town, source, KEY)
    entries = selectors.key_of(found)
    shown: dict[int, Entry] = {}
    if request.method == "POST":
        wanted = next((row for row in entries if str(row.pk) == request.POST.get("entry")), None)
        if wanted is None:
            raise Http404
        shown[wanted.pk] = key_actions.look_up(actor=signed_in(request), entry=wanted)
    names = dict(CATEGORY_NAMES)
    rows = [(row, names[row.category], shown.get(row.pk)) for row in entries]
    destroyed = standings([found])[found.pk] == Standing.ANONYMISED
    context = _context(request, found) | {"rows": rows, "destroyed": destroyed}
    return render(request, "pseudonyms/key.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Put the names back into the text."""
    found = get_source(request.user, programme, town, source, KEY)
    try:
        key_actions.restore_names(actor=signed_in(request), source=found)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, _("The names stand in the text again. The source is raw until they are replaced."))
    return redirect("names", programme, town, source)


@login_required
def anonymise(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Destroy the names for good: asked first whether it is understood, then for the source's label."""
    found = get_source(request.user, programme, town, source, KEY)
    first = AnonymiseForm(request.POST or None)
    again = AnonymiseAgainForm(request.POST if "label" in request.POST else None)
    understood = request.method == "POST" and first.is_valid()
    if understood and again.is_valid():
        try:
            key_actions.anonymise(actor=signed_in(request), source=found, label=again.cleaned_data["label"])
        except Problem as problem:
            again.add_error("label", problem_text(problem))
        else:
            messages.success(request, _("The names are destroyed. The source is anonymised."))
            return redirect("source", programme, town, source)
    context = _context(request, found) | {
        "form": again if understood else first,
        "understood": understood,
        "ready": selectors.standing_of(found) == Standing.PSEUDONYMISED,
        "elsewhere": selectors.names_elsewhere(found),
    }
    return render(request, "pseudonyms/anonymise.html", context)


def _context(request: HttpRequest, source: Source) -> dict[str, Any]:
    participant = source.ecosystem.participant
    return programme_context(request, participant.programme, participant) | {"source": source}
