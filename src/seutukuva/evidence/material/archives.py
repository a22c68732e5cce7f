"""Zip files and the XML in them, opened in memory and with limits: nothing in them is trusted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from lxml import etree

from seutukuva.base import Problem

MOST_UNPACKED: Final = 300 * 1024 * 1024
MOST_XML: Final = 60 * 1024 * 1024  # a 200-page transcript has some 5 MB of it
MOST_MEMBERS: Final = 20_000
MOST_RATIO: Final = 200  # text in XML packs to a tenth or a thirtieth
_SMALL: Final = 10 * 1024 * 1024  # below this no ratio harms anybody
_ENCRYPTED_FLAG: Final = 0x1
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_DOCTYPE: Final = tuple(mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le"))
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class Archive:
    """A zip whose members have been looked at and may be read. Raises Problem when one of them is not fit for it."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN as error:
            raise Problem("evidence.material.broken") from error
        _check(members)
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """Return a member's bytes. Raises Problem when it is missing or damaged."""
        try:
            # zipfile stops at the size that the directory declares, which has been checked.
            return self._zip.read(name)
        except (KeyError, *_BROKEN) as error:
            raise Problem("evidence.material.broken") from error

    def xml(self, name: str) -> etree._Element:
        """Return the root of a member's XML. Raises Problem when it is none, too large, or has a document type."""
        data = self.read(name)
        _refuse_unfit(data)
        # lxml's own limits (huge_tree=False) stand against deep nesting and giant texts.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Problem("evidence.material.broken") from error
        declared: object = root.getroottree().docinfo.internalDTD
        if declared is not None:  # in an encoding in which the bytes above do not show it
            raise Problem("evidence.material.doctype")
        return root

    def refuse_unfit_xml(self) -> None:
        """Raise Problem as `xml` does, for libraries that parse the members themselves."""
        for name in self.names:
            if name.endswith((".xml", ".rels", ".vml")):
                _refuse_unfit(self.read(name))


def _refuse_unfit(data: bytes) -> None:
    """Raise Problem when XML is too large, or declares a document type or an entity: no office program writes them."""
    if len(data) > MOST_XML:
        raise Problem("evidence.material.unpacks_too_large", limit=MOST_XML // 2**20)
    if any(mark in data for mark in _DOCTYPE):
        raise Problem("evidence.material.doctype")


def _check(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        if _climbs_out(member.filename):
            raise Problem("evidence.material.unsafe_path", path=member.filename[:80])
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise Problem("evidence.material.encrypted")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise Problem("evidence.material.unpacks_too_large", limit=MOST_UNPACKED // 2**20)
    if unpacked > _SMALL and unpacked > MOST_RATIO * max(packed, 1):
        raise Problem("evidence.material.zip_bomb", times=unpacked // max(packed, 1))


def _climbs_out(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return path.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(path) is not None
