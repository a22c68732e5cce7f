"""The page on which a person takes the names out of a text. Everything on it is a plain form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms import actions, selectors
from seutukuva.web.evidence.pseudonyms.forms import CATEGORY_NAMES, AddNameForm, ChecklistForm
from seutukuva.web.evidence.pseudonyms.models import State
from seutukuva.web.evidence.selectors import get_source
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context

WRITE, KEY = "programmes.work_on_town", "programmes.hold_key"
DECISIONS = {"accept": State.ACCEPTED, "reject": State.REJECTED, "open": State.OPEN}


@login_required
@require_safe
def names(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Show a source's text with what may tell who is meant, and what was decided of it."""
    return _page(request, get_source(request.user, programme, town, source, WRITE))


@login_required
@require_POST
def find(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Look for names in the text as it is now."""
    found = get_source(request.user, programme, town, source, WRITE)
    return _written(request, found, lambda: actions.look_for_names(actor=signed_in(request), source=found))


@login_required
@require_POST
def decide(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Confirm or reject one mention, or all of a name: the button says which ("accept-12", "reject_all-12")."""
    found = get_source(request.user, programme, town, source, WRITE)
    said, _dash, number = request.POST.get("decision", "").partition("-")
    word, _line, scope = said.partition("_")
    if word not in DECISIONS or not number.isdecimal() or len(number) > 18:
        raise Http404
    group = selectors.group_of(found, int(number))
    if not group:
        raise Http404
    category = request.POST.get("category", "")
    if category not in dict(CATEGORY_NAMES):
        category = ""
    chosen = group if scope == "all" else [int(number)]

    def write() -> None:
        actions.decide(
            actor=signed_in(request), source=found, suggestions=chosen, state=DECISIONS[word], category=category
        )

    return _written(request, found, write, f"#name-{group[0]}")


@login_required
@require_POST
def add(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Mark words that were missed."""
    found = get_source(request.user, programme, town, source, WRITE)
    form = AddNameForm(request.POST)
    if form.is_valid():
        try:
            actions.add_name(actor=signed_in(request), source=found, **form.cleaned_data)
        except Problem as problem:
            form.add_error("words", problem_text(problem))
        else:
            messages.success(request, _("Marked and confirmed."))
            return HttpResponseRedirect(f"{_address(found)}#list")
    return _page(request, found, add_form=form)


@login_required
@require_POST
def replace(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Put markers in the place of what was confirmed."""
    found = get_source(request.user, programme, town, source, WRITE)
    done = _("The confirmed names were replaced by markers. Go through the list below before you say that it is done.")
    return _written(
        request, found, lambda: actions.replace_names(actor=signed_in(request), source=found), "#check", done
    )


@login_required
@require_POST
def done(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Say that a source is pseudonymised."""
    found = get_source(request.user, programme, town, source, WRITE)
    form = ChecklistForm(request.POST, risks=selectors.risks_of(found))
    if form.is_valid():
        try:
            actions.vouch(actor=signed_in(request), source=found, ticked=form.cleaned_data["risks"])
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The source is pseudonymised. Code it next."))
            return redirect("source", programme, town, source)
    return _page(request, found, checklist=form)


def _written(
    request: HttpRequest, source: Source, write: Any, place: str = "#list", said: str = ""
) -> HttpResponseRedirect:
    """Let `write` write, tell what came of it, and go back to a place of the page."""
    try:
        write()
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        if said:
            messages.success(request, said)
    return HttpResponseRedirect(f"{_address(source)}{place}")


def _address(source: Source) -> str:
    town = source.ecosystem.participant
    return reverse("names", args=[town.programme.slug, town.slug, source.pk])


def _page(
    request: HttpRequest, source: Source, add_form: forms.Form | None = None, checklist: forms.Form | None = None
) -> HttpResponse:
    participant = source.ecosystem.participant
    desk = selectors.desk_of(source)
    context = programme_context(request, participant.programme, participant) | {
        "source": source,
        "desk": desk,
        "runs": selectors.marked(source, [] if desk.stale else desk.things),
        "categories": CATEGORY_NAMES,
        "add_form": add_form or AddNameForm(),
        "checklist": checklist or (ChecklistForm(risks=selectors.risks_of(source)) if desk.ready else None),
        "elsewhere": selectors.names_elsewhere(source),
        "holds_key": request.user.has_perm(KEY, participant),
    }
    return render(request, "pseudonyms/names.html", context)
