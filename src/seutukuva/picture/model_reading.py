"""A maturity model read strictly from TOML: what is missing, unknown or impossible is told with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from math import isfinite
from pathlib import Path
from typing import Any

from seutukuva.base import LANGUAGES, Place, Problem, Term
from seutukuva.base.store import package_file
from seutukuva.judgement import LEVELS, ErrorModel, default_errors, read_errors
from seutukuva.picture.mapping import SOURCES
from seutukuva.picture.model import Dimension, Gate, Level, MaturityModel, Reading

_Row = Mapping[str, Any]
PARTS = ("id", "name", "stage", "levels", "dimensions")
OPTIONAL = ("target", "gates", "errors", "readings")
_MOST_DOTS = 500  # before an equals sign: a key of the model has one part


@cache
def maturity_model() -> MaturityModel:
    """Return the model that ships with the package."""
    return read_maturity_model(package_file("picture", "maturity.toml"))


def stated_model() -> str:
    """Return the TOML of the shipped model with its comments; the sizes of error that it counts on stand in it too."""
    model, errors = package_file("picture", "maturity.toml"), package_file("judgement", "errors.toml")
    stated = "".join(
        f"[errors.{line[1:]}" if line.startswith("[") else line
        for line in errors.read_text(encoding="utf-8").splitlines(keepends=True)
    )
    return f"{model.read_text(encoding='utf-8')}\n[errors]\n{stated}"


def read_maturity_model(path: Path) -> MaturityModel:
    """Return the model of a TOML file in the form of `data/maturity.toml`.

    `[errors]` may state the error sizes (as `judgement/data/errors.toml`); the package's are used otherwise.
    Raises Problem with the file's name when it is not TOML, a part is missing, unknown or impossible, or a gate or a
    reading leads to an unknown dimension.
    """
    try:
        return parse_maturity_model(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Problem("picture.model_file", place=Place(file=path.name), detail=str(error)) from error
    except Problem as problem:
        raise problem.at(Place(file=path.name)) from problem


def parse_maturity_model(text: str) -> MaturityModel:
    """Return the model of a file's text. Raises Problem as `read_maturity_model`, without the file's name."""
    return _model(_toml(text))


def _toml(text: str) -> _Row:
    """Return what a file's text holds. Raises Problem for what is not TOML, and for what would not be read in time.

    `tomllib` follows brackets in brackets until Python stops it, and takes minutes for a key of thousands of parts.
    """
    if any(line.partition("=")[0].count(".") > _MOST_DOTS for line in text.splitlines()):
        raise Problem("picture.model_file", detail="a key of too many parts")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem("picture.model_file", detail=str(error)) from error


def maturity_faults(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a file's text, of each of its parts the first fault; nothing for a model that is right.

    Every level, dimension, gate and reading is a part of its own, so that a file can be mended in one go.
    """
    try:
        parse_maturity_model(text)
    except Problem as problem:
        first = problem
    else:
        return ()
    if first.code == "picture.model_file":
        return (first,)
    data = _toml(text)
    found = [fault for part in _parts(data) if (fault := _fault(part))]
    # What only the whole shows (a repeated id, a way to an unknown dimension) is told once the parts are right.
    told = [str(fault) for fault in found]
    return tuple(found if str(first) in told else [first, *found])


def _parts(data: _Row) -> Iterator[Callable[[], object]]:
    """Yield the reading of every part that a file has."""
    yield lambda: _keys(data, PARTS, OPTIONAL, "")
    yield lambda: _text(data.get("id", "?"), "id")
    if "name" in data:
        yield lambda: _term(data["name"], "name")
    if "stage" in data:
        yield lambda: _stage(data["stage"])
    yield lambda: _level(data.get("target", 3), "target")
    errors = default_errors()
    if "errors" in data:
        yield lambda: read_errors(data["errors"])
        errors = errors if _fault(lambda: read_errors(data["errors"])) else read_errors(data["errors"])
    readers: Sequence[tuple[str, Callable[[Any, str], object]]] = (
        ("levels", _one_level),
        ("dimensions", lambda row, where: _dimension(row, 3, where)),
        ("gates", _gate),
        ("readings", lambda row, where: _reading(row, errors, where)),
    )
    for part, reader in readers:
        if fault := _fault(partial(_rows, data, part)):
            yield partial(_raise, fault)
            continue
        yield from (partial(reader, row, where) for where, row in _rows(data, part))


