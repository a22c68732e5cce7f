"""Pages that bring coded projects of other programs (REFI-QDA) and send them out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seutukuva.base import LANGUAGES, Place, Problem
from seutukuva.base.languages import as_language
from seutukuva.evidence.refi import read_codebook, read_project
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence import exchange, exchange_actions
from seutukuva.web.evidence.forms import CONSENTS, said
from seutukuva.web.evidence.models import Consent
from seutukuva.web.evidence.values import KINDS
from seutukuva.web.kit.forms import LANGUAGE_NAMES, problem_text
from seutukuva.web.kit.templatetags.kit import said as told
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme

MOST_BYTES = 100 * 1024 * 1024


class ProjectForm(forms.Form):
    """A coded project, and what holds of all its sources."""

    file = forms.FileField(
        label=gettext_lazy("Project file (.qdpx)"),
        help_text=gettext_lazy("From NVivo, MAXQDA, ATLAS.ti, Taguette and others: “Export, REFI-QDA project”."),
        widget=forms.FileInput({"accept": ".qdpx"}),
    )
    labels = forms.SlugField(
        label=gettext_lazy("Labels begin with"),
        help_text=gettext_lazy(
            "Sources get labels of it and a number, for example K-01. Names are not shown in public."
        ),
        max_length=10,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind, said(f"evidence.kind.{kind}")) for kind in KINDS]
    )
    date = forms.DateField(label=gettext_lazy("Date"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("Where the text itself does not tell it."),
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Consent to quotation"), choices=list(CONSENTS.items()), initial=Consent.ASKED
    )

    def clean_file(self) -> Any:
        """Read the project. Raises ValidationError with the problem in words."""
        file = self.cleaned_data["file"]
        return _read(file, read_project)


class CodebookForm(forms.Form):
    """A codebook of another program."""

    file = forms.FileField(label=gettext_lazy("Codebook file (.qdc)"), widget=forms.FileInput({"accept": ".qdc"}))

    def clean_file(self) -> Any:
        """Read the codebook. Raises ValidationError with the problem in words."""
        return _read(self.cleaned_data["file"], read_codebook)


def _read(file: Any, reader: Callable[[bytes], Any]) -> Any:
    if (file.size or 0) > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than 100 MB. Export the texts without recordings."))
    try:
        return reader(file.read())
    except Problem as problem:
        raise forms.ValidationError(problem_text(problem.at(Place(file=file.name)))) from problem


@login_required
def bring(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Bring a coded project into a town; what the file had and did not come along is told."""
    participant = get_participant(request.user, programme, town, "programmes.work_on_town")
    form = ProjectForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = exchange_actions.Facts(
            kind=data["kind"],
            prefix=data["labels"],
            language=data["language"],
            date=data["date"],
            consent=data["consent"],
        )
        try:
            brought = exchange_actions.bring_project(
                actor=signed_in(request),
                ecosystem=default_ecosystem(participant),
                project=data["file"].project,
                facts=facts,
            )
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            counts = {"sources": brought.sources, "codings": brought.codings}
            messages.success(request, _("%(sources)s sources and %(codings)s codings came in.") % counts)
            for message in (*data["file"].lost, *brought.lost):
                messages.warning(request, told(message))
            return redirect("town_evidence", programme, town)
    context = programme_context(request, participant.programme, participant) | {"form": form}
    return render(request, "evidence/bring.html", context)


@login_required
def bring_codes(request: HttpRequest, programme: str) -> HttpResponse:
    """Take the codes of another program's codebook into the programme's."""
    row = get_programme(request.user, programme, "programmes.analyse")
    form = CodebookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data["file"]
        count = exchange_actions.bring_codebook(actor=signed_in(request), programme=row, codebook=found.codebook)
        messages.success(request, _("The codebook was read: %(n)s codes are new.") % {"n": count})
        for message in found.lost:
            messages.warning(request, told(message))
        return redirect("codebook", programme)
    return render(request, "evidence/bring_codes.html", programme_context(request, row) | {"form": form})


@login_required
@require_safe
def project(request: HttpRequest, programme: str) -> HttpResponse:
    """Send the programme's coded material as a REFI-QDA project."""
    row = get_programme(request.user, programme, "programmes.analyse")
    content = exchange_actions.export_project(
        actor=signed_in(request), programme=row, language=as_language(get_language())
    )
    return _file(content, f"{programme}.qdpx", synthetic=row.synthetic)


@login_required
@require_safe
def codebook(request: HttpRequest, programme: str) -> HttpResponse:
    """Send the codebook as a REFI-QDA codebook."""
    row = get_programme(request.user, programme, "programmes.belong")
    content = exchange.codebook_file(row, as_language(get_language()))
    return _file(content, f"{programme}.qdc", synthetic=row.synthetic)


def _file(content: bytes, name: str, *, synthetic: bool) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    marked = name.replace(".", "-synthetic.", 1) if synthetic else name
    response["Content-Disposition"] = f'attachment; filename="{marked}"'
    return response
