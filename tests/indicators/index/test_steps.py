"""The steps one by one, on tables small enough to follow by hand."""

from __future__ import annotations

import numpy as np
import pytest

from seutukuva.base import Place, Problem
from seutukuva.indicators.index import Chain, Inputs, Step, read_inputs
from seutukuva.indicators.index.arguments import edited, parse_address
from seutukuva.indicators.index.treating import transform, winsorise
from tests.indicators.index.asem import FOLDER, PREPARED, chain, inputs
from tests.indicators.index.test_bad_input import DATA, META


def small(data: str = DATA, *, time: float | None = None, denominators: bytes | None = None) -> Inputs:
    return read_inputs(data.encode(), META.encode(), time=time, denominators=denominators)


def column(found: Inputs, code: str, *steps: Step) -> list[float]:
    state = Chain(found).run(steps)
    return [float(v) for v in state.tables[state.last].column(code)]


def test_missing_figures_are_filled_by_column_by_group_by_row_or_not_at_all() -> None:
    found = small()
    assert column(found, "b", Step("Impute", {"f_i": "i_mean"}))[3] == 2.5
    assert column(found, "b", Step("Impute", {"f_i": "i_median"}))[3] == 2.5
    assert column(found, "b", Step("Impute", {"f_i": "i_mean_grp", "use_group": "kind"}))[3] == 2
    assert np.isnan(column(found, "b", Step("Impute", {"f_i": "none"}))[3])
    assert np.isnan(column(found, "b", Step("Impute", {"disable": True}))[3])
    # By row: Degerby is first in a (1) and last but one in c, turned: (6 - 5) / 5; their mean scaled back to b's 1..4.
    by_row = column(found, "b", Step("Impute", {"f_i": "i_mean", "impute_by": "row"}))
    assert by_row[3] == pytest.approx(1 + 3 * (1 + 0.2) / 2)
    assert by_row[:3] == [2, 4, 3]
    within = column(found, "b", Step("Impute", {"f_i": "i_mean", "impute_by": "row", "group_level": 2}))
    assert within[3] == pytest.approx(4)


def test_missing_figures_are_filled_over_time() -> None:
    years = [
        "uCode,Time,kind,a,b,c",
        "A,2018,x,1,10,1",
        "A,2019,x,2,NA,2",
        "A,2020,x,3,NA,3",
        "A,2022,x,4,40,3",
        "B,2020,x,5,1,4",
        "B,2018,x,5,NA,4",
    ]
    found = small("\n".join(years), time=2020)
    assert found.units.codes == ("A", "B")

    def filled(**para: object) -> float:
        return column(found, "b", Step("Impute", {"f_i": "impute_panel", "f_i_para": para}))[0]

    assert filled() == 10
    assert np.isnan(filled(max_time=1))
    assert filled(imp_type="constant") == 10
    assert filled(imp_type="linear") == 25


def test_denominators_come_from_a_file_before_the_data_and_scale_as_told() -> None:
    table = b"uCode,people,name\nA,10,x\nB,20,x\nC,30,x\nD,70,x\nE,40,x\n"
    found = small(denominators=table)
    by = [{"iCode": "a", "Denominator": "people", "ScaleFactor": 100}]
    assert column(found, "a", Step("Denominate", {"denomby": by})) == pytest.approx([10] * 5)
    assert column(found, "b", Step("Denominate", {"denomby": by}))[:2] == [2, 4]


def test_a_unit_that_the_file_of_denominators_forgets_is_named() -> None:
    with pytest.raises(Problem, match="no row for E"):
        small(denominators=b"uCode,people\nA,10\nB,20\nC,30\nD,70\n")


def test_a_parent_may_stand_several_levels_up() -> None:
    found = read_inputs(
        DATA.encode(), META.replace("1,c,-1,1,Y", "1,c,-1,1,Index").replace("2,Y,1,1,Index,Aggregate\n", "").encode()
    )
    scale = Step("Normalise", {"global_specs": {"f_n": "n_minmax", "f_n_para": [[1, 100]]}})
    table = Chain(found).run((scale, Step("Aggregate", {"f_ag": ["a_amean", "a_gmean"]}))).tables["Aggregated"]
    assert table.codes == ("a", "b", "c", "X", "Index")
    assert table.column("Index") == pytest.approx(np.sqrt(table.column("X") * table.column("c")))


def test_units_are_screened_by_data_zeros_and_by_name() -> None:
    found = small(DATA.replace("1,2,3", "0,0,3"))
    assert Chain(found).run((Step("Screen", {"unit_screen": "byNA", "dat_thresh": 0.9}),)).tables["Screened"].units == (
        "A",
        "B",
        "C",
        "E",
    )
    zeros = Step("Screen", {"unit_screen": "byNAandzeros", "nonzero_thresh": 0.5, "Force": {"D": True, "E": False}})
    assert Chain(found).run((zeros,)).tables["Screened"].units == ("B", "C", "D")


def test_winsorisation_moves_ties_together_and_stops_at_its_limit() -> None:
    values = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100], dtype=float)
    moved, points = winsorise(values)
    assert points == 1
    assert moved.tolist() == [*range(1, 11), 30, 30]
    forced, points = winsorise(values, 3, force=True)
    assert points == 3
    # Both high points come down to 10, which leaves the column even; then the low end is drawn in.
    assert forced.tolist() == [2, *range(2, 11), 10, 10]
    low, points = winsorise(-values)
    assert points == 1
    assert low.min() == -30


