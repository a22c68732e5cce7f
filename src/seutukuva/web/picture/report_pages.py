"""Pages of the situation reports: own texts with the draft, the draft as a file. Publishing stands in `review`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seutukuva.base.languages import as_language
from seutukuva.picture import PROGRAMME_SECTIONS, sections
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.releases.selectors import releases_of
from seutukuva.web.kit.releases.writers import WRITERS
from seutukuva.web.kit.texts.notices import tell_changed_alone
from seutukuva.web.picture import reporting
from seutukuva.web.picture.report_forms import ReportTextsForm
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme
from seutukuva.writers import html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seutukuva.documents import Document
    from seutukuva.web.kit.texts.selectors import OwnText

READ, WRITE, PUBLISH = "programmes.read_town", "programmes.work_on_town", "programmes.publish"
ENDINGS: Final = (*WRITERS, "html")
_SHEET: Final = "seutukuva/seutukuva.css"


@login_required
def town_report(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show the draft of a town's report, and write its own texts."""
    participant = get_participant(request.user, programme, town, WRITE if request.method == "POST" else READ)
    ecosystem = default_ecosystem(participant)
    gathered = reporting.report_matter(ecosystem)
    model = gathered.matter.judged.model
    form = ReportTextsForm(request.POST or None, known=sections(model), texts=gathered.texts, model=model)
    if request.method == "POST" and form.is_valid():
        reporting.write_town_texts(actor=signed_in(request), ecosystem=ecosystem, texts=form.cleaned_data)
        messages.success(request, _("Saved."))
        tell_changed_alone(request, _edited(gathered.texts, form.cleaned_data))
        return redirect("situation_report", programme, town)
    made = reporting.town_edition(gathered, as_language(get_language()), signed_in(request))
    context = programme_context(request, participant.programme, participant) | {
        "form": form if request.user.has_perm(WRITE, participant) else None,
        "may_publish": request.user.has_perm(PUBLISH, participant.programme),
        "releases": [row for row in releases_of(ecosystem.urn) if row.kind == reporting.KIND],
    }
    return render(request, "picture/situation_report.html", context | _shown(made.document))


@login_required
@require_safe
def town_report_file(request: HttpRequest, programme: str, town: str, ending: str) -> HttpResponse:
    """Send the draft of a town's report as a file."""
    participant = get_participant(request.user, programme, town, READ)
    _check(ending)
    gathered = reporting.report_matter(default_ecosystem(participant))
    made = reporting.town_edition(gathered, as_language(get_language()), signed_in(request))
    return _sent(made.document, ending, reporting.town_address(participant))


@login_required
def programme_report(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the draft of a programme's report, and write its own texts."""
    row = get_programme(request.user, programme, PUBLISH)
    texts = reporting.report_texts(row.urn)
    form = ReportTextsForm(request.POST or None, known=PROGRAMME_SECTIONS, texts=texts)
    if request.method == "POST" and form.is_valid():
        reporting.write_programme_texts(actor=signed_in(request), programme=row, texts=form.cleaned_data)
        messages.success(request, _("Saved."))
        tell_changed_alone(request, _edited(texts, form.cleaned_data))
        return redirect("programme_report", programme)
    made = reporting.programme_edition(row, as_language(get_language()), signed_in(request))
    context = programme_context(request, row) | {
        "form": form,
        "may_publish": True,
        "releases": [release for release in releases_of(row.urn) if release.kind == reporting.KIND],
    }
    return render(request, "picture/situation_report.html", context | _shown(made.document))


@login_required
@require_safe
def programme_report_file(request: HttpRequest, programme: str, ending: str) -> HttpResponse:
    """Send the draft of a programme's report as a file."""
    row = get_programme(request.user, programme, PUBLISH)
    _check(ending)
    made = reporting.programme_edition(row, as_language(get_language()), signed_in(request))
    return _sent(made.document, ending, reporting.programme_address(row))


def _edited(
    texts: Mapping[str, OwnText], written: Mapping[str, Mapping[str, str]]
) -> list[tuple[OwnText, Mapping[str, str]]]:
    return [(text, written[section]) for section, text in texts.items() if section in written]


def _shown(document: Document) -> dict[str, Any]:
    # The writer escapes every text.
    return {"article": mark_safe(html.write(document)), "endings": ENDINGS}


def _check(ending: str) -> None:
    if ending not in ENDINGS:
        raise Http404


def _sent(document: Document, ending: str, name: str) -> HttpResponse:
    """Return a draft as a file; it is not kept, for a draft is not published."""
    if ending == "html":
        kind, content = "text/html; charset=utf-8", _page(document)
    else:
        kind, write = WRITERS[ending]
        content = write(document)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}-{document.language}-draft.{ending}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(document: Document) -> bytes:
    """Return a draft as a page with its style sheet inside."""
    sheet = finders.find(_SHEET)
    if not isinstance(sheet, str):
        raise Http404
    return html.standalone(document, Path(sheet).read_text(encoding="utf-8")).encode("utf-8")
