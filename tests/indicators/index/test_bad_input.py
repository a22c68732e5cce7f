"""What a user is told about tables and specifications that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from seutukuva.base import Problem
from seutukuva.indicators.index import build, read_inputs, read_specification, vary

META = """Level,iCode,Direction,Weight,Parent,Type
1,a,1,1,X,Indicator
1,b,1,1,X,Indicator
1,c,-1,1,Y,Indicator
2,X,1,1,Index,Aggregate
2,Y,1,1,Index,Aggregate
3,Index,1,1,,Aggregate
,kind,,,,Group
"""
DATA = """uCode,uName,kind,a,b,c
A,Aura,town,1,2,3
B,Birkala,town,2,4,1
C,Cajana,city,3,3,2
D,Degerby,city,7,NA,5
E,Eurajoki,city,4,1,6
"""
SPEC = """
[Normalise]
[Aggregate]
"""


def told(meta: str = META, data: str = DATA, spec: str = SPEC, folder: Path | None = None) -> str:
    """Return what the user reads when the three do not go together."""
    with pytest.raises(Problem) as caught:
        specification = read_specification(spec.encode(), name="spec.toml", folder=folder)
        inputs = read_inputs(
            data.encode(), meta.encode(), data_name="iData.csv", meta_name="iMeta.csv", time=specification.time
        )
        built = build(inputs, specification)
        if specification.variation:
            vary(built, specification.variation, specification.file)
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "place", "wrong", "remedy"),
    [
        ("2,X,1,1,Index", "2,X,1,1,Y", "row 5, column Parent", "Y is the parent of X", "a higher Level"),
        ("3,Index,1,1,,", "3,Index,1,1,X,", "row 2, column Parent", "circle: X > Index > X", "something above"),
        ("2,X,1,1,Index", "2,X,1,1,X", "row 2, column Parent", "circle: X > X", "something above"),
        ("1,a,1,1,X", "1,a,1,1,Xx", "row 2, column Parent", "parent of a is Xx", "nearest code is X"),
        ("2,Y,1,1,Index", "2,Y,1,1,", "row 6, column Parent", "no parent: Y, Index", "one top"),
        ("1,b,1,1,X", "1,a,1,1,X", "row 3, column iCode", "a stands there twice", "a code of its own"),
        ("1,a,1", "1,a,0", "row 2, column Direction", "not 1 or -1", "low values are"),
        ("1,a,1,1", "2,a,1,1", "row 2, column Level", "level 2", "Indicators are at level 1"),
        ("1,a,1,1", "1,a,1,", "row 2, column Weight", "a has no Weight", "Write it"),
        ("1,a,1,1", "1,a,1,inf", "row 2, column Weight", "inf is not a number", "1234"),
        ("3,Index", "1000000000,Index", "row 7, column Level", "level 1000000000", "at level 1"),
        ("1,a,1,1", "1,a,1,heavy", "row 2, column Weight", "heavy is not a number", "1234"),
        ("Index,Aggregate\n2,Y", "Index,Total\n2,Y", "row 5, column Type", "Type Total", "Aggregate"),
        ("Parent", "Mother", "iMeta.csv", "Parent", "Mother"),
        ("1,c,-1,1,Y", "1,c,-1,1,X", "row 6, column Parent", "belongs to the aggregate Y", "remove its row"),
        (",kind,,,,Group\n", "", "iData.csv, column kind", "no row in iMeta", "Other"),
        (",kind,,,,Group\n", ",kind,,,,Group\n,area,,,,Denominator\n", "iMeta.csv", "area (Denominator)", "Add"),
    ],
)
def test_imeta(before: str, after: str, place: str, wrong: str, remedy: str) -> None:
    assert before in META
    text = told(meta=META.replace(before, after, 1))
    assert "iMeta.csv" in text or "iData.csv" in text
    for part in (place, wrong, remedy):
        assert part in text


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("B,Birkala", "A,Birkala", ("iData.csv, row 3, column uCode", "A stands there twice")),
        ("1,2,3", "1,two,3", ("iData.csv, row 2, column b", "two is not a number")),
        ("uCode,", "code,", ("uCode", "code")),
    ],
)
def test_idata(before: str, after: str, parts: tuple[str, ...]) -> None:
    text = told(data=DATA.replace(before, after, 1))
    for part in parts:
        assert part in text


def test_an_indicator_that_tells_nothing() -> None:
    same = DATA.replace("1,2,3", "9,2,3").replace("2,4,1", "9,4,1").replace("3,3,2", "9,3,2")
    same = same.replace("7,NA", "9,NA").replace("4,1,6", "9,1,6")
    text = told(data=same)
    for part in ("spec.toml, table Normalise", "indicator a", "same figure", "exclude"):
        assert part in text
    empty = "\n".join(",".join([*r[:3], "", *r[4:]]) if i else ",".join(r) for i, r in enumerate(rows()))
    text = told(data=empty)
    for part in ("iData.csv, column a", "no figure for any unit"):
        assert part in text


def rows() -> list[list[str]]:
    return [line.split(",") for line in DATA.strip().splitlines()]


@pytest.mark.parametrize(
    ("spec", "parts"),
    [
        ("[Normalise]\n[Agregate]", ("Agregate", "nearest is Aggregate")),
        ("[Normalise]\nglobal_spec = 1", ("table Normalise", "global_spec", "nearest is global_specs")),
        ("[Treat]\nglobal_specs = { f1_par = {} }", ("table Treat.global_specs", "nearest is f1_para")),
        ("[Normalise]\nglobal_specs = { f_n = 'minmax' }", ("table Normalise", "f_n: minmax", "n_minmax")),
        ("[Normalise]\nglobal_specs = { f_n = 'n_minmax', f_n_para = { u_l = [0, 1] } }", ("u_l", "l_u")),
        ("[Normalise", ("not TOML", "table declaration")),
        ("", ("no step", "Aggregate")),
        ("[Normalise]\n[new_coin]", ("new_coin is not the first",)),
        ("[Normalise]\n[Aggregate]\nf_ag = 'a_gmean'", ("table Aggregate", "a_gmean of X", "l_u = [1, 100]")),
        ("[Normalise]\n[Aggregate]\nf_ag = 'a_hmean'", ("zero or negative",)),
        ("[Normalise]\n[Aggregate]\nf_ag = ['a_amean']\nf_ag_para = [{ p = 1 }, { p = 1 }, { p = 1 }]", ("3", "2")),
        ("[Normalise]\n[Aggregate]\nf_ag = 'a_genmean'\nf_ag_para = { p = 0 }", ("p = 0", "a_gmean")),
        ("[Normalise]\n[Aggregate]\nf_ag = 'a_genmean'\nf_ag_para = { p = 1000 }", ("f_ag_para.p: 1000",)),
        ("[Normalise]\n[Aggregate]\nw = { a = 0, b = 0 }", ("table Aggregate", "weights of X sum to zero")),
        ("[Normalise]\n[Aggregate]\nw = { q = 1 }", ("w names q",)),
        ("[Normalise]\nglobal_specs = 'rank'", ("global_specs cannot be rank", 'f_n = "n_minmax"')),
        ("[Denominate]\ndenomby = [{ iCode = 'a' }]", ("denomby cannot be", 'Denominator = "CODE"')),
        ("[Normalise]\n[Aggregate]\nw = { Weight = [1, 2], iCode = ['a'] }", ("w cannot be", "{ CODE = 2 }")),
        ("[Normalise]\n[Aggregate]\nw = 'mine'", ("no set of weights mine", "Original, none")),
        ("[Normalise]\ndset = 'Treated'", ("no table Treated", "Known tables: Raw")),
        ("[Impute]\nf_i = 'i_mean_grp'\nuse_group = 'size'", ("size is no column of type Group", "kind")),
        ("[Impute]\nf_i = 'impute_panel'", ("no other points in time",)),
        ("[Screen]\nunit_screen = 'byNA'\ndat_thresh = 1.5", ("table Screen", "dat_thresh: 1.5")),
        ("[Screen]\nunit_screen = 'none'", ("unit_screen: none", "byNAandzeros")),
        ("[Denominate]\ndenomby = [{ iCode = 'a', Denominator = 'gdp' }]", ("a is divided by gdp", "--denoms")),
        ("[new_coin]\nexclude = ['a', 'b', 'c']", ("no indicator",)),
        ("[weights.mine]\nmethod = 'guess'\n[Normalise]", ("table weights.mine", "method: guess", "budget")),
        ("[data]\nTime = 2020\n[Normalise]", ("no Time 2020",)),
        ("[Normalise]\nwrite_to = '../outside'", ("write_to cannot be ../outside",)),
        (f"[Normalise]\nwrite_to = {'[' * 5000}", ("not TOML",)),
        (SPEC + "[sensitivity]\nSA_specs = { One = 3 }", ("SA_specs is not a table",)),
        (SPEC + "[sensitivity]\nN = 1e13\nSA_specs = [{ Address = '$Log$Aggregate$w', file = 'x' }]", ("N: 1",)),
    ],
)
def test_a_specification(spec: str, parts: tuple[str, ...]) -> None:
    text = told(spec=spec)
    assert "Traceback" not in text
    for part in parts:
        assert part in text


VARIED = SPEC + "[sensitivity]\nSA_type = 'UA'\nN = 10\n[[sensitivity.SA_specs]]\nName = 'One'\n"


@pytest.mark.parametrize(
    ("more", "parts"),
    [
        ("Address = 'Normalise'\nDistribution = [1]", ("SA_specs.One", "not the address", "$Log$Treat")),
        ("Address = '$Log$Treat$global_specs'\nDistribution = [1]", ("no step Treat",)),
        ("Address = '$Log$Aggregate$fag'\nDistribution = [1]", ("fag", "nearest is f_ag")),
        ("Address = '$Log$Aggregate$f_ag'", ("Distribution is missing",)),
        ("Address = '$Log$Aggregate$f_ag'\nDistribution = [2, 1]\nType = 'continuous'", ("two bounds",)),
        ("Address = '$Log$Aggregate$f_ag'\nnoise_specs = [{ Level = 1, NoiseFactor = 0.1 }]", ("Only weights",)),
        ("Address = '$Log$Aggregate$f_ag'\nNosie = 1", ("Nosie",)),
        ("Address = '$Log$Aggregate$w'\nDistribution = [1, 2]", ("w cannot be 1",)),
        ("Address = '$Log$Aggregate$w$a'\nDistribution = ['x', 'y']", ("w: x cannot be used",)),
        ("Address = '$Log$Aggregate$f_ag[2]'\nDistribution = ['a_gmean', 'a_hmean']", ("no place 2",)),
        ("Address = '$Log$Aggregate$w$q'\nDistribution = [1, 2]\nType = 'continuous'", ("w names q",)),
        ("Address = '$Log$Aggregate$w'\nnoise_specs = 3", ("SA_specs.One", "noise_specs cannot be 3")),
        ("Address = '$Log$Aggregate$w'\nnoise_specs = [{ Level = 9, NoiseFactor = 0.1 }]", ("Level: 9",)),
        ("Address = '$Log$Aggregate$w'\nnoise_specs = [{ Level = 2, NoiseFactor = 0.1 }]\nNrep = 1e12", ("Nrep",)),
    ],
)
def test_what_may_vary(more: str, parts: tuple[str, ...]) -> None:
    text = told(spec=VARIED + more)
    for part in parts:
        assert part in text


def test_a_sensitivity_analysis_needs_two_choices_and_a_design_of_the_right_size(tmp_path: Path) -> None:
    one = VARIED.replace("'UA'", "'SA'") + "Address = '$Log$Aggregate$f_ag'\nDistribution = ['a_amean']\n"
    assert "one uncertain choice" in told(spec=one)
    two = one + "[[sensitivity.SA_specs]]\nName = 'Two'\nAddress = '$Log$Aggregate$w$a'\nDistribution = [1, 2]\n"
    (tmp_path / "sample.csv").write_text("One,Two\n0.1,0.2\n0.3,0.4\n0.5,0.6\n", encoding="utf-8")
    text = told(spec=two.replace("N = 10", "sample = 'sample.csv'"), folder=tmp_path)
    assert "3 rows are not a design" in text


def test_several_years_need_a_choice() -> None:
    meta = META
    data = "\n".join(f"{line},{'Time' if i == 0 else 2020 + i % 2}" for i, line in enumerate(DATA.strip().splitlines()))
    text = told(meta=meta, data=data)
    assert "several points in time" in text
    assert "Time = 2021" in text
