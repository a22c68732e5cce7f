"""The network of a town and of a whole programme: figures, actors, borders, files."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base import Language
from seutukuva.base.languages import as_language
from seutukuva.network import metric
from seutukuva.web.network import exports, figures, selectors
from seutukuva.web.network.drawn import map_drawn, programme_key, town_key
from seutukuva.web.network.forms import FilterForm
from seutukuva.web.network.mentions import inbox
from seutukuva.web.network.selectors import Held
from seutukuva.web.network.views.drawing import PICTURES, looked_at, picture, sent_picture
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import (
    default_ecosystem,
    get_participant,
    get_programme,
    participants_readable_by,
)

READ, WRITE = "programmes.read_town", "programmes.work_on_town"


@login_required
@require_safe
def town(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show the network of a town: key figures, actors, borders, what is left when a source ends."""
    participant = get_participant(request.user, programme, town, READ)
    language = as_language(get_language())
    held = selectors.town_network(participant, language, FilterForm.wanted(request.GET))
    context = programme_context(request, participant.programme, participant) | seen(request, held, language)
    live = reverse("town_network_drawing", args=[programme, town])
    context |= _pictures(request, held, town_key(participant), live, participant.name.form(language, "name"))
    may_work = request.user.has_perm(WRITE, participant)
    context |= {
        "may_work": may_work,
        "waiting": len(inbox(default_ecosystem(participant)).open) if may_work else 0,
        "endings": exports.FILES,
    }
    return render(request, "network/town.html", context)


@login_required
@require_safe
def programme(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the network of all towns that the reader may read as one."""
    row = get_programme(request.user, programme, "programmes.belong")
    language = as_language(get_language())
    held = selectors.programme_network(request.user, row, language, FilterForm.wanted(request.GET))
    context = programme_context(request, row) | seen(request, held, language)
    key = programme_key(row, participants_readable_by(request.user, row))
    context |= _pictures(request, held, key, reverse("network_drawing", args=[programme]))
    context |= {"towns": selectors.counts_of_towns(request.user, row), "endings": exports.FILES}
    return render(request, "network/programme.html", context)


@login_required
@require_safe
def town_file(request: HttpRequest, programme: str, town: str, ending: str) -> HttpResponse:
    """Send a town's network as a file, as it is looked at."""
    participant = get_participant(request.user, programme, town, READ)
    language = as_language(get_language())
    held = selectors.town_network(participant, language, FilterForm.wanted(request.GET))
    if ending in PICTURES:
        drawn = looked_at(request, held, town_key(participant), language)
        name, synthetic = f"{participant.slug}-network", participant.programme.synthetic
        return sent_picture(drawn, ending, name, synthetic=synthetic)
    return exports.sent_file(held, ending, f"{participant.slug}-network", synthetic=participant.programme.synthetic)


@login_required
@require_safe
def programme_file(request: HttpRequest, programme: str, ending: str) -> HttpResponse:
    """Send the network of all towns that the reader may read as a file, as it is looked at."""
    row = get_programme(request.user, programme, "programmes.belong")
    language = as_language(get_language())
    held = selectors.programme_network(request.user, row, language, FilterForm.wanted(request.GET))
    if ending in PICTURES:
        drawn = looked_at(request, held, programme_key(row, participants_readable_by(request.user, row)), language)
        return sent_picture(drawn, ending, f"{row.slug}-network", synthetic=row.synthetic)
    return exports.sent_file(held, ending, f"{row.slug}-network", synthetic=row.synthetic)


def seen(request: HttpRequest, held: Held, language: Language) -> dict[str, Any]:
    """Return what a page tells of a network as it is looked at."""
    wanted = FilterForm.wanted(request.GET)
    if wanted.without and wanted.without not in held.actors:
        raise Http404
    by = request.GET.get("by", "betweenness")
    context: dict[str, Any] = {
        "filters": FilterForm(request.GET, held.years),
        "filtered": any(vars(wanted).values()),
        "without": selectors.actor_names([held.actors[wanted.without]], language).popitem()[1]
        if wanted.without
        else "",
        "actors_in_all": len(held.actors),
        "ties_in_all": held.whole,
        "query": _query(request),
        "columns": [(column, metric(column)) for column in figures.COLUMNS],
        "by": by,
    }
    if not held.network.actors.height:
        return context
    found = figures.measurement(held.network)
    keys = figures.key_figures(found, language)
    return context | {
        "counts": found.counts,
        "keys": keys,
        "ranges": any(one.interval for one in keys),
        "figures": figures.all_figures(found, language),
        "actors": figures.actor_rows(found, held.roles, language, by),
        "most": figures.MOST_ROWS,
        "areas": figures.between_areas(found),
        "sectors": figures.between_sectors(found, language),
        "ends": figures.endings(found, language),
        "notes": found.notes,
    }


def _pictures(request: HttpRequest, held: Held, key: str, live: str, town: str = "") -> dict[str, Any]:
    """Return the network's picture as it is looked at, and the map of its ties over municipal borders."""
    language = as_language(get_language())
    context: dict[str, Any] = {
        "picture": picture(looked_at(request, held, key, language), language, live, _query(request))
    }
    if not held.network.actors.height:
        return context
    found = figures.measurement(held.network)
    over = found.areas.filter(found.areas["group"] != found.areas["other"])
    if town:
        over = over.filter((over["group"] == town) | (over["other"] == town))
    return context | {"map": picture(map_drawn(held, found, language, town), language), "over_borders": over.height}


def _query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("by", None)
    return asked.urlencode()
