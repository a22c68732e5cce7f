"""The programme's overview: its towns on one chosen indicator, on the map, and on all indicators at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base import Language
from seutukuva.base.languages import as_language
from seutukuva.web.indicators import drawings, heat, selectors
from seutukuva.web.indicators.board import Board, Measure
from seutukuva.web.indicators.downloads import table_response
from seutukuva.web.indicators.official import kept
from seutukuva.web.indicators.pieces import FigurePiece, choices, pieces
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

FIRST = "unemployment_rate_12m"


@require_safe
def overview(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the towns of a programme."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    measure = chosen(board, request.GET.get("indicator"))
    context = programme_context(request, row) | {
        "description": own_text(row.urn, "description").shown(language),
        "board": board,
        "may_import": request.user.has_perm("programmes.analyse", row),
    }
    if board.towns and measure is not None:
        context |= {
            "measure": measure,
            "choices": choices(board, measure, language),
            "heat": kept(("heat", board.version, language), lambda: heat.grid(board, language)),
            **figures(board, measure, language, row.slug),
        }
    part = request.headers.get("HX-Target") == "chosen"
    return render(request, "indicators/chosen.html" if part else "indicators/overview.html", context)


def chosen(board: Board, key: str | None) -> Measure | None:
    """Return the measure that an address names, or the first that a reader should meet."""
    return board.measure(key or "") or board.measure(FIRST) or next(iter(board.measures), None)


def figures(board: Board, measure: Measure, language: Language, slug: str) -> dict[str, list[FigurePiece]]:
    """Return a measure's figures by where they stand: ranking and series at the left, the map at the right."""
    query = f"?indicator={measure.key}"
    files = [(ending.upper(), reverse("overview_file", args=[slug, ending]) + query) for ending in ("csv", "xlsx")]

    def draw() -> dict[str, list[FigurePiece]]:
        ranking = drawings.ranking(board, measure, language)
        series = drawings.towns_over_time(board, measure, language, width=680)
        here = drawings.map_of(board, measure, language)
        left = [ranking, series] if here else [ranking]
        right = [here] if here else [drawings.towns_over_time(board, measure, language, width=500, columns=2)]
        found = {"left": left, "right": right}
        return {
            place: pieces(drawn, board, measure, language, programme=slug, links=files)
            for place, drawn in found.items()
        }

    return kept(("overview", board.version, measure.key, slug, language), draw)


@require_safe
def overview_file(request: HttpRequest, programme: str, ending: str) -> HttpResponse:
    """Send the towns' values on the chosen indicator, or on all of them without a choice."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    key = request.GET.get("indicator")
    measure = board.measure(key) if key else None
    if key and measure is None:
        raise Http404
    shown = [measure] if measure else list(board.measures)
    table = heat.values_table(board, shown, language)
    lines = list(dict.fromkeys(m.source_line(language) for m in shown))
    return table_response(table, ending, f"{row.slug}-{key or 'all'}", lines, language, synthetic=board.synthetic)
