"""Many files at once, as who brings them sees it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.importing import actions, files, jobs
from seutukuva.web.evidence.importing.files import Upload
from seutukuva.web.evidence.models import ImportBatch, ImportedFile, Original, Source
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.programmes.models import Membership
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.evidence.material import made
from tests.evidence.material.test_captions import TEAMS
from tests.evidence.material.test_tables import QUESTION, WEBROPOL
from tests.web.threads import make_source, signed_in
from tests.web.world import World

pytestmark = pytest.mark.usefixtures("jobs_at_once")
TOWN = ["suljettu", "kuusilahti"]
GIVEN = {"kind": "interview", "labels": "K", "date": "2026-02-03", "language": "fi", "consent": "asked"}
HEAD = ("Organisaatio: Konepaja Oy", "Sektori: yritys", "Tehtävä: tuotantopäällikkö", "Päivämäärä: 16.1.2026")


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def bring(client: Client, *uploads: SimpleUploadedFile, **given: str) -> str:
    """Bring files and return the page that tells how far they are."""
    answer = client.post(reverse("imports", args=TOWN), {**GIVEN, **given, "uploads": list(uploads)}, follow=True)
    return answer.content.decode()


def test_labels_begin_as_those_of_the_town_do(world: World) -> None:
    client = signed_in(world, "coordinator")
    assert 'name="labels" value="K"' in client.get(reverse("imports", args=TOWN)).content.decode()
    for label in ("S-01", "S-02", "R-01", "S"):
        make_source(world, world.kuusilahti, label=label)
    assert 'name="labels" value="S"' in client.get(reverse("imports", args=TOWN)).content.decode()


def test_many_files_become_sources_with_what_they_tell(world: World) -> None:
    client = signed_in(world, "coordinator")
    page = bring(
        client,
        file("Haastattelu.docx", made.word(*HEAD, made.LINE)),
        file("kokous.vtt", TEAMS.encode()),
        file("muistio.odt", made.open_document()),
        file("anteckning.txt", "Vi har ett bra samarbete med läroanstalterna, men det är inte klart.".encode("cp1252")),
    )
    assert "Luettu 4, hylätty 0, odottaa 0." in page
    word, captions, _note, swedish = Source.objects.order_by("label")
    assert [source.label for source in Source.objects.all()] == ["K-01", "K-02", "K-03", "K-04"]
    assert (word.organisation, word.role, word.sector) == ("Konepaja Oy", "tuotantopäällikkö", "company")
    assert (word.date.isoformat(), word.consent, word.who) == ("2026-01-16", "asked", "Haastattelu")
    assert captions.text.startswith("Matti Meikäläinen: Hei, tervetuloa haastatteluun.")
    assert (swedish.language, captions.date.isoformat()) == ("sv", "2026-02-03")
    assert reverse("source", args=[*TOWN, word.pk]) in page


def test_documents_are_brought_with_who_published_them(world: World) -> None:
    bring(
        signed_in(world, "coordinator"),
        file("strategia.txt", "Kaupunki edistää elinvoimaa.".encode()),
        file("sopimus.docx", made.word(*HEAD, made.LINE)),
        **{"kind": "document", "labels": "D", "date": "2024-05-06", "organisation": " Kuusilahden  kaupunki"},
    )
    strategy, agreement = Source.objects.order_by("label")
    assert (strategy.published, strategy.cluster) == ("Kuusilahden kaupunki 2024", "Kuusilahden kaupunki")
    assert agreement.published == "Konepaja Oy 2026", "what a file tells itself comes first"


def test_the_original_is_kept_as_it_came_under_its_hash(world: World) -> None:
    data = made.word(made.LINE)
    bring(signed_in(world, "coordinator"), file("a.docx", data))
    original = Original.objects.get()
    assert original.sha256 == hashlib.sha256(data).hexdigest()
    assert (original.size, original.uploaded_by) == (len(data), world.people["coordinator"])
    assert files.path_of(original.stored).read_bytes() == data
    assert Source.objects.get().original == original


def test_what_was_imported_is_found_by_its_words_at_once(world: World) -> None:
    client = signed_in(world, "coordinator")
    bring(client, file("a.txt", made.LINE.encode()))
    source = Source.objects.get()
    found = client.get(reverse("evidence_search", args=TOWN[:1]), {"q": "oppilaitos"}).content.decode()
    assert reverse("source", args=[*TOWN, source.pk]) in found


def test_the_page_of_a_source_tells_the_file_and_what_it_told(world: World) -> None:
    client = signed_in(world, "coordinator")
    bring(client, file("vastaukset.xlsx", WEBROPOL))
    page = client.get(reverse("source", args=[*TOWN, Source.objects.get(label="K-01").pk])).content.decode()
    assert "Luettu tiedostosta vastaukset.xlsx · Ikäryhmä: 30-39 · Vastaajan ID: 101" in page
    page = signed_in(world, "viewer").get(reverse("source", args=[*TOWN, Source.objects.get(label="K-01").pk]))
    assert "vastaukset.xlsx" not in page.content.decode(), "a name of a file can be a person's"


def test_the_labels_count_on_from_those_that_are_there(world: World) -> None:
    make_source(world, world.kuusilahti, label="K-09")
    bring(signed_in(world, "analyst"), file("a.txt", b"Hei."), file("b.txt", b"Moi."))
    assert set(Source.objects.values_list("label", flat=True)) == {"K-09", "K-10", "K-11"}


def test_each_bad_file_is_one_clear_line_and_the_good_ones_are_read(world: World) -> None:
    page = bring(
        signed_in(world, "coordinator"),
        file("hyva.txt", b"Hei."),
        file("salattu.docx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")),
        file("kuvia.pdf", made.picture_pdf()),
        file("tyhja.txt", b""),
        file("pommi.docx", made.packed({**made.unpacked(made.word("x")), "../x": b"x"})),
    )
    assert "Luettu 1, hylätty 4, odottaa 0." in page
    for told in (
        "Tiedosto on suojattu salasanalla. Avaa tiedosto salasanalla",
        "PDF-tiedostossa ei ole tekstiä: sen sivut ovat kuvia.",
        "Tiedostossa ei ole tekstiä.",
        "jonka polku johtaa kansion ulkopuolelle: ../x.",
    ):
        assert told in page
    assert Source.objects.count() == Original.objects.count() == 1
    kept = [path.name for path in files.path_of("x").parent.iterdir()]
    assert kept == [Original.objects.get().stored], "nothing of a refused file stays"


def test_a_file_that_is_too_large_is_refused_without_being_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seutukuva.evidence.material.read.MOST_BYTES", 10 * 2**20)
    page = bring(signed_in(world, "coordinator"), file("suuri.docx", b"a" * (11 * 2**20)), file("b.txt", b"Hei."))
    assert "Tiedoston koko on 11 Mt. Suurin sallittu koko on 10 Mt." in page
    assert Source.objects.count() == 1


def test_the_same_file_again_is_refused_and_named(world: World) -> None:
    client = signed_in(world, "coordinator")
    bring(client, file("ensin.txt", b"Hei."))
    assert "nimellä ”ensin.txt”" in bring(client, file("toinen nimi.txt", b"Hei."))
    assert "Sama tiedosto on tässä erässä kahdesti." in bring(client, file("a.txt", b"Moi."), file("b.txt", b"Moi."))
    assert Source.objects.count() == 2
    single = {**GIVEN, "label": "Z-1", "who": "", "sector": "", "file": file("c.txt", b"Moi.")}
    assert "nimellä ”a.txt”" in client.post(reverse("source_new", args=TOWN), single).content.decode()
    assert files.path_of(Original.objects.get(name="a.txt").stored).exists()


def test_another_town_may_bring_the_same_file(world: World) -> None:
    for town in (world.kuusilahti, world.mantysalmi):
        batch = start(world, "analyst", ContentFile(b"Hei.", "a.txt"), town=town)
        assert batch.files.get().status == "done"


def start(
    world: World, person: str, *contents: ContentFile[Any], town: Any = None, kind: str = "interview"
) -> ImportBatch:
    return actions.start_import(
        actor=world.people[person],
        ecosystem=default_ecosystem(town or world.kuusilahti),
        uploads=[Upload(content) for content in contents],
        kind=kind,
        prefix="K",
        date=date(2026, 2, 3),
        language="fi",
        consent="asked",
    )


def test_rows_of_a_table_become_answers_of_one_survey(world: World) -> None:
    page = bring(signed_in(world, "coordinator"), file("vastaukset.xlsx", WEBROPOL), labels="V")
    assert "Sarakkeet, jotka jäivät pois: Sähköposti." in page
    rows = list(Source.objects.all())
    assert [row.label for row in rows] == ["V-01", "V-02", "V-03"]
    assert {row.kind for row in rows} == {"survey"}
    assert rows[0].variables == {"Vastaajan ID": "101", "Ikäryhmä": "30-39"}
    assert len({row.cluster for row in rows}) == 1, "one survey shares one error"


def test_the_columns_of_a_table_can_be_chosen_and_it_is_read_again(world: World) -> None:
    client = signed_in(world, "coordinator")
    table = made.workbook(("Taho", "Mitä?"), ("yritys", "Raha"), ("kaupunki", "Aika"))
    page = bring(client, file("lyhyt.xlsx", table))
    assert "Taulukosta ei löytynyt avovastauksia. Sarakkeet: Taho, Mitä?." in page
    row = ImportedFile.objects.get()
    address = reverse("import_columns", args=[*TOWN, row.batch_id, row.pk])
    assert address in page
    assert "Raha · Aika" in client.get(address).content.decode()
    client.post(address, {"c0": "sector", "c1": "text"})
    assert [source.text for source in Source.objects.all()] == ["Mitä?\nRaha", "Mitä?\nAika"]
    client.post(address, {"c0": "text", "c1": "text"})
    assert Source.objects.filter(text="Taho\nyritys\n\nMitä?\nRaha").exists()
    assert Source.objects.count() == 2


def test_a_table_is_not_read_again_once_somebody_has_worked_on_it(world: World) -> None:
    client = signed_in(world, "coordinator")
    bring(client, file("vastaukset.xlsx", WEBROPOL))
    source = Source.objects.get(label="K-01")
    evidence.add_passage(actor=world.people["analyst"], source=source, quote="Se toimii meillä oikein hyvin.")
    row = ImportedFile.objects.get()
    uses = {f"c{i}": "text" for i in range(8)}
    page = client.post(reverse("import_columns", args=[*TOWN, row.batch_id, row.pk]), uses).content.decode()
    assert "Lähteen K-01 tekstiä on jo merkitty tai koodattu" in page
    assert Source.objects.filter(text__startswith=QUESTION).count() == 3


def test_nothing_is_half_imported_when_the_program_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = Source.save
    calls = iter(range(9))

    def fails(self: Source, *args: Any, **kwargs: Any) -> None:
        if next(calls) == 2:
            raise RuntimeError("a fault of ours")
        saved(self, *args, **kwargs)

    monkeypatch.setattr(Source, "save", fails)
    page = bring(signed_in(world, "coordinator"), file("vastaukset.xlsx", WEBROPOL))
    assert "keskeytyi ohjelman virheeseen" in page
    assert "a fault of ours" not in page
    assert not Source.objects.exists()
    assert not Original.objects.exists()


def test_a_job_has_the_rights_that_its_person_has_when_it_runs(world: World, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    batch = start(world, "coordinator", ContentFile(b"Hei.", "a.txt"))
    Membership.objects.filter(user=world.people["coordinator"]).delete()
    row = batch.files.get()
    assert row.status == "waiting"
    jobs.read_file.call(row.pk)
    row.refresh_from_db()
    assert row.problem is not None
    assert row.problem.code == "web_evidence.import_without_right"
    jobs.read_file.call(row.pk)
    assert not Source.objects.exists(), "what was refused is not read again"


def test_a_page_follows_the_files_until_all_are_read(world: World, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    client = signed_in(world, "coordinator")
    page = bring(client, file("a.txt", b"Hei."))
    assert "odottaa 1." in page
    assert 'hx-trigger="every 2s"' in page
    row = ImportedFile.objects.get()
    jobs.read_file.call(row.pk)
    page = client.get(reverse("import_batch", args=[*TOWN, row.batch_id])).content.decode()
    assert 'hx-trigger="every 2s"' not in page
    assert "Tarkista lähteiden tiedot" in page


def test_files_that_a_stopped_worker_left_are_read_again(world: World, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    client = signed_in(world, "coordinator")
    assert "Lue odottavat tiedostot uudelleen" not in bring(client, file("a.txt", b"Hei."))
    ImportBatch.objects.update(made=timezone.now() - timedelta(minutes=11))
    address = [*TOWN, ImportBatch.objects.get().pk]
    page = client.get(reverse("import_batch", args=address)).content.decode()
    assert "Lue odottavat tiedostot uudelleen" in page
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert "Luettu 1" in client.post(reverse("import_again", args=address), follow=True).content.decode()


def test_a_second_task_for_the_same_file_does_nothing(world: World) -> None:
    batch = start(world, "coordinator", ContentFile(b"Hei.", "a.txt"))
    row = batch.files.get()
    actions.import_file(actor=world.people["coordinator"], file=row)
    jobs._refuse(row.pk, Problem("web_evidence.not_imported"))
    row.refresh_from_db()
    assert row.status == "done"
    assert Source.objects.count() == 1


def test_a_worker_of_the_service_reads_the_files(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # The transaction of the test would go with its connection.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    page = bring(signed_in(world, "coordinator"), file("a.txt", b"Hei."), file("b.txt", b""))
    assert "odottaa 2." in page
    call_command("db_worker", "--batch", "--interval", "0", "--no-startup-delay", verbosity=0)
    assert {row.name: row.status for row in ImportedFile.objects.all()} == {"a.txt": "done", "b.txt": "refused"}


def test_the_audit_trail_keeps_no_names_of_files(world: World) -> None:
    bring(signed_in(world, "coordinator"), file("Matti Meikäläinen.txt", b"Hei."))
    events = AuditEvent.objects.filter(action__startswith="evidence.importing")
    assert {event.action.rsplit(".", 1)[1] for event in events} == {"start_import", "import_file"}
    assert not any("Meikäläinen" in str(event.parameters) for event in events)


def test_an_erased_original_leaves_its_hash(world: World, django_capture_on_commit_callbacks: Any) -> None:
    bring(signed_in(world, "coordinator"), file("a.txt", b"Hei."))
    original = Original.objects.get()
    path = files.path_of(original.stored)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_original(actor=world.people["analyst"], original=original)
    assert not path.exists()
    assert "nimellä ”a.txt”" in bring(signed_in(world, "coordinator"), file("b.txt", b"Hei."))
    row = ImportedFile.objects.get(original=original)
    with pytest.raises(Problem, match="no longer kept"):
        actions.choose_columns(actor=world.people["analyst"], file=row, columns={})


def test_only_who_works_on_the_town_brings_files_and_sets_facts(world: World) -> None:
    batch = start(world, "coordinator", ContentFile(WEBROPOL, "a.xlsx"))
    ecosystem = default_ecosystem(world.kuusilahti)
    for name in ("viewer", "other_coordinator", "stranger"):
        client = signed_in(world, name)
        for address in ("imports", "source_facts", "source_facts_file"):
            assert client.get(reverse(address, args=TOWN)).status_code == 404
        assert client.get(reverse("import_batch", args=[*TOWN, batch.pk])).status_code == 404
        with pytest.raises(PermissionDenied):
            start(world, name, ContentFile(b"Moi.", "b.txt"))
        with pytest.raises(PermissionDenied):
            actions.change_facts(actor=world.people[name], ecosystem=ecosystem, changes={})
    foreign = reverse("import_batch", args=["suljettu", "mantysalmi", batch.pk])
    assert signed_in(world, "analyst").get(foreign).status_code == 404


def test_originals_are_in_the_backup(world: World, settings: Any, tmp_path: Path) -> None:
    from seutukuva.web.site.backup import _kept_files

    bring(signed_in(world, "coordinator"), file("a.txt", b"Hei."))
    assert f"uploads/{Original.objects.get().stored}" in dict(_kept_files(tmp_path))
