"""The files that an index is computed from: iData, iMeta and SPEC.toml, the same that the command line reads."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from seutukuva.base import Language
from seutukuva.indicators import percentile, periods
from seutukuva.indicators.imported import percentile_among
from seutukuva.indicators.index import budget, read_inputs
from seutukuva.web.indicators import official
from seutukuva.web.indicators.board import Board, Cell, Measure, Town
from seutukuva.web.indicators.composite.definition import Chosen, Definition, Group

INDEX: Final = "Index"
# From 1, not from 0: a geometric mean of zero does not exist, and the ways of summing up are compared.
NORMALISE: Final = {
    "minmax": '{ f_n = "n_minmax", f_n_para = { l_u = [1, 100] } }',
    "zscore": '{ f_n = "n_zscore", f_n_para = { m_sd = [10, 2] } }',
    "rank": '{ f_n = "n_rank" }',
}
AGGREGATE: Final = {
    "arithmetic": "a_amean",
    "geometric": "a_gmean",
    "harmonic": "a_hmean",
    "copeland": "a_copeland",
}
IMPUTE: Final = {"mean": "i_mean", "median": "i_median"}
SHARE_KNOWN: Final = 0.6
SIZE: Final = 256
PER_POINT: Final = 10  # of so many towns one outlying value may be drawn in


@dataclass(frozen=True)
class Files:
    """iData, iMeta and SPEC.toml with what stands behind their codes.

    keys: iCode -> the measure's key. groups: iCode -> the group. values: measure's key -> town's slug -> cell.
    left_out: the keys that cannot be used, with why: "gone", "unknown" (fewer than two towns have it), "alike".
    """

    data: bytes
    meta: bytes
    specification: bytes
    keys: dict[str, str]
    groups: dict[str, Group]
    values: dict[str, dict[str, Cell]]
    left_out: tuple[tuple[str, str], ...]


def cell_at(board: Board, measure: Measure, town: Town, year: str) -> Cell:
    """Return a town's figure of a year (its last period), or its latest for ""; missing is missing."""
    if not year:
        return board.cell(measure, town)
    if measure.official:
        period = next((p for p in reversed(periods(measure.id)) if p.startswith(year)), None)
        if period is None:
            return Cell(None, year, None)
        return Cell(
            official.figure(measure.id, town.codes, period).value, period, _place(measure.id, town.codes, period)
        )
    known = {other.slug: _imported(board, measure, other, year) for other in board.towns}
    value, period = known[town.slug]
    others = [figure for slug, (figure, _period) in known.items() if slug != town.slug]
    return Cell(value, period, percentile_among(value, others))


@lru_cache(maxsize=20_000)
def _place(id_: str, codes: tuple[str, ...], period: str) -> float | None:
    return percentile(id_, official.area_of(codes), period=period)


def _imported(board: Board, measure: Measure, town: Town, year: str) -> tuple[float | None, str]:
    rows = board.series(measure, [town]).select("period", "value").sort("period").rows()
    found = [(value, period) for period, value in rows if str(period).startswith(year)]
    return found[-1] if found else (None, year)


def years(board: Board, definition: Definition) -> list[str]:
    """Return the years of which any of the index's indicators has figures, the newest first."""
    found: set[str] = set()
    for chosen in definition.indicators:
        measure = board.measure(chosen.key)
        if measure is None:
            continue
        told = periods(measure.id) if measure.official else board.series(measure, board.towns)["period"].to_list()
        found |= {str(period)[:4] for period in told if period}
    return sorted(found, reverse=True)


