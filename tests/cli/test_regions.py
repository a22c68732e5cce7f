"""The command line of regions, as a person with a CSV uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from seutukuva.cli.main import run

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Return a function that runs `seutukuva regions` and gives exit status, standard output and standard error."""
    monkeypatch.delenv("SEUTUKUVA_LANGUAGE", raising=False)

    def command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["seutukuva", "regions", *map(str, words)])
        status = 0
        try:
            status = run() or 0
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_find_prints_code_names_subregion_and_region(say: Say) -> None:
    status, out, err = say("find", "Rauman kaupunki")
    assert (status, err) == (0, "")
    lines = [line.split(maxsplit=1) for line in out.splitlines()]
    assert lines == [
        ["code", "684"],
        ["name", "Rauma / Raumo"],
        ["sub-region", "041 Rauma sub-region"],
        ["region", "04 Satakunta"],
    ]


def test_find_tells_the_successor_of_an_abolished_one(say: Say) -> None:
    status, out, _ = say("find", "maaninka")
    assert status == 0
    assert "297" in out
    assert "Maaninka (476), until 2015-01-01" in out


def test_find_tells_the_nearest_names_in_the_language_asked_for(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("find", "Raum")[0] == 1
    assert "The nearest names are Rauma," in say("find", "Raum")[2]
    monkeypatch.setenv("SEUTUKUVA_LANGUAGE", "sv")
    status, out, err = say("find", "Raum")
    assert (status, out) == (1, "")
    assert err.startswith("Kommunen Raum hittas inte. Närmaste namn: Rauma,")
    assert err.count("\n") == 1


def test_history(say: Say) -> None:
    status, out, _ = say("history", "911")
    assert status == 0
    assert "2020-01-01  Valtimo (911) merged into Nurmes (541)" in out
    assert out.splitlines()[-1].split(maxsplit=1) == ["today", "Nurmes (541)"]
    assert "no single municipality" in say("history", "914")[1]
    assert "No changes." in say("history", "35")[1]
    assert say("history", "999")[0] == 1


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "luvut.csv"
    path.write_bytes(
        "kunta;vuosi;väki;osuus\r\n911;2014;2 345;10,5\r\n541;2014;8000;20\r\n684;2014;39970;1,5\r\n".encode("cp1252")
    )
    return path


def test_harmonise_sums_what_excel_saved(say: Say, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "ulos.csv"
    words = ("harmonise", source, "--code", "kunta", "--division", 2014, "--kind")
    status, said, told = say(*words, "count", "--value", "väki", "--value", "osuus", "--to", 2026, "--out", out)
    assert (status, said) == (0, "")
    # The second row's other columns are the year alone, so both members meet.
    assert out.read_text(encoding="utf-8") == "kunta,vuosi,väki,osuus\n541,2014,10345,30.5\n684,2014,39970,1.5\n"
    assert told == "3 rows brought to the division of 2026, 2 rows in the result; 0 unresolved.\n"


def test_harmonise_weighs_rates(say: Say, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "ulos.csv"
    words = ("harmonise", source, "--code", "kunta", "--division", "vuosi", "--kind", "rate", "--value", "osuus")
    assert say(*words, "--weight", "väki", "--out", out)[0] == 0
    row = out.read_text(encoding="utf-8").splitlines()[1].split(",")
    assert float(row[3]) == pytest.approx((10.5 * 2345 + 20 * 8000) / 10345)
    status, _, told = say(*words, "--out", out)
    assert status == 1
    assert "Rates cannot be merged without a weight." in told


def test_unresolved_rows_are_written_and_counted_and_the_rest_is_done(say: Say, tmp_path: Path) -> None:
    source, out, left = (tmp_path / name for name in ("in.csv", "out.csv", "left.csv"))
    source.write_text("kunta,vuosi,vastaus\n476,2014,8\n999,2014,7\n684,2009,6\n684,2014,5\n", encoding="utf-8-sig")
    status, _, told = say(
        *("harmonise", source, "--code", "kunta", "--division", "vuosi", "--kind", "answers"),
        *("--out", out, "--unresolved", left),
    )
    assert status == 1
    assert out.read_text(encoding="utf-8") == "kunta,vuosi,vastaus\n297,2014,8\n684,2014,5\n"
    assert left.read_text(encoding="utf-8").splitlines() == [
        "kunta,vuosi,vastaus,reason",
        "999,2014,7,Unknown municipality code",
        "684,2009,6,There is no division for the year",
    ]
    assert told.splitlines()[0] == "2 rows brought to the division of 2026, 2 rows in the result; 2 unresolved."


def test_incomplete_sums_and_moved_borders_are_told(say: Say, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("kunta,n\n541,10\n740,5\n", encoding="utf-8")
    words = ("harmonise", source, "--code", "kunta", "--division", "2014", "--kind", "count", "--value", "n")
    status, _, told = say(*words, "--out", out)
    assert status == 0
    assert "The figures of these lack a merged municipality that has no row in the data: Nurmes (541)." in told
    assert (
        "The borders of these moved between the years; their figures are left as they were: Savonlinna (740)." in told
    )
    status, _, told = say(*words, "--out", out, "--exact-borders")
    assert status == 1
    assert "Its border has moved: 1" in told


GOOD = "kunta;n\n684;1\n740;2\n"
BAD_INPUT = {
    "wrong column": (GOOD.replace("kunta", "Kunta").encode(), "in.csv: There is no column kunta."),
    "not a number": (GOOD.replace("2", "kaksi").encode(), "in.csv, row 3, column n: kaksi is not a number."),
    "duplicate rows": ((GOOD + "684;3\n").encode(), "in.csv, row 4: The same row stands twice, first on row 2: kunta"),
    "spreadsheet": (b"PK\x03\x04", "in.csv: The file is a spreadsheet workbook, not a CSV file."),
    "empty": (b"", "in.csv: The file is empty."),
    "ragged": ((GOOD + "734\n").encode(), "in.csv, row 4: The row has 1 fields, the header row 2."),
}


@pytest.mark.parametrize(("data", "told"), BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_input_is_one_clear_line_and_nothing_is_written(say: Say, tmp_path: Path, data: bytes, told: str) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(data)
    words = ("harmonise", source, "--code", "kunta", "--division", "2014", "--kind", "count", "--value", "n")
    status, said, err = say(*words, "--out", out)
    assert (status, said) == (1, "")
    assert err.startswith(told)
    assert err.count("\n") == 1
    assert not out.exists()


def test_targets_are_checked_before_anything_is_read(say: Say, source: Path, tmp_path: Path) -> None:
    words = ("harmonise", source, "--code", "kunta", "--division", "2014", "--kind", "answers", "--out")
    assert "There is no folder" in say(*words, tmp_path / "puuttuu" / "ulos.csv")[2]
    before = source.read_bytes()
    status, _, told = say(*words, source)
    assert status == 1
    assert "The output is the input file." in told
    assert source.read_bytes() == before
    assert "There is no division of municipalities for 2050." in say(*words, tmp_path / "o.csv", "--to", 2050)[2]
    assert "There is no such file." in say("harmonise", tmp_path / "x.csv", *words[2:], tmp_path / "o.csv")[2]


def test_wrong_usage_is_2() -> None:
    from click.testing import CliRunner

    from seutukuva.cli.regions import regions

    assert CliRunner().invoke(regions, ["harmonise", "in.csv"]).exit_code == 2
    assert CliRunner().invoke(regions, ["find"]).exit_code == 2
