"""Coded projects and codebooks of other programs, brought and taken along in the pages."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from seutukuva.evidence import find_quote
from seutukuva.evidence.refi import coded, read_codebook, read_project
from seutukuva.web.evidence.coding import actions, codebook_actions
from seutukuva.web.evidence.coding.models import Code, Coding
from seutukuva.web.evidence.models import Source
from tests.web.threads import QUOTE, make_source, signed_in
from tests.web.world import World

FACTS = {"labels": "N", "kind": "interview", "date": "2026-02-03", "language": "fi", "consent": "given"}


def project_of(world: World) -> bytes:
    """Code a quote in Kuusilahti and take the programme's material along."""
    analyst = world.people["analyst"]
    codebook_actions.adopt_codebook(actor=analyst, programme=world.closed)
    source = make_source(world, world.kuusilahti)
    code = Code.objects.get(programme=world.closed, slug="education")
    actions.add_coding(actor=analyst, source=source, at=find_quote(source.text, QUOTE), code=code)
    answer = signed_in(world, "analyst").get(reverse("project_file", args=["suljettu"]))
    assert answer["Content-Disposition"] == 'attachment; filename="suljettu-synthetic.qdpx"'
    return bytes(answer.content)


def bring(world: World, who: str, content: bytes, **data: Any) -> str:
    file = SimpleUploadedFile("vienti.qdpx", content)
    address = reverse("project_bring", args=["suljettu", "mantysalmi"])
    return signed_in(world, who).post(address, FACTS | data | {"file": file}, follow=True).content.decode()


def test_what_is_taken_along_comes_back_into_another_town(world: World) -> None:
    content = project_of(world)
    assert [one.text for one in coded(read_project(content).project)] == [QUOTE]
    page = bring(world, "analyst", content)
    assert "Tuotiin 1 lähdettä ja 1 koodausta." in page
    brought = Source.objects.get(label="N-01")
    assert brought.ecosystem.participant == world.mantysalmi
    assert Coding.objects.get(passage__source=brought).code.slug == "education"


def test_a_file_that_is_no_project_is_one_line_and_brings_nothing(world: World) -> None:
    assert "vienti.qdpx" in bring(world, "analyst", b"not a zip")
    assert not Source.objects.exists()


def test_a_codebook_goes_out_and_comes_in(world: World) -> None:
    client = signed_in(world, "analyst")
    codebook_actions.adopt_codebook(actor=world.people["analyst"], programme=world.closed)
    content = client.get(reverse("codebook_file", args=["suljettu"])).content
    assert len(list(read_codebook(content).codebook.walk())) == Code.objects.count()
    before = Code.objects.count()
    Code.objects.filter(slug="gap").delete()
    address = reverse("codebook_bring", args=["suljettu"])
    page = client.post(address, {"file": SimpleUploadedFile("oma.qdc", content)}, follow=True).content.decode()
    assert "uusia koodeja on 1." in page
    assert Code.objects.count() == before
    broken = client.post(address, {"file": SimpleUploadedFile("oma.qdc", b"<x")})
    assert "oma.qdc" in broken.content.decode()