def files(board: Board, definition: Definition, language: Language) -> Files:
    """Return the files of an index; indicators that cannot be used are left out and told."""
    values, usable, left_out = _values(board, definition)
    groups = _used_groups(definition, usable)
    codes = _codes([c.key for c in usable], [g.code for g in groups])
    keys = {codes["i", c.key]: c.key for c in usable}
    data = [["uCode", "uName", *keys]]
    for town in board.towns:
        figures = [values[key][town.slug].value for key in keys.values()]
        shown = ["" if figure is None else repr(float(figure)) for figure in figures]
        data.append([town.slug, town.name.form(language, "name"), *shown])
    table, meta = _csv(data), _csv(_meta(board, _Tree(definition, usable, groups, codes), language))
    weights = _voted(definition, codes, table, meta) if usable and definition.weighting == "budget" else {}
    return Files(
        data=table,
        meta=meta,
        specification=_specification(definition, len(board.towns), _height(definition, groups), weights).encode(),
        keys=keys,
        groups={codes["g", g.code]: g for g in groups},
        values=values,
        left_out=tuple(left_out),
    )


def _values(
    board: Board, definition: Definition
) -> tuple[dict[str, dict[str, Cell]], list[Chosen], list[tuple[str, str]]]:
    values: dict[str, dict[str, Cell]] = {}
    usable, left_out = [], []
    for chosen in definition.indicators:
        measure = board.measure(chosen.key)
        if measure is None:
            left_out.append((chosen.key, "gone"))
            continue
        cells = {town.slug: cell_at(board, measure, town, definition.year) for town in board.towns}
        values[chosen.key] = cells
        known = [cell.value for cell in cells.values() if cell.value is not None]
        if len(known) < 2:
            left_out.append((chosen.key, "unknown"))
        elif len(set(known)) == 1:
            left_out.append((chosen.key, "alike"))
        elif chosen.weight > 0:
            usable.append(chosen)
    return values, usable, left_out


def _used_groups(definition: Definition, usable: Sequence[Chosen]) -> list[Group]:
    """Return the groups that have indicators, themselves or in a group under them."""
    own = {chosen.group for chosen in usable}
    above = {definition.parent_of(code) for code in own}
    return [group for group in definition.groups if group.code in own | above]


