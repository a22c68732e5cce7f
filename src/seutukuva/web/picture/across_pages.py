"""The page of what the towns of a programme share."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base.languages import as_language
from seutukuva.web.kit.once import one_reading
from seutukuva.web.picture.across import CompareForm, across, compared
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme


@login_required
@require_safe
@one_reading()
def across_towns(request: HttpRequest, programme: str) -> HttpResponse:
    """Show what the towns share, who is alike, and up to six towns side by side."""
    row = get_programme(request.user, programme, "programmes.belong")
    language = as_language(get_language())
    found = across(request.user, row, language)
    context = programme_context(request, row) | {
        "across": found,
        "may_analyse": found.whole and request.user.has_perm("programmes.analyse", row),
        "may_publish": found.whole and request.user.has_perm("programmes.publish", row),
    }
    if found.enough:
        asked = request.GET if "towns" in request.GET else None
        form = CompareForm(asked, towns=found.choices(language))
        context["form"] = form
        if form.is_valid():
            context["compared"] = compared([found.by_slug[slug] for slug in form.cleaned_data["towns"]])
    return render(request, "picture/across.html", context)
