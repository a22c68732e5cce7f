"""The zip of a `.qdpx`: opened without unpacking anything to disk, refused when it could do harm."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from urllib.parse import unquote

from seutukuva.base import Problem

_MOST_MEMBERS: Final = 100_000
_MOST_READ: Final = 512 * 2**20  # bytes of XML and texts together; sound and pictures are never read
_SUSPECT_SIZE: Final = 8 * 2**20
_SUSPECT_RATIO: Final = 120  # a text of one word repeated packs to 1:100; a bomb to 1:1000
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError)
_SCHEME: Final = re.compile(r"(?P<scheme>[A-Za-z]+):/{1,3}(?P<rest>.*)", re.DOTALL)


@dataclass
class Archive:
    """The members of a `.qdpx` by name. What is read is counted, so that no file can fill the memory."""

    zip: zipfile.ZipFile
    project: str
    _members: dict[str, str] = field(default_factory=dict)
    _read: int = 0

    def read_project(self) -> bytes:
        """Return the XML of the project."""
        return self._bytes(self.project)

    def read(self, path: str) -> bytes | None:
        """Return the file that a path of the XML names, None when the archive does not hold it."""
        name = self._find(path)
        return None if name is None else self._bytes(name)

    def _find(self, path: str) -> str | None:
        """Find a file: programs write `sources` and `Sources`, GUIDs in either case, paths with or without scheme."""
        bare = _key(_SCHEME.sub(r"\g<rest>", path.strip())).lstrip("/")
        folder = _key(self.project).rpartition("/")[0]
        under = f"{folder}/" if folder else ""
        for wanted in (bare, unquote(bare)):
            for key in (f"{under}sources/{wanted}", f"{under}{wanted}", wanted):
                if key in self._members:
                    return self._members[key]
        last = unquote(bare).rpartition("/")[2]
        alike = [name for key, name in self._members.items() if key.rpartition("/")[2] == last]
        return alike[0] if last and len(alike) == 1 else None

    def _bytes(self, name: str) -> bytes:
        info = self.zip.getinfo(name)
        try:
            with self.zip.open(info) as member:
                data = member.read(_MOST_READ - self._read + 1)
        except NotImplementedError:  # a kind of RuntimeError, hence first
            raise Problem("evidence.refi.compression", name=name) from None
        except RuntimeError:
            raise Problem("evidence.refi.encrypted") from None
        except _DAMAGED:
            raise Problem("evidence.refi.damaged", name=name) from None
        self._read += len(data)
        if self._read > _MOST_READ:
            raise Problem("evidence.refi.bomb", name=name)
        return data


def is_external(path: str) -> bool:
    """Tell whether a path names a file outside the archive."""
    match = _SCHEME.fullmatch(path.strip())
    return match is not None and match["scheme"].lower() != "internal"


def open_archive(data: bytes) -> Archive:
    """Return the archive of a `.qdpx`.

    Raises Problem when it is no zip, names a file outside itself, would swell beyond reason or holds no project.
    """
    try:
        opened = zipfile.ZipFile(BytesIO(data))
        infos = opened.infolist()
    except (*_DAMAGED, NotImplementedError):
        raise Problem("evidence.refi.not_a_zip") from None
    if len(infos) > _MOST_MEMBERS:
        raise Problem("evidence.refi.bomb", name=infos[_MOST_MEMBERS].filename)
    members: dict[str, str] = {}
    for info in infos:
        _refuse(info)
        if not info.is_dir():
            members.setdefault(_key(info.filename), info.filename)
    return Archive(opened, _project_of(members), members)


def _refuse(info: zipfile.ZipInfo) -> None:
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        raise Problem("evidence.refi.climbs", name=name)
    if info.flag_bits & 1:
        raise Problem("evidence.refi.encrypted")
    if info.file_size > _SUSPECT_SIZE and info.file_size > _SUSPECT_RATIO * info.compress_size:
        raise Problem("evidence.refi.bomb", name=name)


def _project_of(members: dict[str, str]) -> str:
    """Return the name of the project's XML: `project.qde`, or in ATLAS.ti the name of the project."""
    found = [key for key in members if key.endswith(".qde") and not _is_debris(key)]
    if not found:
        raise Problem("evidence.refi.no_project")
    depth = min(key.count("/") for key in found)
    shallow = [key for key in found if key.count("/") == depth]
    named = [key for key in shallow if key.rpartition("/")[2] == "project.qde"]
    chosen = named or shallow
    if len(chosen) > 1:
        raise Problem("evidence.refi.two_projects", names=", ".join(sorted(members[key] for key in chosen)))
    return members[chosen[0]]


def _is_debris(key: str) -> bool:
    """Tell whether macOS left the file beside the real one."""
    return key.startswith("__macosx/") or key.rpartition("/")[2].startswith("._")


def _key(name: str) -> str:
    key = name.replace("\\", "/").casefold()
    return key.removeprefix("./")
