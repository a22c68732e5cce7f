"""Files of actors and ties: brought all or none, and taken away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seutukuva.base import Problem
from seutukuva.base import render as say
from seutukuva.base.languages import as_language
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.network import selectors
from seutukuva.web.network.bringing import Upload, import_network, read, remove_dataset
from seutukuva.web.network.forms import ColumnsForm, ImportForm
from seutukuva.web.network.views.overview import WRITE
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from seutukuva.web.network.models import Dataset
    from seutukuva.web.programmes.models import Ecosystem


@login_required
def network_import(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Bring a file of actors and ties, and list what was brought before."""
    participant = get_participant(request.user, programme, town, WRITE)
    ecosystem = default_ecosystem(participant)
    form = ImportForm(request.POST or None, request.FILES or None)
    columns = ColumnsForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid() and columns.is_valid():
        try:
            _bring(request, ecosystem, form, columns)
        except Problem as refused:
            problem = refused
        else:
            return redirect("town_network", programme, town)
    context = programme_context(request, participant.programme, participant) | {
        "form": form,
        "columns": columns,
        "problem": problem,
        "datasets": selectors.datasets_of(ecosystem),
    }
    return render(request, "network/import.html", context)


@login_required
@require_POST
def dataset_remove(request: HttpRequest, programme: str, town: str, dataset: int) -> HttpResponse:
    """Take a file's ties and actors away."""
    row = selectors.get_dataset(request.user, programme, town, dataset, WRITE)
    remove_dataset(actor=signed_in(request), dataset=row)
    messages.success(request, _("The material was taken away."))
    return redirect("network_import", programme, town)


def _bring(request: HttpRequest, ecosystem: Ecosystem, form: ImportForm, columns: ColumnsForm) -> Dataset:
    told = dict(form.cleaned_data)
    main, more = _upload(told.pop("main")), told.pop("more")
    reading = read(told.pop("format"), main, _upload(more) if more else None, columns.columns)
    row = import_network(actor=signed_in(request), ecosystem=ecosystem, reading=reading, **told)
    count = reading.imported.ties.height
    done = ngettext("%(n)s tie was brought.", "%(n)s ties were brought.", count)
    messages.success(request, done % {"n": count})
    for note in reading.imported.notes:
        messages.info(request, say(note, as_language(get_language())))
    return row


def _upload(file: UploadedFile[bytes]) -> Upload:
    return Upload(file.name or "", file.read())
