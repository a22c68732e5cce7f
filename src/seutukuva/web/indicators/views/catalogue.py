"""The catalogue of indicators, and a page for each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base import Language, languages
from seutukuva.base.languages import as_language
from seutukuva.indicators import LEVELS, Level, periods, source
from seutukuva.web.indicators import areas, drawings, official, selectors
from seutukuva.web.indicators import live as live_drawing
from seutukuva.web.indicators.board import Board, Measure
from seutukuva.web.indicators.downloads import table_response
from seutukuva.web.indicators.official import kept
from seutukuva.web.indicators.pieces import FigurePiece, by_theme, pieces
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

ON_A_PAGE = 50


@require_safe
def indicator_list(request: HttpRequest, programme: str) -> HttpResponse:
    """List the indicators by theme."""
    row = get_programme(request.user, programme)
    board = selectors.board(request.user, row)
    language = as_language(get_language())
    themes = kept(
        ("themes", board.version, language),
        lambda: [(label, [_listed(m, language) for m in found]) for label, found in by_theme(board.measures)],
    )
    return render(request, "indicators/list.html", programme_context(request, row) | {"themes": themes, "board": board})


def _listed(measure: Measure, language: Language) -> dict[str, str]:
    """Return an indicator's line in the list."""
    span = _told_span(measure, language)
    description = measure.entry.description.text(language) if measure.entry else ""
    where = (
        source(measure.entry.source).dataset if measure.entry and measure.official else measure.source_line(language)
    )
    return {
        "key": measure.key,
        "name": measure.name.text(language),
        "description": description,
        "span": span,
        "source": where,
    }


def _told_span(measure: Measure, language: Language) -> str:
    if not measure.official:
        return ""
    known = periods(measure.id)
    return "–".join(dict.fromkeys(languages.period(end, language) for end in (known[0], known[-1])))


@require_safe
def indicator(request: HttpRequest, programme: str, indicator: str) -> HttpResponse:
    """Show an indicator: what it is, all areas of a level, the map, how it is spread, the towns over time."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    measure = _measure(board, indicator)
    level = _level(request, measure)
    rows = kept(
        ("ranking", board.version, measure.key, level, language),
        lambda: areas.ranking(board, measure, level, language),
    )
    search, region = request.GET.get("search", "")[:80], request.GET.get("region", "")
    found = areas.filtered(rows, search=search, region=region)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = programme_context(request, row) | {
        "measure": measure,
        "name": measure.name.text(language),
        "short": measure.short.text(language),
        "facts": _facts(measure, language),
        "period": languages.period(_period(board, measure), language),
        "level": level,
        "level_name": areas.level_name(level),
        "levels": [(key, areas.level_name(key)) for key in LEVELS] if measure.official else [],
        "regions": official.regions(language) if measure.official and level == "municipality" else [],
        "region": region,
        "search": search,
        "page": page,
        "count": len(found),
        "query": query.urlencode(),
    }
    if request.headers.get("HX-Target") == "areas":
        return render(request, "indicators/areas.html", context)
    context |= kept(
        ("indicator", board.version, measure.key, row.slug, language),
        lambda: _figures(board, measure, language, row.slug),
    )
    return render(request, "indicators/indicator.html", context)


def _measure(board: Board, key: str) -> Measure:
    found = board.measure(key)
    if found is None:
        raise Http404
    return found


def _level(request: HttpRequest, measure: Measure) -> Level:
    wanted = request.GET.get("level")
    return next((level for level in LEVELS if level == wanted and measure.official), "municipality")


def _period(board: Board, measure: Measure) -> str:
    if measure.official:
        return periods(measure.id)[-1]
    return next((period for _value, period in board.latest(measure).values()), "")


def _facts(measure: Measure, language: Language) -> dict[str, Any]:
    """Return what the page says about the indicator itself."""
    entry = measure.entry
    facts: dict[str, Any] = {"unit": measure.unit.text(language), "line": measure.source_line(language)}
    if entry is not None:
        facts["description"] = entry.description.text(language)
    if entry is not None and measure.official:
        found = source(entry.source)
        facts |= {"source": found, "title": found.title.text(language), "span": _told_span(measure, language)}
        facts["publisher"] = found.publisher.text(language)
    return facts


def _figures(board: Board, measure: Measure, language: Language, slug: str) -> dict[str, list[FigurePiece]]:
    """Return the page's figures by where they stand: left, right, and below over the whole width."""
    file = reverse("indicator_file", args=[slug, measure.key, "csv"])
    places = {
        "left": [drawings.spread_of(board, measure, language)],
        "right": [drawings.map_of(board, measure, language)],
        "below": [drawings.towns_over_time(board, measure, language)],
    }
    if not measure.official:
        places["left"] = [drawings.ranking(board, measure, language)]
    return {
        place: pieces(found, board, measure, language, programme=slug, links=[("CSV", file)])
        for place, found in places.items()
    }


@require_safe
def indicator_file(request: HttpRequest, programme: str, indicator: str, ending: str) -> HttpResponse:
    """Send all values of an indicator at a level, as searched and filtered on its page."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    measure = _measure(board, indicator)
    level = _level(request, measure)
    rows = areas.filtered(
        areas.ranking(board, measure, level, language),
        search=request.GET.get("search", "")[:80],
        region=request.GET.get("region", ""),
    )
    table = areas.table(rows, measure, _period(board, measure), level, language)
    lines = [measure.source_line(language)]
    name = f"{measure.key}-{level}"
    return table_response(table, ending, name, lines, language, synthetic=board.synthetic)


@require_safe
def live(request: HttpRequest, programme: str, indicator: str, figure: str) -> HttpResponse:
    """Send the specification of a live drawing: the same drawing with the name and value of what is pointed at."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    measure = _measure(board, indicator)
    draw = {"map": drawings.map_of, "ranking": drawings.ranking}.get(figure)
    drawn = draw(board, measure, language) if draw else None
    if drawn is None:
        raise Http404
    answer = JsonResponse(live_drawing.specification(drawn, measure, language))
    answer["Cache-Control"] = "private, max-age=300"
    return answer
