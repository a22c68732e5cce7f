"""Two years of a network beside each other."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base.languages import as_language
from seutukuva.web.network import selectors
from seutukuva.web.network.periods import YearsForm, compared, years_of
from seutukuva.web.network.selectors import Held
from seutukuva.web.network.views.overview import READ
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_participant, get_programme


@login_required
@require_safe
def town_periods(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Compare two years of a town's network."""
    participant = get_participant(request.user, programme, town, READ)
    held = selectors.town_network(participant, as_language(get_language()))
    context = programme_context(request, participant.programme, participant) | _compared(request, held)
    return render(request, "network/periods.html", context)


@login_required
@require_safe
def programme_periods(request: HttpRequest, programme: str) -> HttpResponse:
    """Compare two years of the network of all towns that the reader may read."""
    row = get_programme(request.user, programme, "programmes.belong")
    held = selectors.programme_network(request.user, row, as_language(get_language()))
    return render(request, "network/periods.html", programme_context(request, row) | _compared(request, held))


def _compared(request: HttpRequest, held: Held) -> dict[str, Any]:
    years = years_of(held)
    if len(years) < 2:
        return {"form": None}
    form = YearsForm(request.GET, years)
    if not form.is_valid():
        return {"form": form}
    before, after = sorted((form.cleaned_data["before"], form.cleaned_data["after"]))
    found = compared(held, before, after, as_language(get_language()))
    return {"form": form, "before": before, "after": after, "found": found}
