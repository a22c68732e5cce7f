"""What an interviewee is told and asked, in versions that are kept: it stays known who agreed to what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from seutukuva.base import LANGUAGES, Problem, Term
from seutukuva.base.store import package_file


@dataclass(frozen=True)
class ConsentText:
    """A version: what is told, and the three things that are asked one by one."""

    version: str
    told: tuple[Term, ...]
    interview: Term
    recording: Term
    quotation: Term


@cache
def consent_texts() -> Mapping[str, ConsentText]:
    """Return the shipped versions, oldest first."""
    data = tomllib.loads(package_file("evidence", "consents.toml").read_text(encoding="utf-8"))
    return {row["version"]: _text(row) for row in data["versions"]}


def consent_text(version: str = "") -> ConsentText:
    """Return a version of the text; without a name the newest, which is the one to ask. Raises Problem."""
    known = consent_texts()
    wanted = version or list(known)[-1]
    if wanted not in known:
        raise Problem("evidence.consent.unknown_version", version=wanted, known=", ".join(known))
    return known[wanted]


def _text(row: Mapping[str, Any]) -> ConsentText:
    return ConsentText(
        version=row["version"],
        told=tuple(_term(term) for term in row["told"]),
        interview=_term(row["interview"]),
        recording=_term(row["recording"]),
        quotation=_term(row["quotation"]),
    )


def _term(row: Mapping[str, str]) -> Term:
    return Term(**{language: row[language] for language in LANGUAGES})
