"""Two to six towns beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seutukuva.base import Language, Problem
from seutukuva.base.languages import as_language
from seutukuva.regions import find
from seutukuva.regions.search import plain
from seutukuva.web.indicators import drawings, heat, selectors
from seutukuva.web.indicators.board import Board, Measure, Town
from seutukuva.web.indicators.downloads import table_response
from seutukuva.web.indicators.official import kept
from seutukuva.web.indicators.pieces import FigurePiece, choices, pieces
from seutukuva.web.indicators.views.overview import chosen
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class Chosen:
    """The towns that an address names, and what could not be used of it."""

    towns: tuple[Town, ...]
    complaints: tuple[str, ...]


@require_safe
def compare(request: HttpRequest, programme: str) -> HttpResponse:
    """Show two to six towns on one indicator over time and on all of them."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    picked = _picked(request, board)
    shown = replace(board, towns=picked.towns)
    measure = chosen(board, request.GET.get("indicator"))
    context = programme_context(request, row) | {
        "board": board,
        "picked": picked,
        "picked_slugs": {town.slug for town in picked.towns},
        "others": ", ".join(t.name.form(language, "name") for t in picked.towns if board.town(t.slug) is None),
        "choices": choices(board, measure, language),
        "all_query": _query(picked.towns),
        "enough": len(picked.towns) >= FEWEST,
        "may_group": not row.synthetic and request.user.has_perm("programmes.analyse", row),
    }
    if len(picked.towns) >= FEWEST and measure is not None:
        context |= {
            "heat": kept(("heat", shown.version, language), lambda: heat.grid(shown, language)),
            **kept(
                ("compare", shown.version, measure.key, row.slug, language),
                lambda: _figures(shown, measure, language, row.slug),
            ),
        }
    return render(request, "indicators/compare.html", context)


def _figures(board: Board, measure: Measure, language: Language, slug: str) -> dict[str, list[FigurePiece]]:
    file = f"{reverse('compare_file', args=[slug, 'csv'])}?{_query(board.towns)}&indicator={measure.key}"
    found = {
        "left": [drawings.towns_over_time(board, measure, language, width=680)],
        "right": [drawings.ranking(board, measure, language)],
    }
    drawn = {
        place: pieces(figures, board, measure, language, programme=slug, links=[("CSV", file)])
        for place, figures in found.items()
    }
    # Its specification is made for the programme's own towns, so a comparison has no live drawing.
    return {place: [replace(figure, live="") for figure in figures] for place, figures in drawn.items()}


def _query(towns: Sequence[Town]) -> str:
    return urlencode([("towns", town.codes[0] if len(town.codes) == 1 else town.slug) for town in towns])


def _picked(request: HttpRequest, board: Board) -> Chosen:
    """Return the towns of an address: slugs of participants, or municipalities by name or code, commas or repeated."""
    wanted = [part.strip() for text in request.GET.getlist("towns") for part in text.split(",") if part.strip()]
    towns: dict[str, Town] = {}
    complaints = []
    for text in wanted[:20]:
        try:
            town = _town(text, board)
        except Problem as problem:
            complaints.append(problem_text(problem))
        else:
            towns.setdefault(town.slug, town)
    if len(towns) > MOST:
        complaints.append(_("At most %(most)s towns fit beside each other; the first ones are shown.") % {"most": MOST})
    if len(towns) == 1:
        complaints.append(_("Choose at least two towns."))
    return Chosen(tuple(towns.values())[:MOST], tuple(complaints))


def _town(text: str, board: Board) -> Town:
    """Return a participant by slug, name or code, else any municipality. Raises Problem for an unknown name."""
    wanted = plain(text)
    for town in board.towns:
        known = {town.slug, *(plain(n) for n in (town.name.fi, town.name.sv, town.name.en))}
        if wanted in known or town.codes == (text,):
            return town
    if board.synthetic:
        names = ", ".join(town.name.fi for town in board.towns)
        raise Problem("indicators.dataset.unknown_town", name=text, known=names)
    found = find(text)
    member = next((town for town in board.towns if town.codes == (found.code,)), None)
    return member or Town(found.code, found.name, (found.code,))


@require_safe
def compare_file(request: HttpRequest, programme: str, ending: str) -> HttpResponse:
    """Send the towns compared on the chosen indicator, or on all, as a table."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    picked = _picked(request, board)
    measure = board.measure(request.GET.get("indicator", ""))
    measures = [measure] if measure else list(board.measures)
    table = heat.values_table(replace(board, towns=picked.towns), measures, language)
    lines = list(dict.fromkeys(m.source_line(language) for m in measures))
    return table_response(table, ending, f"{row.slug}-compare", lines, language, synthetic=board.synthetic)
