"""Sentences as data: a code with parameters, rendered in a language only when somebody reads it.

The library never writes prose. It returns `Message(code, parameters)`; a catalogue per room and
language (`<room>/locale/<language>/LC_MESSAGES/seutukuva.po`, msgid = the code) holds the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class LocalName:
    """A proper name in the three languages with the Finnish case forms that sentences need.

    `fi_in` is the local form a Finn uses for being in the place (Raumalla, Iisalmessa), `fi_of` the genitive,
    `fi_from` and `fi_to` the forms of direction. Swedish and English need no forms of their own:
    "i Raumo", "in Rauma" are made from the name.
    """

    fi: str
    sv: str
    en: str
    fi_in: str
    fi_of: str
    fi_from: str
    fi_to: str

    def form(self, language: str, case: str) -> str:
        """Return the name in `language`; `case` is name, in, of, from or to."""
        if case == "name":
            return str(getattr(self, language))
        if language == "fi":
            return str(getattr(self, f"fi_{case}"))
        name = str(getattr(self, language))
        if case == "of":
            return _swedish_genitive(name) if language == "sv" else _english_genitive(name)
        return _PREPOSITIONS[language, case].format(name)


def _swedish_genitive(name: str) -> str:
    return name if name[-1] in "sxz" else f"{name}s"


def _english_genitive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


_PREPOSITIONS: dict[tuple[str, str], str] = {
    ("sv", "in"): "i {0}",
    ("sv", "from"): "från {0}",
    ("sv", "to"): "till {0}",
    ("en", "in"): "in {0}",
    ("en", "from"): "from {0}",
    ("en", "to"): "to {0}",
}


@dataclass(frozen=True)
class Term:
    """A text in the three languages that comes from data (a dimension's name, a descriptor), not from a catalogue."""

    fi: str
    sv: str
    en: str

    def text(self, language: str) -> str:
        """Return the text in `language`."""
        return str(getattr(self, language))


@dataclass(frozen=True)
class Message:
    """A sentence or term: `code` names it in the catalogues, `parameters` fill it.

    A parameter is a number, a string, a `LocalName`, a `Term` or another `Message` (a translated term). A parameter
    called `count` chooses the plural form.
    """

    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return plain data that `from_json` reads back."""
        return {"code": self.code, "parameters": {k: _plain(v) for k, v in self.parameters.items()}}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Message:
        """Read what `to_json` wrote."""
        return Message(data["code"], {k: _rich(v) for k, v in data["parameters"].items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return {"message": value.to_json()}
    if isinstance(value, LocalName):
        return {"name": vars(value)}
    if isinstance(value, Term):
        return {"term": vars(value)}
    return value


def _rich(value: Any) -> Any:
    if isinstance(value, dict) and "message" in value:
        return Message.from_json(value["message"])
    if isinstance(value, dict) and "name" in value:
        return LocalName(**value["name"])
    if isinstance(value, dict) and "term" in value:
        return Term(**value["term"])
    return value
