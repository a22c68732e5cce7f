"""The page of the search."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seutukuva.base.languages import as_language
from seutukuva.web.evidence.searching.forms import SearchForm
from seutukuva.web.evidence.searching.selectors import search
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme, participants_readable_by


@login_required
@require_safe
def searching(request: HttpRequest, programme: str) -> HttpResponse:
    """Search in the texts of the towns that the reader may read."""
    row = get_programme(request.user, programme, "programmes.belong")
    towns = participants_readable_by(request.user, row)
    form = SearchForm(request.GET if "q" in request.GET else None, user=request.user, programme=row, towns=towns)
    context = programme_context(request, row) | {"form": form, "towns": towns}
    if form.is_valid():
        asked = form.cleaned_data
        number = request.GET.get("page", "1")
        context["found"] = search(
            request.user,
            row,
            asked["q"],
            language=as_language(asked["language"]) if asked["language"] else None,
            towns=asked.get("towns", ()),
            sectors=asked["sectors"],
            kinds=asked["kinds"],
            codes=asked.get("codes", ()),
            page=int(number) if number.isdecimal() and len(number) < 9 else 1,
        )
        query = request.GET.copy()
        query.pop("page", None)
        context["query"] = query.urlencode()
    return render(request, "evidence/search.html", context)
