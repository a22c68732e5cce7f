"""Are the words complete? Run as `python -m tests.catalogues`; also called by a test.

Library: every code stands in fi, sv and en with the same placeholders, and every code that the source names stands
there. Web: every string that templates and Python mark for translation stands in a web catalogue of fi and of sv, not
fuzzy, with the same placeholders.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "seutukuva"
LANGUAGES = ("fi", "sv", "en")
CODE = re.compile(r'\b(Message|Problem)\(\s*"([a-z][a-z0-9_]*\.[a-z0-9_.]+)"')
PLACEHOLDER = re.compile(r"{(\w+)[:}.]")
WEB_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def entries(pattern: str) -> dict[str, tuple[str, ...]]:
    """Return msgid -> texts of all catalogues that match; fuzzy ones count as missing."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(SOURCE.rglob(pattern)):
        for message in catalogue(path):
            if not message.id or message.fuzzy:
                continue
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            if all(texts):
                found[message.id if isinstance(message.id, str) else message.id[0]] = texts
    return found


def catalogue(path: Path) -> Catalog:
    """Read a .po file."""
    with path.open("rb") as source:
        return read_po(source)


def library_faults() -> Iterator[str]:
    """Tell what is missing in the library's catalogues."""
    tables = {language: entries(f"locale/{language}/LC_MESSAGES/seutukuva.po") for language in LANGUAGES}
    for code in sorted(set().union(*tables.values())):
        for language in LANGUAGES:
            if code not in tables[language]:
                yield f"{language}: {code} is missing"
        named = {
            language: set(PLACEHOLDER.findall(" ".join(table[code])))
            for language, table in tables.items()
            if code in table
        }
        if len({frozenset(names) for names in named.values()}) > 1:
            yield f"{code}: placeholders differ: {named}"
    for path in sorted(SOURCE.rglob("*.py")):
        for kind, code in CODE.findall(path.read_text(encoding="utf-8")):
            for wanted in (code, f"{code}.remedy") if kind == "Problem" else (code,):
                if wanted not in tables["en"]:
                    yield f"{path.relative_to(SOURCE)}: {wanted} stands in no catalogue"


def marked() -> dict[str, str]:
    """Return msgid -> file of every string that the web marks for translation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    from django.utils.translation.template import templatize

    found: dict[str, str] = {}
    keywords = ["gettext", "gettext_lazy", "ngettext", "_", "pgettext"]
    for path in sorted((SOURCE / "web").rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            lines = templatize(text, origin=path.name).splitlines()
            text = "\n".join(line.strip() for line in lines)
        for _line, _function, message, _comments in extract_python(io.BytesIO(text.encode()), keywords, [], {}):
            msgid = message[0] if isinstance(message, tuple) else message
            if isinstance(msgid, str) and msgid:
                found.setdefault(msgid, str(path.relative_to(SOURCE)))
    return found


def web_faults() -> Iterator[str]:
    """Tell what is missing in the web's catalogues."""
    wanted = marked()
    for language in ("fi", "sv"):
        table = entries(f"web/**/locale/{language}/LC_MESSAGES/django.po")
        for msgid, place in wanted.items():
            if msgid not in table:
                yield f"{language}: {place}: {msgid!r} is missing"
            elif any(
                set(WEB_PLACEHOLDER.findall(text)) != set(WEB_PLACEHOLDER.findall(msgid)) for text in table[msgid][-1:]
            ):
                yield f"{language}: {place}: {msgid!r}: placeholders differ"
        for msgid in table:
            if msgid not in wanted:
                yield f"{language}: {msgid!r} is no longer used"


def faults() -> list[str]:
    """Return every fault of the catalogues."""
    return [*library_faults(), *web_faults()]


if __name__ == "__main__":
    told = faults()
    for line in told:
        sys.stderr.write(f"{line}\n")
    sys.stderr.write(f"{len(told)} faults in the catalogues\n")
    sys.exit(1 if told else 0)