def test_an_indicator_that_winsorising_does_not_mend_is_transformed() -> None:
    specs = {"f1_para": {"winmax": 1}}
    state = chain().run((*PREPARED[:-1], Step("Treat", {"dset": "Screened", "global_specs": specs})))
    told = {t.code: t for t in state.details["Treated"]}
    assert told["Gas"].transformed == "log_CT"
    x = chain().run(PREPARED[:-1]).tables["Screened"].column("Gas")
    wanted = np.log(x - x.min() + 0.01 * (x.max() - x.min()))
    assert state.tables["Treated"].column("Gas") == pytest.approx(wanted, rel=1e-14)
    none = Step("Treat", {"dset": "Screened", "indiv_specs": {"Gas": "none"}})
    assert chain().run((*PREPARED[:-1], none)).tables["Treated"].column("Gas").tolist() == x.tolist()
    assert transform(np.array([1.0, 2.0, 3.0]), "boxcox", {"lambda": 2}).tolist() == [0, 1.5, 4]
    assert transform(np.array([1.0, 2.0]), "boxcox", {"lambda": 0})[1] == pytest.approx(np.log(2))
    assert transform(np.array([0.0, 1.0]), "log_CT_orig", {})[1] == pytest.approx(np.log(2))


def test_targets_of_imeta_are_low_for_what_should_be_low() -> None:
    raw = inputs().raw
    step = Step("Normalise", {"dset": "Raw", "global_specs": {"f_n": "n_dist2targ", "f_n_para": "use_iMeta"}})
    table = chain().run((step,)).tables["Normalised"]
    for code, high in (("LPI", True), ("CO2", False)):
        x, target = raw.column(code), float(inputs().framework.element(code).extras["Target"])
        low, top = np.nanmin(x), np.nanmax(x)
        wanted = (x - low) / (target - low) if high else (top - x) / (top - target)
        assert table.column(code) == pytest.approx(wanted, nan_ok=True)


@pytest.mark.parametrize(
    ("function", "parameters", "wanted"),
    [
        ("n_dist2max", None, [0, 1 / 6, 1 / 3, 1, 1 / 2]),
        ("n_dist2ref", {"iref": "C"}, [0, 0.5, 1, 3, 1.5]),
        ("n_dist2ref", {"iref": 3, "cap_max": True}, [0, 0.5, 1, 1, 1]),
        ("n_dist2targ", {"targ": 4, "cap_max": True}, [0, 1 / 3, 2 / 3, 1, 1]),
        ("n_goalposts", {"gposts": [2, 4, 10]}, [0, 0, 5, 10, 10]),
        ("n_goalposts", {"gposts": [2, 4, 1], "trunc2posts": False}, [-0.5, 0, 0.5, 2.5, 1]),
        ("n_scaled", {"npara": [1, 11]}, [0, 10, 20, 60, 30]),
        ("none", None, [1, 2, 3, 7, 4]),
    ],
)
def test_normalisations_by_hand(function: str, parameters: object, wanted: list[float]) -> None:
    step = Step("Normalise", {"global_specs": {"f_n": function, "f_n_para": parameters}})
    assert column(small(), "a", step) == pytest.approx(wanted)


def test_single_indicators_and_directions_may_differ() -> None:
    step = Step("Normalise", {"indiv_specs": {"a": {"f_n": "n_rank"}}, "directions": {"c": 1}})
    assert column(small(), "a", step) == [1, 2, 3, 5, 4]
    assert column(small(), "c", step) == pytest.approx([40, 0, 20, 80, 100])


def test_addresses_are_read_as_coinr_writes_them() -> None:
    place = Place()
    assert parse_address("$Log$Treat$global_specs$f1_para$winmax", place) == (
        "Treat",
        ("global_specs", "f1_para", "winmax"),
    )
    assert parse_address("$Log$Aggregate$f_ag[2]", place) == ("Aggregate", ("f_ag", 2))
    assert parse_address('$Log$Normalise$global_specs[["f_n_para"]][[1]]', place)[1] == ("global_specs", "f_n_para", 1)
    named = {"global_specs": {"f_n_para": {"l_u": [0, 100]}}}
    assert edited(named, ("global_specs", "f_n_para", 1), [1, 100]) == {"global_specs": {"f_n_para": {"l_u": [1, 100]}}}
    assert edited(named, ("global_specs", "f_n_para", "l_u", 1), 5)["global_specs"]["f_n_para"]["l_u"] == [5, 100]
    assert edited({}, ("global_specs", "f1_para", "winmax"), 3) == {"global_specs": {"f1_para": {"winmax": 3}}}
    assert edited({"w": "mine"}, ("w",), "NULL") == {}
    assert named == {"global_specs": {"f_n_para": {"l_u": [0, 100]}}}


def test_tables_as_spreadsheets_write_them_are_read() -> None:
    data = DATA.replace(",", ";").replace("7;NA", "7,5;NA").replace("B;Birkala", "B;Bírkala").encode("cp1252")
    found = read_inputs(data, META.encode())
    assert found.units.names[1] == "Bírkala"
    assert found.raw.column("a")[3] == 7.5
    assert read_inputs(FOLDER / "iData.csv", FOLDER / "iMeta.csv").units.codes[0] == "AUS"
