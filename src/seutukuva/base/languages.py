"""Render messages, numbers and periods in Finnish, Swedish and English.

Catalogues are gettext, one per room and language, compiled at build time. A missing entry is an error, never an
English sentence on a Finnish page.

Placeholders in a catalogue carry a format after the colon:

    {value:number}      39 360        thousands in the language's own way, no decimals
    {value:number.1}    5,3           one decimal
    {share:percent}     25 %          a fraction as per cent (percent.1 for a decimal)
    {change:signed.1}   +1,2          with its sign (a true minus)
    {period:period}     lokakuu 2023  from 2023-10; a year stays a year
    {town:in}           Raumalla      name, in, of, from, to of a LocalName
    {industry}          teollisuus    a Message or a Term is rendered in the same language
    {industry:lower}, {industry:capital}   first letter lower or upper
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, Literal, get_args

from babel.dates import get_month_names
from babel.numbers import format_decimal, format_percent

from seutukuva.base.messages import LocalName, Message, Term

Language = Literal["fi", "sv", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_LOCALES: Final = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_NEARLY_SURE: Final = 0.99
_MONTH_LENGTH: Final = len("2023-10")


class MissingMessage(KeyError):
    """A catalogue lacks a code: a fault of ours, not of the user."""


@cache
def catalogue(language: Language) -> Mapping[Any, str]:
    """Return all rooms' entries of one language: code -> text, (code, plural index) -> text."""
    entries: dict[Any, str] = {}
    root = Path(str(resources.files("seutukuva")))
    for path in sorted(root.rglob(f"locale/{language}/LC_MESSAGES/seutukuva.mo")):
        with path.open("rb") as source:
            # GNUTranslations keeps its table in _catalog; there is no public way to list or test for an entry.
            entries.update(vars(gettext.GNUTranslations(source))["_catalog"])
    return entries


def has(code: str, language: Language) -> bool:
    """Tell whether the catalogue of `language` has `code`."""
    table = catalogue(language)
    return code in table or (code, 0) in table


def template(code: str, language: Language, count: float | None = None) -> str:
    """Return the unfilled text of `code`; `count` chooses the plural form. Raises MissingMessage."""
    table = catalogue(language)
    if count is not None and (code, 0) in table:
        return table[code, 0 if count == 1 else 1]
    if code not in table:
        raise MissingMessage(f"{language}: {code}")
    return table[code]


def render(message: Message, language: Language) -> str:
    """Return `message` as text in `language`. Raises MissingMessage when the catalogue lacks its code."""
    text = template(message.code, language, message.parameters.get("count"))
    return _Formatter(language).vformat(text, (), message.parameters)


def number(value: float, language: Language, decimals: int = 0) -> str:
    """Return a number in the language's own form: 39 360; 5,3."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _minus(format_decimal(value, format=pattern, locale=_LOCALES[language]))


def percent(share: float, language: Language, decimals: int = 0) -> str:
    """Return a fraction as per cent in the language's own form: 25 %."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + ("\u00a0%" if language != "en" else "%")
    return _minus(format_percent(share, format=pattern, locale=_LOCALES[language]))


def probability(share: float, language: Language) -> str:
    """Return a probability as per cent; what is nearly sure or nearly out of the question is never told as such."""
    if share > _NEARLY_SURE:
        return f"> {percent(_NEARLY_SURE, language)}"
    if share < 1 - _NEARLY_SURE:
        return f"< {percent(1 - _NEARLY_SURE, language)}"
    return percent(share, language)


def signed(value: float, language: Language, decimals: int = 0) -> str:
    """Return a change with its sign: +1,2 or −0,4; zero as shown has none."""
    text = number(value, language, decimals)
    return f"+{text}" if value > 0 and round(value, decimals) != 0 else text


def period(text: str, language: Language) -> str:
    """Return '2023-10' as a month's name and year; other periods as they are."""
    if len(text) != _MONTH_LENGTH or text[4] != "-" or not text[5:].isdigit():
        return text
    months = get_month_names("wide", context="stand-alone", locale=_LOCALES[language])
    return f"{months[int(text[5:])]} {text[:4]}"


def _minus(text: str) -> str:
    """Use the true minus sign, and none before a number that is shown as zero."""
    if text[:1] in "-−" and not any(c in "123456789" for c in text):
        return text[1:]
    return text.replace("-", "−")


class _Formatter(string.Formatter):
    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def format_field(self, value: Any, spec: str) -> str:
        if isinstance(value, LocalName):
            return value.form(self.language, spec or "name")
        if isinstance(value, Message):
            return _letter_case(render(value, self.language), spec)
        if isinstance(value, Term):
            return _letter_case(value.text(self.language), spec)
        kind, _, digits = spec.partition(".")
        shown = _NUMBERS.get(kind)
        if shown is not None:
            return shown(float(value), self.language, int(digits or 0))
        if kind == "period":
            return period(str(value), self.language)
        return _letter_case(str(value), spec)


_NUMBERS = {"number": number, "percent": percent, "signed": signed}


def _letter_case(text: str, spec: str) -> str:
    if spec == "lower":
        return text[:1].lower() + text[1:]
    if spec == "capital":
        return text[:1].upper() + text[1:]
    return text


def as_language(text: str | None) -> Language:
    """Return `text` as one of the languages; Finnish when it is none of them."""
    return next((language for language in LANGUAGES if language == text), "fi")
