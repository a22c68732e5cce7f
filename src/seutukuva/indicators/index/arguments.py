"""The arguments that a step may have, as COINr names them, and addresses of one argument in the chain of steps."""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Mapping
from itertools import pairwise
from sys import float_info
from typing import Any, Final

from seutukuva.base.errors import Place, Problem
from seutukuva.indicators.index.forms import check_forms
from seutukuva.indicators.index.model import STEPS, Step

ARGUMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "new_coin": ("exclude",),
    "Denominate": ("dset", "denomby", "f_denom", "disable", "write_to"),
    "Screen": ("dset", "unit_screen", "dat_thresh", "nonzero_thresh", "Force", "disable", "write_to"),
    "Impute": (
        "dset",
        "f_i",
        "f_i_para",
        "impute_by",
        "use_group",
        "group_level",
        "normalise_first",
        "warn_on_NAs",
        "disable",
        "write_to",
    ),
    "Treat": ("dset", "global_specs", "indiv_specs", "combine_treat", "disable", "write_to"),
    "Normalise": ("dset", "global_specs", "indiv_specs", "directions", "disable", "write_to"),
    "Aggregate": ("dset", "f_ag", "w", "f_ag_para", "dat_thresh", "by_df", "write_to"),
}
# Tables inside an argument whose keys are known as well; those of other tables are codes.
_INNER: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("Treat", "global_specs"): ("f1", "f1_para", "f2", "f2_para", "f_pass", "f_pass_para"),
    ("Normalise", "global_specs"): ("f_n", "f_n_para"),
}
NULL: Final = "NULL"
_TOKEN: Final = re.compile(r"\$`?([A-Za-z_.][A-Za-z0-9_.]*)`?|\[\[?([0-9]+)\]\]?|\[\[?[\"']([^\"']+)[\"']\]\]?")


def check_step(step: Step, place: Place) -> None:
    """Do nothing when the step and all its arguments are known. Raises Problem that names the nearest known one."""
    known_key(step.name, STEPS, place)
    check_forms(step, Place(file=place.file, table=step.name))
    for key, value in step.arguments.items():
        known_key(key, ARGUMENTS[step.name], Place(file=place.file, table=step.name))
        inner = _INNER.get((step.name, key))
        if inner and isinstance(value, Mapping):
            for name in value:
                known_key(name, inner, Place(file=place.file, table=f"{step.name}.{key}"))


def known_key(key: str, known: tuple[str, ...], place: Place) -> None:
    """Do nothing when `key` is one of `known`. Raises Problem."""
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.3)
        raise Problem("indicators.index.unknown_key", place=place, key=key, nearest=near[0] if near else known[0])


def parse_address(address: str, place: Place) -> tuple[str, tuple[str | int, ...]]:
    """Return the step and the way to an argument of an address as COINr writes it.

    `$Log$Treat$global_specs$f1_para$winmax` -> ("Treat", ("global_specs", "f1_para", "winmax")). A figure in brackets
    counts from 1. Raises Problem.
    """
    parts: list[str | int] = []
    at = 0
    while at < len(address):
        found = _TOKEN.match(address, at)
        if found is None:
            break
        name, number, quoted = found.groups()
        parts.append(int(number) if number else name or quoted)
        at = found.end()
    step = parts[1] if len(parts) > 2 and parts[0] == "Log" else None
    if at < len(address) or not isinstance(step, str) or step not in STEPS:
        raise Problem("indicators.index.address", place=place, address=address, known=", ".join(STEPS))
    if isinstance(parts[2], str):
        known_key(parts[2], ARGUMENTS[step], place)
    return step, tuple(parts[2:])


def edited(arguments: Mapping[str, Any], way: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """Return `arguments` with `value` at `way`; tables on the way are made, "NULL" takes an argument away.

    Raises Problem when a place in a list does not exist.
    """
    changed: dict[str, Any] = copy.deepcopy(dict(arguments))
    here: Any = changed
    for part, following in pairwise(way):
        key = _key_in(here, part)
        inner = here.get(key) if isinstance(here, dict) else here[key]
        if not isinstance(inner, dict | list):
            # R makes a list of one where a single value stands; a name makes a table.
            inner = [inner] if isinstance(following, int) and inner is not None else {}
            here[key] = inner
        here = inner
    key = _key_in(here, way[-1])
    if isinstance(here, dict) and isinstance(value, str) and value == NULL:
        here.pop(key, None)
    else:
        here[key] = copy.deepcopy(value)
    return changed


def _key_in(here: Any, part: str | int) -> Any:
    """Return the key of a place in a list or table: a name, or a position from 1. Raises Problem when there is none."""
    if isinstance(part, str):
        if not isinstance(here, dict):
            raise Problem("indicators.index.no_place", position=part)
        return part
    if not 1 <= part <= len(here):
        raise Problem("indicators.index.no_place", position=part)
    return part - 1 if isinstance(here, list) else list(here)[part - 1]


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with the values of `over`, tables inside tables merged as well."""
    result = dict(base)
    for key, value in over.items():
        inner = result.get(key)
        result[key] = merged(inner, value) if isinstance(inner, Mapping) and isinstance(value, Mapping) else value
    return result


def choice(value: Any, known: tuple[str, ...], argument: str) -> str:
    """Return `value` when it is one of `known`. Raises Problem."""
    if value not in known:
        raise Problem("indicators.index.unknown_choice", argument=argument, value=str(value), known=", ".join(known))
    return str(value)


def figure(value: Any, argument: str, *, low: float = -float("inf"), high: float = float("inf")) -> float:
    """Return `value` when it is a finite figure from `low` to `high`. Raises Problem."""
    low, high = max(low, -float_info.max), min(high, float_info.max)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise Problem("indicators.index.not_figure", argument=argument, value=str(value))
    return float(value)


def whole(value: Any, argument: str, low: int, high: int) -> int:
    """Return `value` when it is a whole number from `low` to `high`. Raises Problem."""
    number = figure(value, argument, low=low, high=high)
    if number % 1:
        raise Problem("indicators.index.not_figure", argument=argument, value=str(value))
    return int(number)
