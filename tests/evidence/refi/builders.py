"""Hand-made files that imitate what each program exports: its names, folders, line ends and way of counting."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

PROJECT = "urn:QDA-XML:project:1.0"
ANNA, BO = "5C94BC9E-DB8C-4F1D-9CD6-E900C7440860", "1B0B1791-BE46-4557-9957-7333544CFAF2"
TIES, TRUST = "2DFBA8C9-59F5-4424-99D6-EA9BCE18134B", "3C51EFBB-071F-43A7-9F32-228B89668E8D"
SOURCE = "56A79789-D535-4FB8-BEDD-A915504C54BA"
TEXT = "Haastattelija: Miten menee? 🙂\r\nRehtori: Yhteistyö toimii.\r\nLuottamus syntyi 👩‍🔧 ajan kanssa.\r\n"
QUOTES = (("Yhteistyö toimii.", TIES), ("Luottamus syntyi 👩‍🔧 ajan kanssa", TRUST))
CODES = (
    f'<CodeBook><Codes><Code guid="{TIES}" name="Yhteistyö" isCodable="true" color="#1F5F8B">'
    f'<Description>Tehdään yhdessä.</Description><Code guid="{TRUST}" name="Luottamus" isCodable="true"/>'
    "</Code></Codes></CodeBook>"
)
USERS = f'<Users><User guid="{ANNA}" name="Anna"/><User guid="{BO}" name="Bo" id="BO"/></Users>'


def packed(files: dict[str, str | bytes]) -> bytes:
    """Return a zip of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return target.getvalue()


def project(body: str, origin: str = "Test", namespace: str = PROJECT) -> str:
    """Return the XML of a project."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{namespace}" name="Seutu" origin={quoteattr(origin)} '
        f'creatingUserGUID="{ANNA}" creationDateTime="2026-03-01T09:00:00Z">{body}</Project>'
    )


def guid(number: int) -> str:
    """Return a GUID that tests can tell apart."""
    return f"{number:08X}-0000-4000-8000-000000000000"


def selections(places: Iterable[tuple[int, int, str, str]], coder: str = ANNA) -> str:
    """Return selections (start, end, name, code), each coded once."""
    return "".join(
        f'<PlainTextSelection guid="{guid(number)}" name={quoteattr(name)} startPosition="{start}" endPosition="{end}" '
        f'creatingUser="{coder}" creationDateTime="2026-03-01T10:00:00Z"><Description/>'
        f'<Coding guid="{guid(1000 + number)}" creatingUser="{coder}"><CodeRef targetGUID="{code}"/></Coding>'
        "</PlainTextSelection>"
        for number, (start, end, name, code) in enumerate(places, start=1)
    )


def text_source(marks: str, path: str = f"internal://{SOURCE}.txt", more: str = "") -> str:
    """Return the sources of a project with one text."""
    tag = f'TextSource guid="{SOURCE}" name="Rehtori" plainTextPath="{path}" {more}'
    return f"<Sources><{tag}>{marks}</TextSource></Sources>"


def utf16(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def nvivo() -> bytes:
    """NVivo: GUIDs in small letters, folder Sources, byte order mark, CRLF, UTF-16 units, selections without names."""
    places = []
    for quote, code in QUOTES:
        before = utf16(TEXT[: TEXT.index(quote)])
        places.append((before, before + utf16(quote), "", code.lower()))
    marks = selections(places, ANNA.lower())
    rich = f'richTextPath="internal://{SOURCE.lower()}.docx"'
    body = USERS + CODES + text_source(marks, f"internal://{SOURCE.lower()}.txt", rich)
    return packed(
        {
            "project.qde": "\ufeff" + project(body, "NVivo for Windows 12.6").replace(SOURCE, SOURCE.lower()),
            f"Sources/{SOURCE.lower()}.txt": b"\xef\xbb\xbf" + TEXT.encode(),
            f"Sources/{SOURCE.lower()}.docx": b"PK\x03\x04",
        }
    )


def atlas(name: str = "Seutu.qde") -> bytes:
    """ATLAS.ti: the XML bears the project's name, the text has CRLF, a line break counts one."""
    seen = TEXT.replace("\r\n", "\n")
    places = [(seen.index(quote), seen.index(quote) + len(quote), quote[:12] + "…", code) for quote, code in QUOTES]
    body = USERS + CODES + text_source(selections(places))
    return packed(
        {name: project(body, "ATLAS.ti Win 23.4.0"), f"sources/{SOURCE}.txt": TEXT.encode()},
    )


def maxqda() -> bytes:
    """MAXQDA: attributes in another order, names cut at forty characters, a memo on a passage without a code."""
    places = [(TEXT.index(quote), TEXT.index(quote) + len(quote), quote[:20] + "...", code) for quote, code in QUOTES]
    memo = (
        f'<PlainTextSelection endPosition="13" modifyingUser="{BO}" guid="{{{guid(9)}}}" startPosition="0" '
        'name="Haastattelija"><Description>Kuka kysyy?</Description></PlainTextSelection>'
    )
    variables = (
        f'<Variables><Variable guid="{guid(21)}" name="Sektori" typeOfVariable="Text"/>'
        f'<Variable guid="{guid(22)}" name="Vuosia" typeOfVariable="Integer"/></Variables>'
    )
    values = (
        f'<VariableValue><VariableRef targetGUID="{guid(21)}"/><TextValue>oppilaitos</TextValue></VariableValue>'
        f'<VariableValue><VariableRef targetGUID="{guid(22)}"/><IntegerValue>12</IntegerValue></VariableValue>'
    )
    group = f'<Sets><Set name="Haastattelut" guid="{guid(31)}"><MemberSource targetGUID="{SOURCE}"/></Set></Sets>'
    body = USERS + CODES + variables + text_source(selections(places) + memo + values) + group
    return packed(
        {"project.qde": project(body, "MAXQDA 2022 (Release 22.4.0)"), f"sources/{SOURCE}.txt": TEXT.encode()}
    )


def taguette() -> bytes:
    """Taguette: a codebook with flat tags and an empty group of sets."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.4.1">'
        f'<Codes><Code guid="{TIES}" name="yhteistyö" isCodable="true"/>'
        f'<Code guid="{TRUST}" name="yhteistyö.luottamus" isCodable="true"/></Codes><Sets/></CodeBook>'
    ).encode()
