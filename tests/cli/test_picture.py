"""`seutukuva picture report`: a file in the language and format asked for, or one clear line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import pptx
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from seutukuva.base import Problem
from seutukuva.cli.main import seutukuva


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(seutukuva, ["picture", "report", *words])
    if isinstance(result.exception, Problem):
        raise result.exception
    return result.exit_code, result.stderr


def test_the_swedish_pdf_is_tagged_and_in_swedish(tmp_path: Path) -> None:
    out = tmp_path / "rauma.pdf"
    assert run("--participant", "684", "--lang", "sv", "--format", "pdf", "--out", str(out))[0] == 0
    pdf = PdfReader(io.BytesIO(out.read_bytes()))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("sv")
    assert "Raumo" in pdf.pages[0].extract_text()


def test_the_page_stands_alone_and_the_json_is_the_document(tmp_path: Path) -> None:
    page, data = tmp_path / "n.html", tmp_path / "n.json"
    run("--participant", "naturpolis", "--lang", "fi", "--format", "html", "--out", str(page))
    run("--participant", "naturpolis", "--lang", "fi", "--format", "json", "--out", str(data))
    text = page.read_text(encoding="utf-8")
    title = json.loads(data.read_text(encoding="utf-8"))["title"]
    assert f"<h1>{title}</h1>" in text
    assert '<html lang="fi">' in text
    assert "<script" not in text


def test_word_and_slides_begin_as_their_programs_expect(tmp_path: Path) -> None:
    word, slides = tmp_path / "r.docx", tmp_path / "r.pptx"
    run("--participant", "684", "--lang", "fi", "--format", "docx", "--out", str(word))
    run("--participant", "684", "--lang", "fi", "--format", "pptx", "--out", str(slides))
    assert "Rauma" in [line.text for line in docx.Document(str(word)).paragraphs]
    titles = [slide.shapes.title.text_frame.text for slide in pptx.Presentation(str(slides)).slides]
    assert titles[0] == "Rauma"
    assert len(titles) > 5


def test_an_unknown_town_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Rauma"):
        run("--participant", "Raumma", "--out", str(tmp_path / "x.pdf"))
    assert not (tmp_path / "x.pdf").exists()


def test_a_wrong_format_is_wrong_usage(tmp_path: Path) -> None:
    assert run("--participant", "684", "--format", "doc", "--out", str(tmp_path / "x"))[0] == 2


def test_a_report_starts_without_the_library_that_only_ratings_need() -> None:
    code = "import sys, seutukuva.cli.picture; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_folder_that_is_not_there_is_told_before_anything_is_computed(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        run("--participant", "684", "--out", str(tmp_path / "missing" / "rauma.pdf"))
    assert told.value.code == "base.no_folder"
    assert "missing" in str(told.value)