def _codes(keys: Sequence[str], groups: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the iCode of every indicator ("i", key) and group ("g", code): names that R takes too, each once."""
    codes: dict[tuple[str, str], str] = {}
    taken = {INDEX, "uCode", "uName", "Time"}
    for kind, key in (*(("g", g) for g in groups), *(("i", k) for k in keys)):
        plain = re.sub(r"\W", "_", key, flags=re.ASCII)
        code = f"group_{plain}" if kind == "g" else plain if plain[:1].isalpha() else f"i_{plain}"
        while code in taken:
            code += "_"
        taken.add(code)
        codes[kind, key] = code
    return codes


def _height(definition: Definition, groups: Sequence[Group]) -> int:
    """Return the level of the index: 2 without groups, 4 with groups in groups."""
    return 2 + bool(groups) + any(group.parent for group in groups)


@dataclass(frozen=True)
class _Tree:
    """The indicators and groups that are used, with their iCodes."""

    definition: Definition
    usable: Sequence[Chosen]
    groups: Sequence[Group]
    codes: dict[tuple[str, str], str]


def _meta(board: Board, tree: _Tree, language: Language) -> list[list[str]]:
    codes = tree.codes

    def parent(code: str) -> str:
        return codes["g", code] if code else INDEX

    rows = [["Level", "iCode", "iName", "Direction", "Weight", "Parent", "Type", "Unit"]]
    for chosen in tree.usable:
        measure = board.measure(chosen.key)
        assert measure is not None
        name, unit = measure.name.text(language), measure.unit.text(language)
        told = [str(chosen.direction), repr(chosen.weight), parent(chosen.group), "Indicator", unit]
        rows.append(["1", codes["i", chosen.key], name, *told])
    parents = {group.parent for group in tree.groups}
    for group in tree.groups:
        level = "3" if group.code in parents else "2"
        told = ["1", repr(group.weight), parent(group.parent), "Aggregate", ""]
        rows.append([level, codes["g", group.code], group.name(language), *told])
    rows.append([str(_height(tree.definition, tree.groups)), INDEX, INDEX, "1", "1", "", "Aggregate", ""])
    return rows


def _voted(definition: Definition, codes: dict[tuple[str, str], str], data: bytes, meta: bytes) -> dict[str, float]:
    """Return iCode -> the mean of the people's shares within its group. Raises Problem."""
    framework = read_inputs(data, meta).framework
    known = {key: code for (_kind, key), code in codes.items()}
    return budget(framework, [(who, known[key], given) for who, key, given in definition.points if key in known])


def _specification(definition: Definition, towns: int, height: int, voted: dict[str, float]) -> str:
    own = _function(definition, height)
    ways = ", ".join(dict.fromkeys(('"a_amean"', '"a_gmean"', own)))
    noise = ", ".join(f"{{ Level = {level}, NoiseFactor = 0.25 }}" for level in range(1, height))
    outliers = definition.treatment == "outliers"
    treat = ["[Treat]", f"global_specs = {{ f1_para = {{ winmax = {max(1, towns // PER_POINT)} }} }}", ""]
    varied = ["", "[sensitivity.SA_specs.Treatment]", 'Address = "$Log$Treat$disable"', "Distribution = [true, false]"]
    lines = [
        "# A composite index made with Seutukuva. Beside it iData.csv and iMeta.csv; compute it with",
        "#   seutukuva indicators index --data iData.csv --meta iMeta.csv --spec SPEC.toml --out FOLDER",
        "",
        *["[Screen]", 'unit_screen = "byNA"', f"dat_thresh = {SHARE_KNOWN}", ""],
        *_imputing(definition),
        *(treat if outliers else []),
        *["[Normalise]", f"global_specs = {NORMALISE[definition.normalisation]}", ""],
        *["[Aggregate]", f"f_ag = {own}", *_weighting(definition, height, voted), ""],
        *["[sensitivity]", 'SA_type = "SA"', f"N = {SIZE}", 'dset = "Aggregated"', f'iCode = "{INDEX}"'],
        *["Nboot = 100", "seed = 1", 'design = "sobol"', 'estimator = "centred"', ""],
        *["[sensitivity.SA_specs.Normalisation]", 'Address = "$Log$Normalise$global_specs"'],
        *["Distribution = [", *(f"  {way}," for way in NORMALISE.values()), "]", ""],
        *["[sensitivity.SA_specs.Aggregation]", 'Address = "$Log$Aggregate$f_ag"', f"Distribution = [{ways}]", ""],
        *["[sensitivity.SA_specs.Weights]", 'Address = "$Log$Aggregate$w"', f"noise_specs = [{noise}]", "Nrep = 100"],
        *(varied if outliers else []),
    ]
    return "\n".join(lines) + "\n"


def _function(definition: Definition, height: int) -> str:
    """Return how each level is summed up: one function for all of them, or a list from the lowest level up."""
    within, top = (AGGREGATE[way] for way in definition.ways)
    if within == top or height < 3:
        return f'"{top}"'
    return "[" + ", ".join([*([f'"{within}"'] * (height - 2)), f'"{top}"']) + "]"


def _imputing(definition: Definition) -> list[str]:
    function = IMPUTE.get(definition.imputation)
    return ["[Impute]", f'f_i = "{function}"', ""] if function else []


def _weighting(definition: Definition, height: int, voted: dict[str, float]) -> list[str]:
    """Return the weights that are not iMeta's: people's points, components of groups, groups in balance."""
    if definition.weighting == "budget":
        told = ", ".join(f"{code} = {weight!r}" for code, weight in voted.items())
        return [
            'w = "budget"',
            "",
            "# The mean of the shares that people gave out within each group.",
            "[weights.budget]",
            f"weights = {{ {told} }}",
        ]
    if definition.weighting == "components":
        return ['w = "components"', "", "[weights.components]", 'method = "pca"', "Level = 1"]
    if definition.weighting == "balanced":
        return ['w = "balanced"', "", "[weights.balanced]", 'method = "optimise"', f"Level = {height - 1}"]
    return []


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
