"""Pages of the codebook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.coding import actions, codebook_actions, selectors
from seutukuva.web.evidence.coding.forms import MEANINGS, NewCodeForm, OldCodeForm
from seutukuva.web.evidence.forms import termed
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.maturity import dimension_names
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

READ, WRITE = "programmes.belong", "programmes.analyse"


@login_required
@require_safe
def codebook(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the codes with their definitions and how often they are used."""
    row = get_programme(request.user, programme, READ)
    rows, used = selectors.codes_of(row), selectors.times_used(request.user, row)
    context = programme_context(request, row) | {
        "rows": [(code, used.get(code.code.pk, 0)) for code in rows],
        "memos": selectors.memos_about(code.code.urn for code in rows),
        "versions": selectors.versions(row),
        "meanings": dict(meanings(row)),
        "may_work": request.user.has_perm(WRITE, row),
    }
    return render(request, "coding/codebook.html", context)


@login_required
@require_POST
def adopt(request: HttpRequest, programme: str) -> HttpResponse:
    """Take the shipped codebook into the programme."""
    row = get_programme(request.user, programme, WRITE)
    count = codebook_actions.adopt_codebook(actor=signed_in(request), programme=row)
    told = ngettext("%(n)s code was added.", "%(n)s codes were added.", count)
    messages.success(request, told % {"n": count})
    return redirect("codebook", programme)


@login_required
def new(request: HttpRequest, programme: str) -> HttpResponse:
    """Add a code."""
    row = get_programme(request.user, programme, WRITE)
    rows = selectors.codes_of(row)
    form = NewCodeForm(request.POST or None, codes=rows, meanings=meanings(row))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"parent": _parent(rows, form.cleaned_data["parent"])}
        try:
            codebook_actions.add_code(actor=signed_in(request), programme=row, **values)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The code was added."))
            return redirect("codebook", programme)
    return render(request, "coding/code.html", programme_context(request, row) | {"form": form, "code": None})


@login_required
def change(request: HttpRequest, programme: str, code: int) -> HttpResponse:
    """Change a code."""
    row = selectors.get_code(request.user, programme, code, WRITE)
    initial = {
        "names": own_text(row.urn, "name").bodies,
        "definitions": own_text(row.urn, "definition").bodies,
        "examples": own_text(row.urn, "examples").bodies,
        "colour": row.colour,
        "points_to": row.points_to,
        "retired": row.retired,
    }
    form = OldCodeForm(request.POST or None, initial=initial, meanings=meanings(row.programme))
    if request.method == "POST" and form.is_valid():
        codebook_actions.change_code(actor=signed_in(request), code=row, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("codebook", programme)
    context = programme_context(request, row.programme) | {
        "form": form,
        "code": row,
        "name": own_text(row.urn, "name").shown(get_language() or "fi"),
        "memos": selectors.memos_about([row.urn]).get(row.urn, []),
    }
    return render(request, "coding/code.html", context)


@login_required
@require_POST
def memo(request: HttpRequest, programme: str, code: int) -> HttpResponse:
    """Write a memo on a code."""
    row = selectors.get_code(request.user, programme, code, WRITE)
    body = request.POST.get("body", "").strip()
    if body:
        actions.write_programme_memo(actor=signed_in(request), programme=row.programme, about=row.urn, body=body)
    return redirect("code_change", programme, code)


@login_required
@require_safe
def version(request: HttpRequest, programme: str, number: int) -> HttpResponse:
    """Show the codebook as it stood in a version."""
    row = get_programme(request.user, programme, READ)
    found = next((one for one in selectors.versions(row) if one.number == number), None)
    if found is None:
        raise Http404
    language = get_language() or "fi"
    codes = [
        code
        | {
            "name": _first(code["names"], language) or code["slug"],
            "definition": _first(code["definitions"], language),
            "depth": code["slug"].count("."),
        }
        for code in found.content
    ]
    return render(request, "coding/version.html", programme_context(request, row) | {"version": found, "codes": codes})


def meanings(programme: Any) -> list[tuple[str, Any]]:
    """Return what a code can point to: leader, gaps and so on, and the dimensions that the programme's model has or
    had."""
    names = dimension_names([programme.pk])[programme.pk]
    dimensions = [(f"dimension:{id_}", termed(name)) for id_, name in names.items()]
    leaders = [
        ("leader:city", _("the city leads")),
        ("leader:company", _("companies lead")),
        ("leader:education", _("an educational institution leads")),
        ("leader:shared", _("shared leadership")),
        ("leader:none", _("nobody leads")),
    ]
    return [*MEANINGS, *leaders, *dimensions]


def _parent(rows: list[selectors.CodeRow], chosen: str) -> Any:
    return next((row.code for row in rows if str(row.code.pk) == chosen), None)


def _first(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
