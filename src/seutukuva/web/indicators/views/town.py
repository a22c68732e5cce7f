"""A town's page and its files: the page and the report are two writers of one Document."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base import Language
from seutukuva.base.languages import as_language
from seutukuva.documents import Document, Figure, Table
from seutukuva.web.indicators import selectors
from seutukuva.web.indicators.board import Board, Town
from seutukuva.web.indicators.downloads import document_file, table_response, tables_response
from seutukuva.web.indicators.official import kept
from seutukuva.web.indicators.town import sources_of, town_document
from seutukuva.web.kit.releases.writers import WRITERS
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_participant
from seutukuva.writers import html


@require_safe
def town(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show a town."""
    participant = get_participant(request.user, programme, town)
    row = participant.programme
    language = as_language(get_language())
    board, here = _board(request, programme, town)
    groups = selectors.groups(row, language)
    group, among, name = selectors.chosen_group(groups, request.GET.get("among"))
    article = kept(
        ("town", timezone.localdate(), board.version, here.slug, row.slug, among, name, language),
        lambda: _article(document_of(board, here, language, among, name), row.slug, here.slug),
    )
    context = programme_context(request, row, participant) | {
        "article": mark_safe(article),
        "groups": groups,
        "group": group,
        "may_work": request.user.has_perm("programmes.work_on_town", participant),
        "is_member": request.user.has_perm("programmes.read_town", participant),
        "evidence": _evidence(row.slug, here.slug),
        "among_query": f"?among={group.pk}" if group else "",
    }
    return render(request, "indicators/town.html", context)


@require_safe
def town_file(request: HttpRequest, programme: str, town: str, ending: str) -> HttpResponse:
    """Send a town's page as PDF, its indicators as CSV, or everything in tables as XLSX."""
    participant = get_participant(request.user, programme, town)
    language = as_language(get_language())
    board, here = _board(request, programme, town)
    groups = selectors.groups(participant.programme, language)
    _group, among, group_name = selectors.chosen_group(groups, request.GET.get("among"))
    document = document_of(board, here, language, among, group_name)
    name = f"{here.slug}-{language}"
    figure = next((b for b in document.blocks if isinstance(b, Figure) and b.id == request.GET.get("figure")), None)
    if figure is not None:
        lines = [figure.source.line(language)]
        return table_response(figure.table, ending, f"{name}-{figure.id}", lines, language, synthetic=board.synthetic)
    if ending in WRITERS:
        return document_file(document, ending, name)
    return _tables(document, ending, name, list(sources_of(board, language)))


def _tables(document: Document, ending: str, name: str, lines: list[str]) -> HttpResponse:
    """Send a document's longest table as CSV, or all of them as XLSX; a town without any figures has no such file."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    figures = [block.table for block in document.blocks if isinstance(block, Figure)]
    if not tables or ending not in ("csv", "xlsx"):
        raise Http404
    longest = max(tables, key=lambda table: len(table.rows))
    if ending == "csv":
        return table_response(longest, ending, name, lines, document.language, synthetic=document.synthetic)
    return tables_response([*tables, *figures], name, lines, document.language, synthetic=document.synthetic)


def _board(request: HttpRequest, programme: str, town: str) -> tuple[Board, Town]:
    participant = get_participant(request.user, programme, town)
    board = selectors.board(request.user, participant.programme)
    here = board.town(town)
    if here is None:
        raise Http404
    return board, here


def document_of(
    board: Board, town: Town, language: Language, among: tuple[str, ...] | None, among_name: str
) -> Document:
    """Return the Document of a town, made once for the same figures."""
    key = ("document", timezone.localdate(), board.version, town.slug, among, among_name, language)
    return kept(key, lambda: town_document(board, town, language, among=among, among_name=among_name))


def _article(document: Document, programme: str, town: str) -> str:
    file = reverse("town_file", args=[programme, town, "csv"])
    return html.write(
        document,
        sentence_link=lambda urn: reverse("thread", args=[urn]),
        figure_links=lambda figure: [("CSV", f"{file}?figure={figure.id}")],
    )


def _evidence(programme: str, town: str) -> str:
    """Return where interviews are added, "" while no room offers it."""
    try:
        return reverse("town_evidence", args=[programme, town])
    except NoReverseMatch:
        return ""
