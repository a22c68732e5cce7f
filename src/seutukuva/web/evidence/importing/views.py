"""Pages of the import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.importing import actions, selectors
from seutukuva.web.evidence.importing.facts import COLUMNS, Changes, as_table, changes_from_csv
from seutukuva.web.evidence.importing.files import Upload
from seutukuva.web.evidence.importing.forms import (
    ColumnsForm,
    FactsFileForm,
    FactsForm,
    ImportForm,
    changes_of,
    facts_forms,
)
from seutukuva.web.evidence.models import ImportBatch
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant
from seutukuva.writers import csv

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Ecosystem

WRITE = "programmes.work_on_town"
PAGE = 50


@login_required
def imports(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Bring files, and list what was brought before."""
    participant = get_participant(request.user, programme, town, WRITE)
    ecosystem = default_ecosystem(participant)
    form = ImportForm(
        request.POST or None, request.FILES or None, initial={"labels": selectors.usual_labels(ecosystem)}
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        uploads, prefix = [Upload(file) for file in data.pop("uploads")], data.pop("labels")
        batch = actions.start_import(
            actor=signed_in(request), ecosystem=ecosystem, uploads=uploads, prefix=prefix, **data
        )
        return redirect("import_batch", programme, town, batch.pk)
    context = programme_context(request, participant.programme, participant) | {
        "form": form,
        "batches": selectors.batches(ecosystem),
    }
    return render(request, "evidence/imports.html", context)


@login_required
@require_safe
def batch(request: HttpRequest, programme: str, town: str, batch: int) -> HttpResponse:
    """Show how far the files of a batch are, a line for each."""
    found = selectors.get_batch(request.user, programme, town, batch)
    context = _context(request, found) | {"batch": found, "progress": selectors.progress(found)}
    return render(request, "evidence/import_batch.html", context)


@login_required
@require_POST
def again(request: HttpRequest, programme: str, town: str, batch: int) -> HttpResponse:
    """Have the files that still wait read."""
    found = selectors.get_batch(request.user, programme, town, batch)
    actions.read_again(actor=signed_in(request), batch=found)
    return redirect("import_batch", programme, town, found.pk)


@login_required
def columns(request: HttpRequest, programme: str, town: str, batch: int, file: int) -> HttpResponse:
    """Choose what the columns of a table are, and have it read again."""
    found = selectors.get_table(request.user, programme, town, batch, file)
    form = ColumnsForm(request.POST or None, selectors.columns(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(actor=signed_in(request), file=found, columns=form.uses)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            return redirect("import_batch", programme, town, batch)
    context = _context(request, found.batch) | {"batch": found.batch, "file": found, "form": form}
    return render(request, "evidence/import_columns.html", context)


@login_required
def facts(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Set the case variables of many sources, in a table or from a CSV."""
    participant = get_participant(request.user, programme, town, WRITE)
    ecosystem = default_ecosystem(participant)
    asked = request.GET.get("batch", "")
    chosen = selectors.get_batch(request.user, programme, town, int(asked)) if asked.isdecimal() else None
    page = Paginator(selectors.sources(ecosystem, chosen), PAGE).get_page(request.GET.get("page"))
    from_file = "from_file" in request.POST
    rows = facts_forms(None if from_file else request.POST or None, page.object_list)
    file_form = FactsFileForm(request.POST, request.FILES) if from_file else FactsFileForm()
    problem = None
    if request.method == "POST":
        try:
            changes = _from_file(file_form, ecosystem) if from_file else _from_rows(rows)
            if changes is not None:
                actions.change_facts(actor=signed_in(request), ecosystem=ecosystem, changes=changes)
                told = ngettext("%(n)s source was changed.", "%(n)s sources were changed.", len(changes))
                messages.success(request, told % {"n": len(changes)})
                return redirect(request.get_full_path())
        except Problem as refused:
            problem = refused
    context = programme_context(request, participant.programme, participant) | {
        "rows": rows,
        "page": page,
        "batch": chosen,
        "file_form": file_form,
        "problem": problem,
        "columns": ", ".join(COLUMNS.values()),
    }
    return render(request, "evidence/facts.html", context)


@login_required
@require_safe
def facts_file(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Send the case variables of a town's sources as CSV."""
    participant = get_participant(request.user, programme, town, WRITE)
    table = as_table(selectors.sources(default_ecosystem(participant)))
    response = HttpResponse(csv.write(table), content_type="text/csv; charset=utf-8")
    mark = "-synthetic" if participant.programme.synthetic else ""
    response["Content-Disposition"] = f'attachment; filename="{participant.slug}-sources{mark}.csv"'
    return response


def _from_file(form: FactsFileForm, ecosystem: Ecosystem) -> Changes | None:
    if not form.is_valid():
        return None
    upload = Upload(form.cleaned_data["file"])
    return changes_from_csv(upload.read(), upload.name, selectors.sources(ecosystem))


def _from_rows(rows: list[FactsForm]) -> Changes | None:
    valid = [form.is_valid() for form in rows]  # all of them: each tells its own faults
    return changes_of(rows) if all(valid) else None


def _context(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    participant = batch.ecosystem.participant
    return programme_context(request, participant.programme, participant)