def _fault(part: Callable[[], object]) -> Problem | None:
    try:
        part()
    except Problem as problem:
        return problem
    return None


def _raise(problem: Problem) -> None:
    raise problem


def _stage(stage: _Row) -> tuple[float, int]:
    _keys(stage, ("share", "min_known"), (), "stage")
    share = _number(stage["share"], 0, 1, "stage.share")
    if share == 0:  # every level would be reached by nothing
        raise Problem("picture.model_value", where="stage.share", value="0")
    return share, _count(stage["min_known"], 1000, "stage.min_known")


def _model(data: _Row) -> MaturityModel:
    _keys(data, PARTS, OPTIONAL, "")
    share, min_known = _stage(data["stage"])
    target = _level(data.get("target", 3), "target")
    errors = read_errors(data["errors"]) if "errors" in data else default_errors()
    model = MaturityModel(
        id=_text(data["id"], "id"),
        name=_term(data["name"], "name"),
        levels=tuple(_one_level(row, where) for where, row in _rows(data, "levels")),
        dimensions=tuple(_dimension(row, target, where) for where, row in _rows(data, "dimensions")),
        gates=tuple(_gate(row, where) for where, row in _rows(data, "gates")),
        share=share,
        min_known=min_known,
        errors=errors,
        readings=tuple(_reading(row, errors, where) for where, row in _rows(data, "readings")),
    )
    if tuple(level.number for level in model.levels) != LEVELS:
        raise Problem("picture.model_levels")
    if min_known > len(model.dimensions):  # a stage could never be told
        raise Problem("picture.model_value", where="stage.min_known", value=str(min_known))
    _once([dimension.id for dimension in model.dimensions])
    _once([gate.id for gate in model.gates])
    for id_ in [*(gate.dimension for gate in model.gates if gate.dimension), *(r.dimension for r in model.readings)]:
        model.dimension(id_)
    return model


def _one_level(row: _Row, where: str) -> Level:
    _keys(row, ("number", "name", "plural"), (), where)
    number = _level(row["number"], f"{where}.number")
    return Level(number, _term(row["name"], f"{where}.name"), _term(row["plural"], f"{where}.plural"))


def _dimension(row: _Row, target: int, where: str) -> Dimension:
    _keys(row, ("id", "name", "descriptors", "evidence", "next_step"), ("target", "plural"), where)
    id_ = _text(row["id"], f"{where}.id")
    texts = row["descriptors"]
    if not isinstance(texts, list) or len(texts) != len(LEVELS):
        raise Problem("picture.model_descriptors", dimension=id_, count=len(texts) if isinstance(texts, list) else 0)
    first, second, third, fourth = (
        _term(text, f"{where}.descriptors {number}") for number, text in enumerate(texts, 1)
    )
    return Dimension(
        id=id_,
        name=_term(row["name"], f"{where}.name"),
        descriptors=(first, second, third, fourth),
        evidence=tuple(_text(kind, f"{where}.evidence") for kind in _list(row["evidence"], f"{where}.evidence")),
        next_step=_term(row["next_step"], f"{where}.next_step"),
        target=_level(row.get("target", target), f"{where}.target"),
        plural=_flag(row.get("plural", False), f"{where}.plural"),
    )


def _gate(row: _Row, where: str) -> Gate:
    by_kinds = isinstance(row, Mapping) and "kinds" in row
    _keys(row, ("id", "level", "kinds") if by_kinds else ("id", "level", "dimension", "at_least"), (), where)
    id_, level = _text(row["id"], f"{where}.id"), _level(row["level"], f"{where}.level")
    if level == LEVELS[0]:  # what does not hold leads a level lower, and below the first there is none
        raise Problem("picture.model_value", where=f"{where}.level", value=str(level))
    if by_kinds:
        return Gate(id_, level, kinds=_count(row["kinds"], 100, f"{where}.kinds"))
    at_least = _level(row["at_least"], f"{where}.at_least")
    return Gate(id_, level, _text(row["dimension"], f"{where}.dimension"), at_least)


