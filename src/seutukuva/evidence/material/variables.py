"""Case variables: how they are called in files, and how their values are written there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final

from seutukuva.base import LANGUAGES, Problem
from seutukuva.evidence.material.model import VARIABLES, Variable

_NAMES: Final[Mapping[Variable, str]] = {
    "participant": "participant|osallistuja|haastateltava|vastaaja|nimi|deltagare|intervjuad|intervjuperson|svarande"
    "|respondent|namn|interviewee|name",
    "ecosystem": "ecosystem|innovation ecosystem|ekosysteemi|innovaatioekosysteemi|ekosystem|innovationsekosystem",
    "organisation": "organisation|organization|organisaatio|yritys|työnantaja|taustaorganisaatio|företag|arbetsgivare"
    "|company|employer",
    "sector": "sector|sektori|sektor|taho",
    "role": "role|rooli|tehtävä|asema|titteli|roll|uppgift|befattning|titel|position|title",
    "date": "date|päivämäärä|pvm|päiväys|haastattelupäivä|vastausaika|vastauspäivä|lähetetty|datum|svarsdatum|inlämnad"
    "|submitted|interview date|response time|completed",
    "language": "language|kieli|vastauskieli|språk|response language",
    "consent": "consent|suostumus|samtycke|lupa lainata|consent to quotation|lupa lainaamiseen|samtycke till citat",
}
_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "sector": {
        "city": "kaupunki|kunta|kehitysyhtiö|stad|staden|kommun|utvecklingsbolag|municipality|town|development company",
        "company": "yritys|yritykset|elinkeinoelämä|företag|näringsliv|business",
        "education": "oppilaitos|koulutus|koulu|läroanstalt|utbildning|skola|educational institution",
        "rdi": "tki|tki-toimija|tutkimus|fui|fui-aktör|forskning|research|rdi organisation|rdi actor",
        "finance": "rahoitus|rahoittaja|finansiering|finansiär|financier|funder|funding",
        "state": "valtio|valtionhallinto|staten|statsförvaltning|state government|the state",
    },
    "language": {
        "fi": "suomi|finska|finnish|fi-fi|fin",
        "sv": "ruotsi|svenska|swedish|sv-fi|sv-se|swe",
        "en": "englanti|engelska|english|en-gb|en-us|eng",
    },
    "consent": {
        "refused": "kieltäytyi|kielletty|vägrade|nekat|refused",
        "given": "kyllä|annettu|on|ja|givet|yes|true|x",
        "asked": "ei|ei vielä|kysytty|nej|inte ännu|no|not yet|false",
        "not_needed": "ei tarvita|julkinen|behövs inte|offentlig|not needed|public",
    },
}
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_NORDIC: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\s.*)?")
_LABELLED: Final = re.compile(r"[*#>\s]*([^\W\d_][\w \-]{1,30}?)\**\s*(?::|\||\t)\**\s*(\S.*)")
_HEAD: Final = 20  # lines in which a file tells of itself
_LONGEST: Final = 120
_SENTENCE_ENDS: Final = (".", "?", "!", "…")


def variable_named(heading: str) -> Variable | None:
    """Return the variable that a heading names in any of the three languages, or by its id."""
    name = re.sub(r"^\s*\d+[.)]\s*", "", heading).strip(" :*.").casefold()
    return next((variable for variable in VARIABLES if name in _NAMES[variable].split("|")), None)


def value_of(variable: Variable, text: str) -> str:
    """Return a variable's value as it is kept: a sector's id, an ISO date, a language's code.

    Raises Problem when a sector, date, language or consent is written in a way that is not known.
    """
    text = " ".join(text.split())
    if variable == "date":
        return _date(text)
    if variable not in _VALUES:
        return text
    return _listed(variable, text)


def variables_in_head(text: str) -> dict[str, str]:
    """Return what the first lines of a text tell in the form "Label: value".

    A label that comes again, or that a whole sentence follows, begins a speaker's turn and is none; a value that
    cannot be read is left to people.
    """
    return readable({variable: value for variable, (_label, value) in _head(text).items()})


def labels_in_head(text: str) -> frozenset[str]:
    """Return the labels of those lines: they are no speakers."""
    return frozenset(label for label, _value in _head(text).values())


def _head(text: str) -> dict[Variable, tuple[str, str]]:
    lines = [line for line in text.split("\n") if line.strip()]
    labels = Counter(match[1].casefold() for line in lines if (match := _LABELLED.match(line)))
    found: dict[Variable, tuple[str, str]] = {}
    for line in lines[:_HEAD]:
        match = _LABELLED.fullmatch(line)
        if match is None or len(match[2]) > _LONGEST or labels[match[1].casefold()] > 1:
            continue
        variable, value = variable_named(match[1]), match[2].strip(" *")
        if variable and variable not in found and not value.endswith(_SENTENCE_ENDS):
            found[variable] = (match[1], value)
    return found


def readable(values: Mapping[Variable, str]) -> dict[str, str]:
    """Return the values that are written in a known way."""
    known: dict[str, str] = {}
    for variable, text in values.items():
        try:
            known[variable] = value_of(variable, text)
        except Problem:  # a file may say "2nd of May"; people then fill in what is missing
            continue
    return known


def _date(text: str) -> str:
    iso, nordic = _ISO.fullmatch(text), _NORDIC.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        if nordic:
            return date(int(nordic[3]), int(nordic[2]), int(nordic[1])).isoformat()
    except ValueError as error:
        raise Problem("evidence.material.date", value=text[:40]) from error
    raise Problem("evidence.material.date", value=text[:40])


def _listed(variable: str, text: str) -> str:
    wanted = text.casefold()
    for value, words in _VALUES[variable].items():
        if wanted == value or wanted in words.split("|"):
            return value
    known = LANGUAGES if variable == "language" else tuple(_VALUES[variable])
    raise Problem("evidence.unknown_value", field=variable, value=text[:40], known=", ".join(known))
