"""From a figure of a town's network to the ties that it stands on, and from each to what somebody said."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.network import metric
from seutukuva.network.behind import behind
from seutukuva.web.kit.thread.selectors import shown_to
from seutukuva.web.network import figures, selectors
from seutukuva.web.network.behind import MOST_PAIRS, told_pairs
from seutukuva.web.network.forms import FilterForm
from seutukuva.web.network.views.overview import READ
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant


@login_required
@require_safe
def network_figure(request: HttpRequest, programme: str, town: str, figure: str) -> HttpResponse:
    """Show a figure with the ties that it stands on and, by the reader's rights, the quotes that tell them."""
    participant = get_participant(request.user, programme, town, READ)
    language = as_language(get_language())
    held = selectors.town_network(participant, language, FilterForm.wanted(request.GET))
    try:
        asked = metric(figure)
    except Problem as problem:
        raise Http404 from problem
    if asked.of != "network" or not held.network.actors.height:
        raise Http404
    found = figures.measurement(held.network)
    stands_on = behind(figure, held.network, found)
    pairs = told_pairs(default_ecosystem(participant), stands_on.ties, language)
    carriers = {one.tie.carrier for pair in pairs[:MOST_PAIRS] for one in pair.ties if one.tie.carrier}
    context = programme_context(request, participant.programme, participant) | {
        "figure": figures.shown(found.figure(figure), language),
        "which": stands_on.which,
        "pairs": pairs[:MOST_PAIRS],
        "pairs_in_all": len(pairs),
        "ties_in_all": stands_on.ties.height,
        "told": shown_to(request.user, carriers),
        "query": request.GET.urlencode(),
    }
    return render(request, "network/figure.html", context)
