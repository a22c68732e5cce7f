"""Variables and their values, of sources and of cases."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from seutukuva.evidence.refi.codes import refs
from seutukuva.evidence.refi.ledger import Ledger, moment
from seutukuva.evidence.refi.markup import children, words
from seutukuva.evidence.refi.model import VARIABLE_KINDS, Value, Variable, VariableKind

_INTEGER: Final = re.compile(r"[+-]?\d+")
_DECIMAL: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_TRUTHS: Final = {"true": "true", "1": "true", "false": "false", "0": "false"}


def read_variables(group: Element | None, ledger: Ledger) -> tuple[Variable, ...]:
    """Return the variables of a project; a kind that the standard does not know is text."""
    kinds = {kind.casefold(): kind for kind in VARIABLE_KINDS}
    return tuple(
        Variable(
            guid=ledger.guid(element, "variable", number, element.get("name")),
            name=element.get("name", ""),
            kind=kinds.get((element.get("typeOfVariable") or "").strip().casefold(), "Text"),
            description=words(element, "Description"),
        )
        for number, element in enumerate(children(group, "Variable"))
    )


def read_values(holder: Element, variables: Container[str], ledger: Ledger) -> tuple[Value, ...]:
    """Return the values of a source or case. One that is not of the kind it claims becomes text, as it stands."""
    found = []
    for element in children(holder, "VariableValue"):
        targets = refs(element, "VariableRef")
        if not targets or targets[0] not in variables:
            ledger.count("evidence.refi.lost.references")
            continue
        given = next(children(element, *(f"{kind}Value" for kind in VARIABLE_KINDS)), None)
        if given is None:
            found.append(Value(targets[0], None))
            continue
        kind: VariableKind = next(kind for kind in VARIABLE_KINDS if given.tag == f"{kind}Value")
        text = "".join(given.itertext()).replace("\r\n", "\n").replace("\r", "\n")
        lexical = _lexical(kind, text)
        found.append(Value(targets[0], text) if lexical is None else Value(targets[0], lexical, kind))
    return tuple(found)


def _lexical(kind: VariableKind, text: str) -> str | None:
    """Return a value as XML Schema writes its kind, None when it is no such value."""
    bare = text.strip()
    match kind:
        case "Text":
            return text
        case "Boolean":
            return _TRUTHS.get(bare.casefold())
        case "Integer":
            return bare if _INTEGER.fullmatch(bare) else None
        case "Float":
            return bare if _DECIMAL.fullmatch(bare) else None
        case "DateTime":
            return moment(bare)
        case "Date":
            try:
                return date.fromisoformat(bare[:10]).isoformat()
            except ValueError:
                return None
