"""The editor of a composite index: the form, and beside it what each choice does to the ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seutukuva.base import Language, Problem
from seutukuva.base.languages import as_language
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.indicators import selectors
from seutukuva.web.indicators.board import Board
from seutukuva.web.indicators.composite import actions, words
from seutukuva.web.indicators.composite.definition import Definition
from seutukuva.web.indicators.composite.form import IndexForm
from seutukuva.web.indicators.composite.page import idle_weights
from seutukuva.web.indicators.composite.results import Result, computed
from seutukuva.web.indicators.composite.selectors import Index, get_index
from seutukuva.web.indicators.models import CompositeIndex
from seutukuva.web.indicators.views.index import index_name, result_context
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme


@login_required
def index_edit(request: HttpRequest, programme: str, index: str) -> HttpResponse:
    """Change an index, or make one of the proposal; without a choice to save only show what it would say."""
    row = get_programme(request.user, programme, "programmes.analyse")
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    found = get_index(row, board, index)
    names: dict[str, str] = {language: _("Index of the towns")}
    if found.name is not None:
        names = dict(found.name.bodies)
    given: dict[str, Any] = {"board": board, "language": language}
    form = IndexForm(request.POST or None, definition=found.definition, names=names, **given)
    definition: Definition | None = found.definition
    if request.method == "POST":
        definition = form.definition() if form.is_valid() else None
        if definition is not None and "save" in request.POST:
            saved = _saved(request, row, found, form, definition)
            if saved is not None:
                messages.success(request, _("The index was saved."))
                return redirect("index_view", row.slug, str(saved.pk))
        elif definition is not None:
            # A row for what was added, and none for what was taken away.
            form = IndexForm(definition=definition, names=form.cleaned_data["name"], **given)
    context = programme_context(request, row) | {
        "form": form,
        "index": found,
        "index_name": index_name(found, language),
    }
    context |= _shown(board, definition, found.definition, language)
    if request.headers.get("HX-Target") == "result":
        return render(request, "indicators/index_result.html", context)
    return render(request, "indicators/index_edit.html", context, status=422 if form.errors else 200)


def _saved(
    request: HttpRequest, programme: Programme, index: Index, form: IndexForm, definition: Definition
) -> CompositeIndex | None:
    """Store the index; None, with the reason on the form, when it makes no tree."""
    try:
        return actions.save_index(
            actor=signed_in(request),
            programme=programme,
            index=index.row,
            names=form.cleaned_data["name"],
            definition=definition.stored,
        )
    except Problem as problem:
        form.add_error(None, problem_text(problem))
        return None


def _shown(board: Board, definition: Definition | None, saved: Definition, language: Language) -> dict[str, Any]:
    """Return what the index would say beside what the saved one says; why it says nothing in `problem`."""
    if definition is None:
        return {"unfinished": True}
    try:
        result = computed(board, definition)
    except Problem as problem:
        return {"problem": words.why_nothing(problem, len(board.towns))}
    idle = idle_weights(board, definition, result, language)
    return result_context(board, result, language, _before(board, saved)) | {"idle": idle}


def _before(board: Board, saved: Definition) -> Result | None:
    try:
        return computed(board, saved)
    except Problem:
        return None  # a saved index that says nothing has no ranks to compare with


@login_required
@require_POST
def index_remove(request: HttpRequest, programme: str, index: str) -> HttpResponse:
    """Remove an index."""
    row = get_programme(request.user, programme, "programmes.analyse")
    found = get_index(row, selectors.board(request.user, row), index)
    if found.row is None:
        raise Http404
    actions.remove_index(actor=signed_in(request), programme=row, index=found.row)
    messages.success(request, _("The index was removed."))
    return redirect("indices", row.slug)
