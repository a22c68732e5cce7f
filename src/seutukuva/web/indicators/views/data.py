"""Where every figure comes from: official sources, imported datasets, and the import itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Language, Problem, languages
from seutukuva.base.languages import as_language
from seutukuva.indicators import Indicator, Source, all_sources
from seutukuva.indicators.ages import age_months, missing
from seutukuva.regions import LATEST_YEAR
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.indicators import actions, selectors
from seutukuva.web.indicators.board import own_measure
from seutukuva.web.indicators.downloads import CSV, sent
from seutukuva.web.indicators.files import original_path
from seutukuva.web.indicators.forms import ImportForm
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme, participants_readable_by

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Participant, Programme

SHOWN_ROWS = 200
SHOWN_PROBLEMS = 50


@dataclass(frozen=True)
class SourceRow:
    """A source with its words in the reader's language, its age and what it lacks."""

    source: Source
    title: str
    publisher: str
    years: int
    months: int
    span: str
    missing: tuple[tuple[Indicator, int, int], ...]
    name_of: dict[str, str]


@require_safe
def data(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the sources of official figures, the imported datasets, and the tables that can be fetched."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    sources = [_source_row(source, language) for source in all_sources()]
    context = programme_context(request, row) | {
        "shipped": [] if row.synthetic else [s for s in sources if s.source.file],
        "fetchable": [] if row.synthetic else [s for s in sources if s.source.api],
        "datasets": list(selectors.visible_datasets(request.user, row).select_related("participant")),
        "may_import": bool(_workable(request, row)) or request.user.has_perm("programmes.analyse", row),
    }
    return render(request, "indicators/data.html", context)


def _source_row(source: Source, language: Language) -> SourceRow:
    lacking = missing(source.id) if source.file else ()
    age = age_months(source.last, timezone.localdate()) if source.last else 0
    names = {entry.id: entry.name.text(language) for entry, _count, _of in lacking}
    span = "–".join(languages.period(end, language) for end in (source.first, source.last) if end)
    return SourceRow(
        source=source,
        title=source.title.text(language),
        publisher=source.publisher.text(language),
        years=age // 12,
        months=age % 12,
        span=span,
        missing=lacking,
        name_of=names,
    )


def _workable(request: HttpRequest, programme: Programme) -> list[Participant]:
    towns = participants_readable_by(request.user, programme)
    return [town for town in towns if request.user.has_perm("programmes.work_on_town", town)]


@login_required
def dataset_import(request: HttpRequest, programme: str) -> HttpResponse:
    """Import a CSV: everything wrong is told with its row, and nothing is stored unless all is right."""
    row = get_programme(request.user, programme)
    towns = _workable(request, row)
    may_all = request.user.has_perm("programmes.analyse", row)
    if not towns and not may_all:
        raise Http404
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        towns=towns,
        language=as_language(get_language()),
        may_all=may_all,
        synthetic=row.synthetic,
    )
    context: dict[str, Any] = programme_context(request, row) | {"form": form, "problems": [], "problem_count": 0}
    if request.method == "POST" and form.is_valid():
        stored = _take(request, row, form, towns, context)
        if stored is not None:
            return stored
    return render(request, "indicators/import.html", context, status=422 if form.errors or context["problems"] else 200)


def _take(
    request: HttpRequest, programme: Programme, form: ImportForm, towns: list[Participant], context: dict[str, Any]
) -> HttpResponse | None:
    """Check or store the file; what is wrong goes onto the form and into the context."""
    given = form.cleaned_data
    reading = {
        "programme": programme,
        "participant": given["participant"],
        "content": given["file"].read(),
        "file_name": given["file"].name,
        "towns": towns,
        "columns": form.columns,
        **({"division_year": given["division_year"]} if "division_year" in given else {}),
    }
    try:
        if "check" in request.POST:
            _checked(form, context, **reading)
            return None
        words = {key: given[key] for key in ("name", "source", "licence", "open")}
        dataset = actions.import_dataset(actor=signed_in(request), **reading, **words)
    except actions.WrongRows as wrong:
        _tell(form, context, wrong.checked)
        return None
    except Problem as problem:
        form.add_error(None, problem_text(problem))
        return None
    told = ngettext("%(count)s figure was imported.", "%(count)s figures were imported.", dataset.rows)
    messages.success(request, told % {"count": dataset.rows})
    return redirect("dataset", programme.slug, dataset.pk)


def _checked(form: ImportForm, context: dict[str, Any], **reading: Any) -> None:
    """Put into the context what the file would bring."""
    reading.setdefault("division_year", LATEST_YEAR)
    checked = actions.check_file(**reading)
    if checked.problem_count:
        _tell(form, context, checked)
        return
    frame = checked.imported.dataset.frame
    context["preview"] = frame.head(10).rows()
    context["preview_count"] = frame.height


def _tell(form: ImportForm, context: dict[str, Any], checked: actions.Checked) -> None:
    context["problems"] = checked.problems[:SHOWN_PROBLEMS]
    context["problem_count"] = checked.problem_count
    form.add_error(None, _("Nothing was imported: the rows above cannot be used."))


@require_safe
def dataset(request: HttpRequest, programme: str, dataset: int) -> HttpResponse:
    """Show an imported dataset: where it comes from, who imported it, its figures."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    found = selectors.get_dataset(request.user, row, dataset)
    values = selectors.values_for(request.user, row, found)
    origin = selectors.origin_of(found)
    names = selectors.area_names(request.user, row, found, language)
    shown = []
    for record in values.head(SHOWN_ROWS).iter_rows(named=True):
        measure = own_measure(record["indicator"], origin, synthetic=row.synthetic)
        place = names.get(record["municipality"], record["municipality"])
        value = measure.shown(record["value"], language, unit=True)
        period = languages.period(record["period"], language)
        shown.append((place, measure.name.text(language), period, value))
    context = programme_context(request, row) | {
        "dataset": found,
        "rows": shown,
        "count": values.height,
        "may_remove": request.user.is_authenticated and actions.may_remove(signed_in(request), found),
        "whole": values.height == found.rows,
    }
    return render(request, "indicators/dataset.html", context)


@require_safe
def dataset_file(request: HttpRequest, programme: str, dataset: int) -> HttpResponse:
    """Send the file as it was imported, to who may see all of it."""
    row = get_programme(request.user, programme)
    found = selectors.get_dataset(request.user, row, dataset)
    if selectors.values_for(request.user, row, found).height != found.rows:
        raise Http404
    content = original_path(row.pk, found.sha256).read_bytes()
    return sent(content, CSV, f"dataset-{found.pk}.csv", synthetic=found.synthetic)


@login_required
@require_POST
def dataset_remove(request: HttpRequest, programme: str, dataset: int) -> HttpResponse:
    """Remove a dataset."""
    row = get_programme(request.user, programme)
    found = selectors.get_dataset(request.user, row, dataset)
    if not actions.may_remove(signed_in(request), found):
        raise Http404
    actions.remove_dataset(actor=signed_in(request), dataset=found)
    messages.success(request, _("The dataset was removed."))
    return redirect("data", row.slug)
