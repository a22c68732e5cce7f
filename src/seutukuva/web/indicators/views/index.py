"""Composite indices: what all may see, the variant for other sites, and files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seutukuva.base import Language, Problem, languages
from seutukuva.base.languages import as_language
from seutukuva.web.indicators import selectors
from seutukuva.web.indicators.board import Board
from seutukuva.web.indicators.composite import page, words
from seutukuva.web.indicators.composite.inputs import files
from seutukuva.web.indicators.composite.results import Result, computed
from seutukuva.web.indicators.composite.selectors import Index, get_index, indices, may_edit, sees_whole
from seutukuva.web.indicators.downloads import sent, table_response, tables_response
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme


class Embeddable(HttpResponse):
    """A page that other sites may show in a frame; no other address of the product allows it.

    The two attributes are those that the middlewares of the frame options and of the content policy look for.
    """

    xframe_options_exempt = True
    _csp_replace: ClassVar[Mapping[str, list[str]]] = {"frame-ancestors": ["*"]}


def index_name(index: Index, language: Language) -> str:
    """Return an index's name, or what the proposal is called."""
    if index.name is None:
        return _("Index of the towns, a proposal")
    return str(index.name.shown(language))


def shown_index(board: Board, index: Index, language: Language) -> dict[str, Any]:
    """Return the results of an index for a template; why there are none in `problem`."""
    try:
        result = computed(board, index.definition)
    except Problem as problem:
        return {
            "problem": words.why_nothing(problem, len(board.towns)),
            "chosen_any": bool(index.definition.indicators),
        }
    return result_context(board, result, language, stored=None if index.row is None else index.row.pk)


def result_context(
    board: Board, result: Result, language: Language, saved: Result | None = None, stored: int | None = None
) -> dict[str, Any]:
    """Return ranks, certainty and what is missing for a template."""
    return {
        "result": result,
        "headline": words.headline(result, language),
        "lines": page.rank_lines(board, result, language, saved, stored),
        "matters": words.matters_most(result.choices),
        "moving": [
            (words.choice_name(c.name), *(languages.number(v, language, 2) for v in (c.total, c.low, c.high)))
            for c in result.choices
        ],
        "left_out": [(page.name_of(board, key, language), words.reason(why)) for key, why in result.files.left_out],
        "compared": saved is not None,
        "shares": page.shares(board, result, language),
    }


@require_safe
def index_view(request: HttpRequest, programme: str, index: str = "") -> HttpResponse:
    """Show an index of the programme's towns (its first without a choice): ranks, and all towns side by side."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    others = indices(row, board)
    found = get_index(row, board, index) if index else others[0]
    context = programme_context(request, row) | _context(row, board, found, language, request.GET.get("sort", ""))
    context |= {
        "others": [(other.slug, index_name(other, language)) for other in others] if len(others) > 1 else [],
        "may_edit": may_edit(request.user, row),
        "code": _embedding(row, found, language) if row.open_statistics else "",
        "base": reverse("index_view", args=[row.slug, found.slug]),
    }
    return render(request, "indicators/index.html", context)


def _context(programme: Programme, board: Board, index: Index, language: Language, sort: str) -> dict[str, Any]:
    context: dict[str, Any] = {
        "index": index,
        "index_name": index_name(index, language),
        "whole": bool(board.towns) and sees_whole(board, programme, index.definition),
        "settings": words.settings(index.definition),
        "few": len(board.towns) < 2,
    }
    if context["whole"]:
        context |= shown_index(board, index, language)
    if "result" in context:
        table = page.side_by_side(board, index.definition, context["result"], language, sort)
        measures = [board.measure(chosen.key) for chosen in index.definition.indicators]
        context["table"] = table
        context["sources"] = list(dict.fromkeys(m.source_line(language) for m in measures if m is not None))
    return context


def _embedding(programme: Programme, index: Index, language: Language) -> str:
    """Return the HTML with which another site shows the index."""
    address = settings.ORIGIN + reverse("index_embed", args=[programme.slug, index.slug])
    title = index_name(index, language).replace("&", "&amp;").replace('"', "&quot;")
    return f'<iframe src="{address}" title="{title}" width="100%" height="900"></iframe>'


@require_safe
def index_embed(request: HttpRequest, programme: str, index: str) -> HttpResponse:
    """Show all towns side by side on another site: what anybody may see, whoever is signed in there."""
    anybody = AnonymousUser()
    row = get_programme(anybody, programme)
    language = as_language(get_language())
    board = selectors.board(anybody, row)
    found = get_index(row, board, index)
    context = _context(row, board, found, language, request.GET.get("sort", "")) | {
        "programme": row,
        "synthetic": row.synthetic,
        "base": reverse("index_embed", args=[row.slug, found.slug]),
        "whole_page": settings.ORIGIN + reverse("index_view", args=[row.slug, found.slug]),
    }
    answer = Embeddable(render_to_string("indicators/index_embed.html", context, request))
    if row.synthetic:
        answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def index_file(request: HttpRequest, programme: str, index: str, ending: str) -> HttpResponse:
    """Send an index as a table, a workbook, or as the files that the command line computes it from."""
    row = get_programme(request.user, programme)
    language = as_language(get_language())
    board = selectors.board(request.user, row)
    found = get_index(row, board, index)
    if not sees_whole(board, row, found.definition):
        raise Http404
    try:
        result = computed(board, found.definition)
    except Problem as problem:
        raise Http404(str(problem)) from problem
    name = f"{row.slug}-index-{found.slug}"
    if ending == "zip":
        return sent(_specification(board, found, language), "application/zip", f"{name}.zip", synthetic=row.synthetic)
    made = page.tables(board, found.definition, result, language)
    measures = [board.measure(chosen.key) for chosen in found.definition.indicators]
    lines = [index_name(found, language), *(f"{what}: {how}" for what, how in words.settings(found.definition))]
    lines += list(dict.fromkeys(m.source_line(language) for m in measures if m is not None))
    if ending == "xlsx":
        return tables_response(made, name, lines, language, synthetic=row.synthetic)
    return table_response(made[0], ending, name, lines, language, synthetic=row.synthetic)


def _specification(board: Board, index: Index, language: Language) -> bytes:
    made = files(board, index.definition, language)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("iData.csv", made.data), ("iMeta.csv", made.meta), ("SPEC.toml", made.specification)):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return content.getvalue()