def _reading(row: _Row, errors: ErrorModel, where: str) -> Reading:
    by_states = isinstance(row, Mapping) and "states" in row
    _keys(
        row,
        ("dimension", "source", "of", "kind", "states" if by_states else "thresholds"),
        ("reliability", "why"),
        where,
    )
    source, kind = _text(row["source"], f"{where}.source"), _text(row["kind"], f"{where}.kind")
    if source not in SOURCES:
        raise Problem("picture.model_source", value=source, known=", ".join(SOURCES))
    errors.size(kind)
    reliability = _number(row.get("reliability", 1), 0, 1, f"{where}.reliability")
    if reliability == 0:
        raise Problem("judgement.reliability", value="0")
    return Reading(
        dimension=_text(row["dimension"], f"{where}.dimension"),
        source=source,
        of=_text(row["of"], f"{where}.of"),
        kind=kind,
        reliability=reliability,
        thresholds=() if by_states else _thresholds(row["thresholds"], where),
        states=_states(row["states"], where) if by_states else None,
        why=_term(row["why"], f"{where}.why") if "why" in row else None,
    )


def _thresholds(values: object, where: str) -> tuple[float, ...]:
    numbers = tuple(
        float(v) for v in _list(values, f"{where}.thresholds") if isinstance(v, int | float) and isfinite(v)
    )
    rising = sorted(set(numbers))
    if len(numbers) != len(LEVELS) - 1 or list(numbers) not in (rising, rising[::-1]):
        raise Problem("picture.model_thresholds", where=where)
    return numbers


def _states(values: object, where: str) -> dict[str, int]:
    if not isinstance(values, Mapping) or not values:
        raise Problem("picture.model_value", where=f"{where}.states", value=str(values))
    return {str(state): _level(level, f"{where}.states.{state}") for state, level in values.items()}


def _keys(row: object, required: Sequence[str], optional: Sequence[str], where: str) -> None:
    if not isinstance(row, Mapping):
        raise Problem("picture.model_value", where=where, value=str(row))
    for key in row:
        if key not in required and key not in optional:
            known = ", ".join([*required, *optional])
            raise Problem("picture.model_key", key=f"{where}.{key}" if where else key, known=known)
    for key in required:
        if key not in row:
            raise Problem("picture.model_part", key=f"{where}.{key}" if where else key)


def _rows(data: _Row, part: str) -> list[tuple[str, Any]]:
    """Return the rows of a part with their place: `dimensions 2 (structures)`."""
    told = []
    for number, row in enumerate(_list(data.get(part, []), part), 1):
        id_ = row.get("id") if isinstance(row, Mapping) else None
        told.append((f"{part} {number} ({id_})" if id_ else f"{part} {number}", row))
    return told


def _list(values: object, where: str) -> list[Any]:
    if not isinstance(values, list):
        raise Problem("picture.model_value", where=where, value=str(values))
    return values


def _term(row: object, where: str) -> Term:
    _keys(row, LANGUAGES, (), where)
    assert isinstance(row, Mapping)
    return Term(**{language: _text(row[language], f"{where}.{language}") for language in LANGUAGES})


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Problem("picture.model_value", where=where, value=str(value))
    return value


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise Problem("picture.model_value", where=where, value=str(value))
    return value


def _level(value: object, where: str) -> int:
    if isinstance(value, bool) or value not in LEVELS:
        raise Problem("picture.model_value", where=where, value=str(value))
    return LEVELS[LEVELS.index(value)]


def _number(value: object, low: float, high: float, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise Problem("picture.model_value", where=where, value=str(value))
    return float(value)


def _count(value: object, most: int, where: str) -> int:
    number = _number(value, 1, most, where)
    if not number.is_integer():
        raise Problem("picture.model_value", where=where, value=str(value))
    return int(number)


def _once(ids: Sequence[str]) -> None:
    for id_ in ids:
        if ids.count(id_) > 1:
            raise Problem("picture.model_repeated", id=id_)
