"""One file to material: what kind it is, its reader, and the text as it is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, Literal

from seutukuva.base import Message, Place, Problem
from seutukuva.evidence.material.archives import Archive
from seutukuva.evidence.material.captions import read_captions
from seutukuva.evidence.material.languages import language_of
from seutukuva.evidence.material.model import MOST_BYTES, MOST_CHARACTERS, Body, Material, Turn
from seutukuva.evidence.material.opendocument import is_odt, read_odt
from seutukuva.evidence.material.portable import read_pdf
from seutukuva.evidence.material.speakers import turns_of
from seutukuva.evidence.material.tables import Column, columns_of, is_xlsx, read_xlsx
from seutukuva.evidence.material.texts import decoded, fixed
from seutukuva.evidence.material.variables import variables_in_head
from seutukuva.evidence.material.word import is_docx, read_docx

Kind = Literal["docx", "odt", "xlsx", "pdf", "vtt", "srt", "text"]

ENDINGS: Final = (".docx", ".odt", ".txt", ".md", ".vtt", ".srt", ".pdf", ".xlsx")
_TEXT: Final = ("", ".txt", ".text", ".md", ".markdown", ".vtt", ".srt")
_PACKED: Final = (".docx", ".docm", ".odt", ".xlsx", ".xlsm", ".pdf")
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_SUBRIP: Final = re.compile(r"\s*\d+\s*\n\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->")
_LOST_LETTER: Final = "\ufffd"


def check_size(name: str, size: int) -> None:
    """Raise Problem when a file is larger than is read, before it is."""
    if size > MOST_BYTES:
        place = Place(file=_file_name(name))
        raise Problem(
            "evidence.material.too_large", place=place, megabytes=-(-size // 2**20), limit=MOST_BYTES // 2**20
        )


def read_material(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> tuple[Material, ...]:
    """Return the texts of a file: one, or of a workbook one for each row. All of it in memory; nothing is run.

    columns: of a workbook, heading -> text, other, skip or a case variable; what is not named is guessed.
    Raises Problem (evidence.material.*) naming the file when it cannot be used as a whole.
    """
    check_size(name, len(data))
    try:
        return tuple(_material(name, body) for body in _bodies(name, data, columns))
    except Problem as problem:
        raise problem.at(replace(problem.place, file=_file_name(name))) from problem


def table_columns(name: str, data: bytes) -> tuple[Column, ...]:
    """Return the columns of a workbook with a guess of what each is; none for other files. Raises Problem."""
    check_size(name, len(data))
    if not data.startswith(_ZIP):
        return ()
    try:
        archive = Archive(data)
        return columns_of(data, archive) if is_xlsx(archive) else ()
    except Problem as problem:
        raise problem.at(replace(problem.place, file=_file_name(name))) from problem


def _bodies(name: str, data: bytes, columns: Mapping[str, str] | None) -> tuple[Body, ...]:
    if not data.strip():
        raise Problem("evidence.material.empty")
    if data.startswith(_OLE):
        raise Problem("evidence.material.encrypted") if _ENCRYPTED in data else Problem("evidence.material.old_office")
    if b"%PDF-" in data[:1024]:
        return (read_pdf(data),)
    if data.startswith(_ZIP):
        archive = Archive(data)
        if is_docx(archive):
            return (read_docx(archive),)
        if is_xlsx(archive):
            return read_xlsx(data, archive, columns)
        if is_odt(archive):
            return (read_odt(archive),)
        raise Problem("evidence.material.unknown_kind", known=", ".join(ENDINGS))
    return (_plain(PurePosixPath(_file_name(name)).suffix.lower(), data),)


def _plain(ending: str, data: bytes) -> Body:
    if ending in _PACKED:
        raise Problem("evidence.material.broken")
    if ending not in _TEXT or data.startswith(b"{\\rtf"):
        raise Problem("evidence.material.unknown_kind", known=", ".join(ENDINGS))
    text = decoded(data)
    if ending in (".vtt", ".srt") or text.startswith("WEBVTT") or _SUBRIP.match(text):
        return read_captions(text)
    return Body(text=text)


def _material(name: str, body: Body) -> Material:
    text = fixed(body.text)
    if not text.strip():
        raise Problem("evidence.material.empty")
    if len(text) > MOST_CHARACTERS:
        raise Problem("evidence.material.too_long", characters=len(text), limit=MOST_CHARACTERS)
    variables: dict[str, str] = {} if body.row or body.spoken else variables_in_head(text)
    variables |= body.variables
    language = language_of(text)
    if language and "language" not in variables:
        variables["language"] = language
    notes = body.notes
    if _LOST_LETTER in text:
        notes += (Message("evidence.material.note.letters", {"count": text.count(_LOST_LETTER)}),)
    turns: tuple[Turn, ...] = body.turns if body.row or body.spoken else turns_of(text)
    title = " ".join(fixed(PurePosixPath(_file_name(name)).stem).split()) + (f" #{body.row}" if body.row else "")
    return Material(title=title, text=text, turns=turns, variables=variables, notes=notes, row=body.row)


def _file_name(name: str) -> str:
    """Return a file's name without the folders that a browser or a zip may put before it."""
    return name.replace("\\", "/").rpartition("/")[2]
