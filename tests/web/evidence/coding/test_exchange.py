"""A programme's coded material leaves as a REFI-QDA project that other programs, and we, can read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from lxml import etree

from seutukuva.base import Problem
from seutukuva.cli.main import seutukuva
from seutukuva.evidence import refi
from seutukuva.web.evidence.coding import actions
from seutukuva.web.evidence.coding.models import Code, Coding, Memo
from seutukuva.web.evidence.exchange import project_of
from seutukuva.web.evidence.models import Source
from tests.evidence.refi.builders import CODES, QUOTES, SOURCE, maxqda, packed, project, selections, text_source
from tests.web.evidence.coding.conftest import Desk
from tests.web.threads import QUOTE, make_source

SCHEMA = Path(__file__).parents[3] / "reference" / "refi" / "Project.xsd"


def code(desk: Desk) -> None:
    """Two people code one passage, one of them twice; a memo hangs on the passage and one on the source."""
    for who, what in (("coordinator", desk.code), ("analyst", desk.code), ("analyst", desk.other)):
        actions.add_coding(actor=desk.world.people[who], source=desk.source, at=desk.at, code=what)
    passage = desk.source.passages.get()
    for about in (passage.urn, desk.source.urn):
        actions.write_memo(
            actor=desk.world.people["analyst"], ecosystem=desk.source.ecosystem, about=about, body="Muista tämä.\r\n"
        )


def test_codes_codings_coders_memos_and_variables_go_along(desk: Desk) -> None:
    code(desk)
    make_source(desk.world, desk.world.kuusilahti, label="K-05")
    project = project_of(desk.world.closed.slug, "fi")
    assert [source.name for source in project.sources] == ["Kuusilahti K-04", "Kuusilahti K-05"]
    found = refi.coded(project)
    assert {c.text for c in found} == {QUOTE}
    assert len({c.coder for c in found}) == 2
    assert len(found) == 3
    source = project.sources[0]
    assert [len(source.notes), len(source.selections[0].notes), len(project.notes)] == [1, 1, 2]
    names = {variable.guid: variable.name for variable in project.variables}
    values = {names[value.variable]: value.text for value in source.values}
    assert values["kaupunki"] == "Kuusilahti"
    assert values["aineistolaji"] == "haastattelu"
    assert project.sets[0].sources == tuple(source.guid for source in project.sources)
    tree = {top.name: [child.name for child in top.children] for top in project.codes}
    assert any(below for below in tree.values())


def test_the_command_writes_a_valid_file_that_reads_back_the_same(desk: Desk, tmp_path: Path) -> None:
    code(desk)
    out = tmp_path / "suljettu.qdpx"
    result = CliRunner().invoke(
        seutukuva, ["evidence", "export", desk.world.closed.slug, "--out", str(out), "--lang", "sv"]
    )
    assert result.exit_code == 0, result.output
    assert "1 sources, 3 codings" in result.stderr
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as opened:
        etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(etree.fromstring(opened.read("project.qde")))
    imported = refi.read_project(out.read_bytes())
    assert imported.lost == ()
    assert imported.project == project_of(desk.world.closed.slug, "sv")


def test_who_was_interviewed_stays_in_the_house(desk: Desk) -> None:
    data = refi.write_project(project_of(desk.world.closed.slug, "fi"))
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert all("konepajan toimitusjohtaja" not in opened.read(name).decode() for name in opened.namelist())


def test_what_was_erased_at_somebodys_request_leaves_no_trace_in_the_file(desk: Desk) -> None:
    Source.objects.filter(pk=desk.source.pk).update(text="", erased=timezone.now())
    assert project_of(desk.world.closed.slug, "fi").sources == ()


def test_a_text_with_line_breaks_of_two_characters_keeps_its_places(desk: Desk) -> None:
    text = f"H: Entä?\r\n\r\nV: {QUOTE}\r\n"
    desk.source.text = text
    desk.source.save(update_fields=["text"])
    at = actions.place(desk.source, start=None, end=None, quote=QUOTE)
    actions.add_coding(actor=desk.world.people["analyst"], source=desk.source, at=at, code=desk.code)
    assert [c.text for c in refi.coded(project_of(desk.world.closed.slug, "en"))] == [QUOTE]


@pytest.mark.django_db
def test_an_unknown_programme_is_named() -> None:
    with pytest.raises(Problem, match="olematon"):
        project_of("olematon", "fi")


def bring(tmp_path: Path, data: bytes, *, who: str = "analyst", town: str = "suljettu/kuusilahti") -> Result:
    """Call the command as a person at the machine."""
    file = tmp_path / "maxqda.qdpx"
    file.write_bytes(data)
    words = [str(file), town, "--as", f"{who}@example.org", "--date", "2026-03-01"]
    return CliRunner().invoke(seutukuva, ["evidence", "bring", *words])


def test_a_project_is_brought_into_a_town(desk: Desk, tmp_path: Path) -> None:
    result = bring(tmp_path, maxqda())
    assert result.exit_code == 0, result.exception
    assert "suljettu/kuusilahti: 1 sources, 2 codings" in result.stderr
    source = Source.objects.get(label="R-01")
    assert (source.who, source.language, source.consent) == ("Rehtori", "fi", "asked")
    codings = Coding.objects.filter(passage__source=source)
    assert [coding.passage.quote for coding in codings] == [quote for quote, _ in QUOTES]
    assert {coding.coder for coding in codings} == {desk.world.people["analyst"]}
    code = Code.objects.get(slug="yhteistyo.luottamus")
    assert code.parent == Code.objects.get(slug="yhteistyo")
    memo = Memo.objects.get(author=desk.world.people["analyst"])
    assert (memo.body, memo.about) == ("Kuka kysyy?", source.passages.order_by("start")[0].urn)
    brought = [source for source in project_of("suljettu", "fi").sources if source.name.endswith("R-01")]
    assert [mark.name for mark in brought[0].selections] == ["Haastattelija", *(quote for quote, _ in QUOTES)]


def test_brought_again_it_uses_the_same_codes_and_free_labels(desk: Desk, tmp_path: Path) -> None:
    bring(tmp_path, maxqda())
    codes = Code.objects.count()
    assert bring(tmp_path, maxqda(), who="coordinator").exit_code == 0
    assert Code.objects.count() == codes
    assert Source.objects.filter(label__startswith="R-").count() == 2


def test_what_came_apart_is_told(desk: Desk, tmp_path: Path) -> None:
    blank = f'<TextSource guid="{SOURCE[:-1]}0" name="Tyhjä"><PlainTextContent> </PlainTextContent></TextSource>'
    marks = selections([(0, 3, "", QUOTES[0][1]), (3, 4, "", QUOTES[0][1])])
    xml = project(CODES + text_source(marks).replace("</Sources>", f"{blank}</Sources>"))
    result = bring(tmp_path, packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Hei vaan!"}))
    assert "1 sources, 1 codings" in result.stderr
    assert "1 coding whose place could not be carried." in result.stderr
    assert "Tyhjä" in result.stderr


@pytest.mark.parametrize(
    ("who", "town", "told"),
    [
        ("coordinator", "suljettu/kuusilahti", "2 codes that the codebook lacks"),
        ("coordinator", "suljettu/mantysalmi", "no town"),
        ("analyst", "suljettu/olematon", "no town"),
        ("nobody", "suljettu/kuusilahti", "no account"),
    ],
)
def test_a_project_is_not_brought_without_the_right(desk: Desk, tmp_path: Path, who: str, town: str, told: str) -> None:
    before = Source.objects.count()
    result = bring(tmp_path, maxqda(), who=who, town=town)
    assert isinstance(result.exception, Problem)
    assert told in str(result.exception)
    assert Source.objects.count() == before


def test_made_data_says_so_in_the_file_and_never_enters_a_real_town(desk: Desk, tmp_path: Path) -> None:
    made = project_of("suljettu", "sv")
    assert made.description == "Syntetiskt material"
    result = bring(tmp_path, refi.write_project(made), who="administrator", town="avoin/rauma")
    assert isinstance(result.exception, Problem)
    assert "Synthetic material" in str(result.exception)
    assert bring(tmp_path, refi.write_project(made)).exit_code == 0
    assert project_of("avoin", "fi").description == ""
