"""The page of a programme's maturity model: to read, to download, to change, to go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem, languages
from seutukuva.base.languages import as_language
from seutukuva.picture.model_reading import parse_maturity_model
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.picture.modelling import (
    ModelFileForm,
    TryForm,
    UseModelForm,
    beside,
    change_to,
    model_picture,
)
from seutukuva.web.programmes.maturity import content_of, faults_of, model_of, shipped_text, version_in_use, versions_of
from seutukuva.web.programmes.maturity_actions import use_model
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme

READ, WRITE = "programmes.belong", "programmes.analyse"


@login_required
@require_safe
def model(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the model in use, its versions, and the levels under another prior or size of the shared error."""
    return _page(request, get_programme(request.user, programme, READ))


@login_required
@require_safe
def model_file(request: HttpRequest, programme: str, number: int) -> HttpResponse:
    """Send a version as TOML; 0 is the shipped model."""
    row = get_programme(request.user, programme, READ)
    text = content_of(row, number)
    if text is None:
        raise Http404
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.slug}-model-{number}.toml"'
    return answer


@login_required
@require_POST
def model_change(request: HttpRequest, programme: str) -> HttpResponse:
    """Show what a changed file, or an earlier version, would do to the levels; nothing is changed yet."""
    row = get_programme(request.user, programme, WRITE)
    if "back" in request.POST:
        number = request.POST["back"]
        text = content_of(row, int(number)) if number.isdecimal() and len(number) < 6 else None
        if text is None:
            raise Http404
    else:
        form = ModelFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, row, form)
        text = form.cleaned_data["file"]
        for fault in faults_of(text):
            form.add_error("file", problem_text(fault))
        if form.errors:
            return _page(request, row, form)
    given = "" if text == shipped_text() else text
    use = UseModelForm(initial={"text": given, "seen": version_in_use(row)})
    return _change_page(request, row, text, use)


@login_required
@require_POST
def model_use(request: HttpRequest, programme: str) -> HttpResponse:
    """Take a model into use that was looked at."""
    row = get_programme(request.user, programme, WRITE)
    form = UseModelForm(request.POST)
    text = str(form.data.get("text", "")).replace("\r\n", "\n")
    faults = faults_of(text) if text else []
    if faults:  # only a page that was tampered with gets here
        messages.error(request, problem_text(faults[0]))
        return redirect("picture_model", programme)
    if form.is_valid():
        try:
            made = use_model(actor=signed_in(request), programme=row, **form.cleaned_data)
        except Problem as problem:
            messages.error(request, problem_text(problem))
        else:
            messages.success(request, _("Version %(n)s of the model is in use.") % {"n": made.number})
        return redirect("picture_model", programme)
    return _change_page(request, row, text or shipped_text(), form)


def _page(request: HttpRequest, row: Programme, form: ModelFileForm | None = None) -> HttpResponse:
    in_use, language = model_of(row), as_language(get_language())
    asked = {"prior", "shared"} & set(request.GET)
    trying = TryForm(request.GET if asked else None, model=in_use)
    versions = versions_of(row)
    context = programme_context(request, row) | {
        "picture": model_picture(in_use, language),
        "share": languages.percent(in_use.share, language),
        "versions": versions,
        "own": bool(versions and versions[0].content),
        "number": version_in_use(row),
        "beside": beside(request.user, row),
        "trying": trying,
        "tried": change_to(request.user, row, trying.varied(in_use)) if asked and trying.is_valid() else None,
        "may_change": request.user.has_perm(WRITE, row),
        "form": form or ModelFileForm(),
    }
    return render(request, "picture/model.html", context)


def _change_page(request: HttpRequest, row: Programme, text: str, form: UseModelForm) -> HttpResponse:
    proposed = parse_maturity_model(text)
    context: dict[str, Any] = programme_context(request, row) | {
        "proposed": proposed,
        "change": change_to(request.user, row, proposed),
        "form": form,
    }
    return render(request, "picture/model_change.html", context)
