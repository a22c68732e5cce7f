"""Of what form an argument has to be: a name, a table, rows with certain columns; told with an example."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from seutukuva.base.errors import Place, Problem
from seutukuva.indicators.index.model import Step

Form = Callable[[Any], bool]
_NAME: Final = re.compile(r"\w[\w.-]{0,99}")


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _name(value: Any) -> bool:
    """Tell whether a value can be part of a file's name, since every table is written to a file of its own."""
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _texts(value: Any) -> bool:
    return _text(value) or (isinstance(value, list) and all(_text(v) for v in value))


def _rows(*columns: str) -> Form:
    def form(value: Any) -> bool:
        return isinstance(value, list) and all(_table(row) and set(columns) <= set(row) for row in value)

    return form


def _either(*forms: Form) -> Form:
    def form(value: Any) -> bool:
        return any(f(value) for f in forms)

    return form


def _exactly(text: str) -> Form:
    def form(value: Any) -> bool:
        return isinstance(value, str) and value == text

    return form


def _specs(*parameters: str, others: Form = _table) -> Form:
    """Return the form of a table of specifications whose `parameters`, when given, have the form `others`."""

    def form(value: Any) -> bool:
        return _table(value) and all(others(value[p]) for p in parameters if value.get(p) is not None)

    return form


def _by_code(form: Form) -> Form:
    def every(value: Any) -> bool:
        return _table(value) and all(form(v) for v in value.values())

    return every


def _weights(value: Any) -> bool:
    if _text(value):
        return True
    if not _table(value) or not isinstance(value.get("Weight"), list):
        return _table(value)
    return isinstance(value.get("iCode"), list) and len(value["iCode"]) == len(value["Weight"])


_TREAT: Final = _specs("f1_para", "f2_para", "f_pass_para")
_NORMALISE: Final = _specs("f_n_para", others=_either(_table, _text, lambda v: isinstance(v, list)))
# Step and argument -> the form and an example; "*" stands for every step.
FORMS: Final[Mapping[tuple[str, str], tuple[Form, str]]] = {
    ("*", "dset"): (_text, '"Raw"'),
    ("*", "write_to"): (_name, '"Name"'),
    ("*", "disable"): (lambda v: isinstance(v, bool), "true"),
    ("new_coin", "exclude"): (_texts, '["CODE"]'),
    ("Denominate", "denomby"): (_rows("iCode", "Denominator"), '[{ iCode = "CODE", Denominator = "CODE" }]'),
    ("Screen", "Force"): (_either(_table, _rows("uCode", "Include")), "{ UNIT = true }"),
    ("Impute", "use_group"): (_text, '"Group"'),
    ("Impute", "f_i_para"): (_table, '{ imp_type = "latest" }'),
    ("Treat", "global_specs"): (_either(_TREAT, _exactly("none")), "{ f1_para = { winmax = 5 } }"),
    ("Treat", "indiv_specs"): (_by_code(_either(_TREAT, _exactly("none"))), '{ CODE = "none" }'),
    ("Normalise", "global_specs"): (_NORMALISE, '{ f_n = "n_minmax", f_n_para = { l_u = [0, 100] } }'),
    ("Normalise", "indiv_specs"): (_by_code(_NORMALISE), '{ CODE = { f_n = "n_rank" } }'),
    ("Normalise", "directions"): (_either(_table, _rows("iCode", "Direction")), "{ CODE = -1 }"),
    ("Aggregate", "w"): (_weights, "{ CODE = 2 }"),
}


def check_forms(step: Step, place: Place | None = None) -> None:
    """Do nothing when every argument of the step has its form. Raises Problem with an example."""
    for argument, value in step.arguments.items():
        form, example = FORMS.get((step.name, argument), FORMS.get(("*", argument), (None, "")))
        if form is not None and value is not None and not form(value):
            shown = str(value)
            raise Problem("indicators.index.form", place=place, argument=argument, value=shown, example=example)
