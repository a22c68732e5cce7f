"""Pages of the analysis. A page and its files come from the same tables."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seutukuva.base.languages import as_language
from seutukuva.evidence.analysis import framework
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.analysis import actions, selectors, tables
from seutukuva.web.evidence.analysis.forms import FilterForm, SummaryForm
from seutukuva.web.evidence.analysis.selectors import Material, Wanted
from seutukuva.web.evidence.coding.selectors import code_numbers, get_code
from seutukuva.web.indicators.downloads import table_response, tables_response
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme
from seutukuva.writers import html

READ, WRITE = "programmes.belong", "programmes.work_on_town"
VIEWS = {
    "matrix": gettext_lazy("Codes by town"),
    "together": gettext_lazy("What goes together"),
    "grid": gettext_lazy("Framework grid"),
    "course": gettext_lazy("Course of the work"),
    "quotes": gettext_lazy("Quotes"),
}


@login_required
@require_safe
def analysis(request: HttpRequest, programme: str, view: str = "matrix") -> HttpResponse:
    """Show one way to look at the codings."""
    if view not in VIEWS:
        raise Http404
    row = get_programme(request.user, programme, READ)
    language = as_language(get_language())
    found = _material(request, row)
    filled = {one: getattr(found.wanted, one) for one in ("town", "sector", "kind", "code")}
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    context = programme_context(request, row) | {
        "view": view,
        "title": VIEWS[view],
        "tabs": [(name, label, reverse(f"analysis_{name}", args=[programme]) + query) for name, label in VIEWS.items()],
        "filters": FilterForm(filled, towns=found.towns, book=found.book),
        "files": [
            (ending.upper(), reverse("analysis_file", args=[programme, view, ending]) + query)
            for ending in ("csv", "xlsx")
        ],
        "codings": found.frame.height,
        **(_grid(request, row, found) if view == "grid" else {}),
    }
    if view == "quotes":
        context["quotes"] = list(tables.chosen_quotes(found).head(tables.MOST_QUOTES).iter_rows(named=True))
        context["names"] = {code.id: code.name.text(language) for code in found.book.codes}
        context["count"] = tables.chosen_quotes(found).height
    elif view != "grid":
        document = tables.document(view, found, language, str(VIEWS[view]), synthetic=row.synthetic)
        context["document"] = mark_safe(html.body(document))
    return render(request, f"analysis/{view if view in ('grid', 'quotes') else 'analysis'}.html", context)


@login_required
@require_safe
def analysis_file(request: HttpRequest, programme: str, view: str, ending: str) -> HttpResponse:
    """Send the tables of an analysis."""
    if view not in VIEWS:
        raise Http404
    row = get_programme(request.user, programme, READ)
    language = as_language(get_language())
    found = _material(request, row)
    if view == "grid":
        made = [tables.grid_table(found, selectors.summaries(request.user, row, language), language)]
    else:
        made = list(tables.ANALYSES[view].tables(found, language))
    name, lines = f"{row.slug}-{view}", [str(own_text(row.urn, "name").shown(language))]
    if ending == "csv":
        return table_response(made[0], ending, name, lines, language, synthetic=row.synthetic)
    if ending != "xlsx":
        raise Http404
    return tables_response(made, name, lines, language, synthetic=row.synthetic)


@login_required
def summary(request: HttpRequest, programme: str, town: str, code: int) -> HttpResponse:
    """Write the summary of a cell of the grid, beside all that was said there."""
    participant = get_participant(request.user, programme, town, WRITE)
    row = get_code(request.user, programme, code)
    form = SummaryForm(request.POST or None, initial={"body": selectors.summary_of(participant, code)})
    if request.method == "POST" and form.is_valid():
        actions.summarise(
            actor=signed_in(request),
            ecosystem=default_ecosystem(participant),
            code=row,
            body=form.cleaned_data["body"],
        )
        messages.success(request, _("The summary was saved."))
        return redirect("analysis_grid", programme)
    language = as_language(get_language())
    found = selectors.material(request.user, participant.programme, Wanted(town=town, code=row.slug), language)
    context = programme_context(request, participant.programme, participant) | {
        "form": form,
        "code_name": own_text(row.urn, "name").shown(language),
        "quotes": list(tables.chosen_quotes(found).iter_rows(named=True)),
    }
    return render(request, "analysis/summary.html", context)


def _material(request: HttpRequest, programme: Any) -> Material:
    asked = {one: request.GET.get(one, "") for one in ("town", "sector", "kind", "code")}
    found = selectors.material(request.user, programme, Wanted(**asked), as_language(get_language()))
    if found.wanted.code and found.wanted.code not in found.book:
        raise Http404
    return found


def _grid(request: HttpRequest, programme: Any, found: Material) -> dict[str, Any]:
    """Return the grid with, for each cell, where its summary is written."""
    language = as_language(get_language())
    towns = [town for town in found.towns if not found.wanted.town or town.slug == found.wanted.town]
    codes = tables.grid_codes(found)
    grid = framework(
        found.frame,
        codes,
        book=found.book,
        groups=[town.name.form(language, "name") for town in towns],
        summaries=selectors.summaries(request.user, programme, language),
        most=2,
    )
    numbers = code_numbers(programme)
    rows = [
        (town, request.user.has_perm(WRITE, town), list(zip(cells, (numbers[code] for code in codes), strict=True)))
        for town, cells in zip(towns, grid.cells, strict=True)
    ]
    return {"grid": rows, "heads": [found.book.code(code).name for code in codes]}
