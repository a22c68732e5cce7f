"""All towns side by side on chosen indicators: the page, its variant for other sites, and its figures as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seutukuva.base import Language
from seutukuva.base.languages import as_language
from seutukuva.web.indicators import heat, selectors
from seutukuva.web.indicators.board import Board, Measure
from seutukuva.web.indicators.composite.selectors import indices
from seutukuva.web.indicators.downloads import table_response
from seutukuva.web.indicators.official import kept
from seutukuva.web.indicators.pieces import by_theme
from seutukuva.web.indicators.side import MOST, side
from seutukuva.web.indicators.views.index import Embeddable
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme

FIRST_ONES = 8


def _measures(request: HttpRequest, programme: Programme, board: Board) -> list[Measure]:
    """Return the indicators that an address names, or those of the programme's first index."""
    wanted = request.GET.getlist("show")[:MOST]
    found = [measure for measure in board.measures if measure.key in wanted]
    if found:
        return found
    first = {chosen.key for chosen in indices(programme, board)[0].definition.indicators}
    return [m for m in board.measures if m.key in first] or list(board.measures[:FIRST_ONES])


def _context(request: HttpRequest, programme: Programme, board: Board, language: Language) -> dict[str, Any]:
    measures = _measures(request, programme, board)
    town = board.town(request.GET.get("town", ""))
    order = "value" if request.GET.get("order") == "value" else "name"
    keys = tuple(measure.key for measure in measures)
    slug = "" if town is None else town.slug
    query = urlencode([*(("show", key) for key in keys), *([("town", slug)] if slug else []), ("order", order)])
    return {
        "board": board,
        "side": kept(
            ("side", board.version, keys, slug, order, language), lambda: side(board, measures, town, order, language)
        ),
        "order": order,
        "choices": [
            (label, [(m.key, m.short.text(language), m.key in keys) for m in found])
            for label, found in by_theme(board.measures)
        ],
        "query": query,
        "sources": list(dict.fromkeys(measure.source_line(language) for measure in measures)),
    }


@require_safe
def side_by_side(request: HttpRequest, programme: str) -> HttpResponse:
    """Show a programme's towns side by side on the indicators that the address names."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    context = programme_context(request, row)
    context |= _context(request, row, selectors.board(request.user, row), language)
    if row.open_statistics:
        address = f"{settings.ORIGIN}{reverse('side_by_side_embed', args=[row.slug])}?{context['query']}"
        title = escape(_title(row, language))
        context["code"] = f'<iframe src="{escape(address)}" title="{title}" width="100%" height="900"></iframe>'
    part = request.headers.get("HX-Target") == "side"
    return render(request, "indicators/side_part.html" if part else "indicators/side.html", context)


def _title(programme: Programme, language: Language) -> str:
    name = own_text(programme.urn, "name").shown(language)
    return _("Towns side by side: %(programme)s") % {"programme": name}


@require_safe
def side_by_side_embed(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the towns side by side on another site: what anybody may see, whoever is signed in there."""
    anybody = AnonymousUser()
    row = get_programme(anybody, programme)
    language = as_language(get_language())
    context = _context(request, row, selectors.board(anybody, row), language)
    context |= {
        "programme": row,
        "title": _title(row, language),
        "synthetic": row.synthetic,
        "whole_page": f"{settings.ORIGIN}{reverse('side_by_side', args=[row.slug])}?{context['query']}",
    }
    answer = Embeddable(render_to_string("indicators/side_embed.html", context, request))
    if row.synthetic:
        answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def side_by_side_file(request: HttpRequest, programme: str, ending: str) -> HttpResponse:
    """Send the towns' figures on the indicators that the address names, with periods and sources."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    measures = _measures(request, row, board)
    table = heat.values_table(board, measures, language)
    lines = list(dict.fromkeys(measure.source_line(language) for measure in measures))
    return table_response(table, ending, f"{row.slug}-side-by-side", lines, language, synthetic=board.synthetic)
