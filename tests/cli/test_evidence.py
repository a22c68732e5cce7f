"""`seutukuva evidence` as a person at a terminal meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from seutukuva.base import Problem
from seutukuva.cli.main import seutukuva
from tests.evidence.refi.builders import QUOTES, nvivo, packed, taguette


def run(*words: str) -> Result:
    return CliRunner().invoke(seutukuva, ["evidence", *words])


def saved(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def test_import_prints_what_a_project_holds_as_json(tmp_path: Path) -> None:
    result = run("import", saved(tmp_path, "nvivo.qdpx", nvivo()), "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "origin": "NVivo for Windows 12.6",
        "sources": 1,
        "codes": 2,
        "selections": 2,
        "codings": 2,
        "lost": [{"code": "evidence.refi.lost.rich_text", "text": "The formatting of 1 text.", "count": 1}],
        "coded": [
            {"source": "Rehtori", "code": "Yhteistyö", "text": QUOTES[0][0]},
            {"source": "Rehtori", "code": "Luottamus", "text": QUOTES[1][0]},
        ],
    }


def test_import_tells_a_person_the_same(tmp_path: Path) -> None:
    result = run("import", saved(tmp_path, "nvivo.qdpx", nvivo()))
    assert "origin      NVivo for Windows 12.6" in result.stdout
    assert "codings     2" in result.stdout
    assert result.stderr == "The formatting of 1 text.\n"


def test_import_reads_a_codebook(tmp_path: Path) -> None:
    told = json.loads(run("import", saved(tmp_path, "tags.QDC", taguette()), "--json").stdout)
    assert (told["origin"], told["codes"], told["sources"], told["coded"]) == ("Taguette 1.4.1", 2, 0, [])


def test_a_file_that_cannot_be_used_is_named_with_the_problem(tmp_path: Path) -> None:
    result = run("import", saved(tmp_path, "empty.qdpx", packed({"a.txt": "x"})))
    assert isinstance(result.exception, Problem)
    assert str(result.exception).startswith("empty.qdpx: The package holds no project")


def test_the_command_ends_with_status_one_and_one_line_without_a_database(tmp_path: Path) -> None:
    name = saved(tmp_path, "climbs.qdpx", packed({"project.qde": "<Project/>", "../x": "x"}))
    script = "import sys; from seutukuva.cli.main import run; sys.argv = ['seutukuva', *sys.argv[1:]]; run()"
    arguments = [sys.executable, "-c", script, "evidence", "import", name, "--json"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "points outside" in done.stderr
