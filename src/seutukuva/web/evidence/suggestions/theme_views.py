"""Pages of themes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base.languages import as_language
from seutukuva.evidence.suggestions import theme_table
from seutukuva.web.evidence.suggestions import themes as selectors
from seutukuva.web.evidence.suggestions.forms import ThemesForm
from seutukuva.web.evidence.suggestions.themes import Found, Wanted
from seutukuva.web.indicators.downloads import table_response, tables_response
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

READ = "programmes.belong"
_FIRST, _MORE = 3, 20  # passages of a theme on the page


@login_required
@require_safe
def themes(request: HttpRequest, programme: str) -> HttpResponse:
    """Group the passages that the filters leave, and show each theme with its clearest passages."""
    row = get_programme(request.user, programme, READ)
    wanted, found = _found(request, row)
    filled = {"town": wanted.town, "sector": wanted.sector, "language": found.language, "material": wanted.material}
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    context = programme_context(request, row) | {
        "found": found,
        "filters": ThemesForm(filled | {"number": wanted.number}, towns=found.towns, languages=found.languages),
        "shown": [(one, one.pieces[:_FIRST], one.pieces[_FIRST:_MORE]) for one in found.named],
        "most": _MORE,
        "files": [(e.upper(), reverse("themes_file", args=[programme, e]) + query) for e in ("csv", "xlsx")],
    }
    return render(request, "suggestions/themes.html", context)


@login_required
@require_safe
def themes_file(request: HttpRequest, programme: str, ending: str) -> HttpResponse:
    """Send the themes with all their passages: CSV the passages, XLSX the themes too."""
    row = get_programme(request.user, programme, READ)
    language = as_language(get_language())
    _wanted, found = _found(request, row)
    made = [selectors.passages_table(found, language), theme_table(found.themes, language)]
    name, lines = f"{row.slug}-themes", [str(own_text(row.urn, "name").shown(language))]
    if ending == "csv":
        return table_response(made[0], ending, name, lines, language, synthetic=row.synthetic)
    if ending != "xlsx":
        raise Http404
    return tables_response(made, name, lines, language, synthetic=row.synthetic)


def _found(request: HttpRequest, programme: Any) -> tuple[Wanted, Found]:
    asked = {one: request.GET.get(one, "") for one in ("town", "sector", "language")}
    number = request.GET.get("number", "")
    wanted = Wanted(
        **asked,
        material="coded" if request.GET.get("material") == "coded" else "all",
        number=min(int(number), 20) if number.isascii() and number.isdigit() else 0,
    )
    return wanted, selectors.find(request.user, programme, wanted)
