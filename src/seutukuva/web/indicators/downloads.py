"""Tables and documents as files."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse

from seutukuva.base import Language
from seutukuva.documents import Document, Table
from seutukuva.web.kit.releases.files import rendered
from seutukuva.web.kit.releases.writers import WRITERS
from seutukuva.writers import csv, xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sent(content: bytes, kind: str, name: str, *, synthetic: bool) -> HttpResponse:
    """Return a file's answer; robots do not keep synthetic ones."""
    response = HttpResponse(content, content_type=kind)
    marked = name.replace(".", "-synthetic.", 1) if synthetic else name
    response["Content-Disposition"] = f'attachment; filename="{marked}"'
    if synthetic:
        response["X-Robots-Tag"] = "noindex"
    return response


def table_response(
    table: Table, ending: str, name: str, lines: Sequence[str], language: Language, *, synthetic: bool
) -> HttpResponse:
    """Return a table as CSV or XLSX. Raises Http404 for another ending."""
    if ending == "csv":
        return sent(csv.write(table), CSV, f"{name}.csv", synthetic=synthetic)
    if ending == "xlsx":
        return tables_response([table], name, lines, language, synthetic=synthetic)
    raise Http404


def tables_response(
    tables: Sequence[Table], name: str, lines: Sequence[str], language: Language, *, synthetic: bool
) -> HttpResponse:
    """Return tables as one workbook with a sheet of sources."""
    named = [(table.caption, table) for table in tables]
    content = xlsx.write(named, note=list(lines), language=language, synthetic=synthetic)
    return sent(content, XLSX, f"{name}.xlsx", synthetic=synthetic)


def document_file(document: Document, ending: str, name: str) -> HttpResponse:
    """Return a Document as PDF, Word or slides, written once for the same content."""
    kind, write = WRITERS[ending]
    return sent(rendered(document, ending, write), kind, f"{name}.{ending}", synthetic=document.synthetic)
