"""Pages of structures: what is permanent, what ends when, and a draft of an agreement from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Language, Problem
from seutukuva.base.languages import as_language
from seutukuva.network.vocabulary import vocabulary
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.indicators.downloads import document_file, sent
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.kit.releases.writers import WRITERS
from seutukuva.web.network import actions, selectors
from seutukuva.web.network.drafts import agreement_document
from seutukuva.web.network.forms import STRUCTURE_KINDS, StructureForm
from seutukuva.web.network.lasting import ends_of, lasting_of
from seutukuva.web.network.views.overview import READ, WRITE
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant
from seutukuva.writers import html

if TYPE_CHECKING:
    from seutukuva.web.network.models import Actor, Structure
    from seutukuva.web.programmes.models import Ecosystem


@login_required
@require_safe
def structures(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show what is permanent and what ends when, and the forms that cooperation can take."""
    participant = get_participant(request.user, programme, town, READ)
    ecosystem, language = default_ecosystem(participant), as_language(get_language())
    held = selectors.town_network(participant, language)
    context = programme_context(request, participant.programme, participant) | {
        "rows": selectors.structure_rows(selectors.structures_of(ecosystem), language),
        "kinds": STRUCTURE_KINDS,
        "forms": vocabulary().forms,
        "lasting": lasting_of(held.network),
        "ends": ends_of(held.network),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "network/structures.html", context)


@login_required
def structure_new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Add a structure."""
    participant = get_participant(request.user, programme, town, WRITE)
    ecosystem = default_ecosystem(participant)
    form = StructureForm(request.POST or None, actors=_choices(ecosystem), initial={"form": request.GET.get("form")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_structure(actor=signed_in(request), ecosystem=ecosystem, terms=form.terms)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The structure was saved."))
            return redirect("structure", programme, town, made.pk)
    context = programme_context(request, participant.programme, participant) | {"form": form}
    return render(request, "network/structure_new.html", context)


@login_required
@require_safe
def structure(request: HttpRequest, programme: str, town: str, structure: int) -> HttpResponse:
    """Show a structure: mandate, members, goals, contributions, term."""
    found = selectors.get_structure(request.user, programme, town, structure, READ)
    return render(request, "network/structure.html", _context(request, found))


@login_required
def structure_change(request: HttpRequest, programme: str, town: str, structure: int) -> HttpResponse:
    """Change a structure."""
    found = selectors.get_structure(request.user, programme, town, structure, WRITE)
    row = _row(found, as_language(get_language()))
    initial: dict[str, Any] = {
        **{field: getattr(found, field) for field in ("kind", "form", "funding", "start", "end")},
        **{field: getattr(row, field).bodies for field in ("name", "mandate", "goals", "contributions")},
        "members": [str(pk) for pk, _name in row.members],
    }
    form = StructureForm(request.POST or None, actors=_choices(found.ecosystem), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_structure(actor=signed_in(request), structure=found, terms=form.terms)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The structure was saved."))
            return redirect("structure", programme, town, found.pk)
    return render(request, "network/structure_change.html", _context(request, found) | {"form": form})


@login_required
@require_POST
def structure_remove(request: HttpRequest, programme: str, town: str, structure: int) -> HttpResponse:
    """Take a structure away."""
    found = selectors.get_structure(request.user, programme, town, structure, WRITE)
    actions.remove_structure(actor=signed_in(request), structure=found)
    messages.success(request, _("The structure was taken away."))
    return redirect("structures", programme, town)


@login_required
@require_safe
def agreement(request: HttpRequest, programme: str, town: str, structure: int) -> HttpResponse:
    """Show a draft of an agreement begun from a structure."""
    found = selectors.get_structure(request.user, programme, town, structure, READ)
    language = as_language(get_language())
    document = agreement_document(_row(found, language), language)
    # The writer escapes every text of the Document.
    context = _context(request, found) | {"draft": mark_safe(html.write(document))}
    return render(request, "network/agreement.html", context)


@login_required
@require_safe
def agreement_file(request: HttpRequest, programme: str, town: str, structure: int, ending: str) -> HttpResponse:
    """Send the draft as PDF, as Word, where it is written on, as slides or as a page that stands alone."""
    found = selectors.get_structure(request.user, programme, town, structure, READ)
    language = as_language(get_language())
    document = agreement_document(_row(found, language), language)
    name = f"{town}-agreement-{found.pk}"
    if ending in WRITERS:
        return document_file(document, ending, name)
    if ending == "html":
        page = html.standalone(document, "").encode("utf-8")
        return sent(page, "text/html; charset=utf-8", f"{name}.html", synthetic=document.synthetic)
    raise Http404


def _context(request: HttpRequest, found: Structure) -> dict[str, Any]:
    participant = found.ecosystem.participant
    row = _row(found, as_language(get_language()))
    return programme_context(request, participant.programme, participant) | {
        "row": row,
        "kind": STRUCTURE_KINDS[found.kind],
        "form_of": vocabulary().form(found.form) if found.form else None,
        "may_work": request.user.has_perm(WRITE, participant),
    }


def _row(found: Structure, language: Language) -> selectors.StructureRow:
    return selectors.structure_rows([found], language)[0]


def _choices(ecosystem: Ecosystem) -> list[tuple[Actor, str]]:
    rows = selectors.actors_of(ecosystem)
    names = selectors.actor_names(rows, as_language(get_language()))
    return sorted(((row, names[row.pk]) for row in rows), key=lambda one: one[1].casefold())
