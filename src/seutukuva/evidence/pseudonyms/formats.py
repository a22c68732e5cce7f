"""What has a form of its own: identity codes, business ids, account numbers, e-mail addresses, phone numbers.

Sources: the Digital and Population Data Services Agency on the personal identity code (the new century signs of 2023),
the Business Information System on the business id, ISO 13616 on IBAN. What only looks like one (a wrong check digit, a
slip of the typist) is suggested too and said to be so: it tells as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from seutukuva.base import Message
from seutukuva.evidence.pseudonyms.model import Category, Suggestion

_CENTURIES: Final = {"+": 1800} | dict.fromkeys("-UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)
_CHECK: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2)
_GAP: Final = r"[ \u00a0-]"

_IDENTITY: Final = re.compile(r"(?<![\w-])(\d{2})(\d{2})(\d{2})([-–+A-FU-Ya-fu-y])(\d{3})([0-9A-Za-z])(?![\w])")
_BUSINESS: Final = re.compile(r"(?<![\w-])(?:FI(\d{8})|(\d{7})[-–](\d))(?![\w-])")
_IBAN: Final = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?(?!\w)")
_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS: Final = re.compile(r"(?<!\w)(?:https?://|www\.)[^\s<>\"”]+[^\s<>\"”.,;:!?)\]]")
_PHONE: Final = re.compile(
    rf"(?<![\w+-])(?:(?:\+|00)\d{{1,3}}{_GAP}?(?:\(0\){_GAP}?)?|0)[1-9]\d{{0,3}}(?:{_GAP}?\d{{2,4}}){{1,4}}(?![\w-]|[.,]\d)"
)
_PHONE_DIGITS: Final = range(7, 16)


def identity_code_holds(code: str) -> bool:
    """Tell whether a Finnish personal identity code has a real date and the right check character."""
    match = _IDENTITY.fullmatch(code)
    if match is None:
        return False
    day, month, year, sign, number, check = match.groups()
    century = _CENTURIES["-" if sign == "–" else sign.upper()]
    try:
        date(century + int(year), int(month), int(day))
    except ValueError:
        return False
    return int(number) >= 2 and _CHECK[int(day + month + year + number) % 31] == check.upper()


def business_id_holds(code: str) -> bool:
    """Tell whether a Finnish business id (1234567-1) or VAT number (FI12345671) has the right check digit."""
    match = _BUSINESS.fullmatch(code)
    if match is None:
        return False
    digits = match[1] or match[2] + match[3]
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:7], strict=True)) % 11
    return rest != 1 and int(digits[7]) == (11 - rest) % 11


def iban_holds(code: str) -> bool:
    """Tell whether an account number has the right check digits (ISO 7064, modulo 97)."""
    plain = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", plain):
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def formats(text: str) -> Iterator[Suggestion]:
    """Give what has a form of its own; the surer kinds come first."""
    yield from _checked(text, _IDENTITY, "identity_code", identity_code_holds)
    yield from _checked(text, _IBAN, "other", iban_holds)
    yield from _checked(text, _BUSINESS, "business_id", business_id_holds)
    for match in _EMAIL.finditer(text):
        yield _found(match, "email", Message("evidence.pseudonyms.reason.email"), match[0].casefold())
    for match in _ADDRESS.finditer(text):
        yield _found(match, "other", Message("evidence.pseudonyms.reason.address"), match[0])
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) in _PHONE_DIGITS:
            yield _found(match, "phone", Message("evidence.pseudonyms.reason.phone"), _national(match[0]))


def _checked(
    text: str, form: re.Pattern[str], category: Category, holds: Callable[[str], bool]
) -> Iterator[Suggestion]:
    kind = "iban" if category == "other" else category
    for match in form.finditer(text):
        right = holds(match[0])
        if kind == "iban" and not right:
            continue  # any word of capitals and digits would do
        code = f"evidence.pseudonyms.reason.{kind}" if right else f"evidence.pseudonyms.reason.{kind}_wrong"
        yield _found(match, category, Message(code), re.sub(r"\s", "", match[0]).upper().replace("–", "-"))


def _found(match: re.Match[str], category: Category, reason: Message, base: str) -> Suggestion:
    return Suggestion(match.start(), match.end(), match[0], category, base, reason)


def _national(number: str) -> str:
    """Return a phone number by which its ways of writing are one: 040 123 4567 and +358 40 1234567."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    return re.sub(r"^(00358|358)", "0", digits)
