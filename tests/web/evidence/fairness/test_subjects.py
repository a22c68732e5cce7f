"""What an interviewee may ask for: everything that is stored, and that no word of it is left anywhere."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from seutukuva.base import Problem
from seutukuva.evidence import find_quote
from seutukuva.evidence.consents import consent_text
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.coding.round_actions import begin_round
from seutukuva.web.evidence.coding.selectors import code_by_slug
from seutukuva.web.evidence.fairness import actions as fairness
from seutukuva.web.evidence.fairness.subject_actions import erase_subject, export_subject
from seutukuva.web.evidence.importing.actions import change_facts
from seutukuva.web.evidence.importing.files import Upload
from seutukuva.web.evidence.interviews import actions as interviews
from seutukuva.web.evidence.interviews.actions import Consents, Person, Proposal
from seutukuva.web.evidence.interviews.models import Interview
from seutukuva.web.evidence.models import Original, Passage, Rating, Source
from seutukuva.web.evidence.selectors import inventory
from seutukuva.web.evidence.subjects import Subject
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.kit.releases.models import Release
from seutukuva.web.kit.thread.selectors import flagged
from tests.web.publishing import publish_approved
from tests.web.threads import QUOTE, Made, make_thread, signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]
SAID = "Pajupilliverstaan kattila ostettiin Tuonelasta viime keväänä."
OTHER = "Rautakankuri jäi siltikin pysähdyksiin."
TEXT = f"H: Mitä tehtiin?\n\nV: {SAID} {OTHER}\n"
PROPOSED = "Kattilanpaja hankittiin muualta."
MEMO = "Muistettava kysyä pajupillimestarilta."
PRIVATE = (
    *("pajupilliver", "kattila", "tuonela", "rautakankur", "pysähdyks", "pajupillimestar", "kattilanpaja"),
    *("tehtaanisännöitsijä", "verstasyhtymä", "salainen@example.fi", "kahvihuone", "nuottikirja"),
)


def subject_of(made: Made, interview: Interview) -> Subject:
    return Subject(made.ecosystem, tuple(interview.sources.all()), interview.pk)


def make_interviewee(world: World, made: Made) -> Interview:
    """Make all that the product can store about one person, through the actions that the pages use."""
    analyst, ecosystem = world.people["analyst"], made.ecosystem
    row = interviews.plan_interview(
        actor=analyst,
        ecosystem=ecosystem,
        sector="company",
        person=Person("tehtaanisännöitsijä", "Verstasyhtymä Oy", "salainen@example.fi"),
        language="fi",
        interviewer=analyst,
    )
    soon = timezone.now() + timedelta(days=1)
    interviews.invite(actor=analyst, interview=row, proposal=Proposal((soon,), "Kahvihuone 2"))
    yes = Consents(consent_text().version, interview=True, recording=True, quotation=True)
    interviews.agree(actor=None, interview=row, time=row.times.get(), consents=yes, language="fi")
    source = evidence.add_source(
        actor=analyst,
        ecosystem=ecosystem,
        kind="interview",
        label="K-77",
        who="tehtaanisännöitsijä",
        sector="company",
        language="fi",
        date=made.source.date,
        text=TEXT,
        consent="given",
        organisation="Verstasyhtymä Oy",
        role="tehtaanisännöitsijä",
        upload=Upload(SimpleUploadedFile("nuottikirja.txt", TEXT.encode())),
    )
    interviews.tie_source(actor=analyst, interview=row, source=source)
    change_facts(actor=analyst, ecosystem=ecosystem, changes={source.pk: {"organisation": "Verstasyhtymä Oyj"}})
    passage = evidence.add_passage(actor=analyst, source=source, quote=SAID, quotable=True)
    evidence.rate(actor=analyst, passage=passage, dimension="education", level=2, confidence="high")
    code = code_by_slug(world.closed, "education")
    for words in (SAID, OTHER):
        coded = coding.add_coding(actor=analyst, source=source, at=find_quote(TEXT, words), code=code)
        coding.write_memo(actor=analyst, ecosystem=ecosystem, about=coded.passage.urn, body=MEMO)
    coding.remove_coding(actor=analyst, coding=coded)
    coding.add_mention(actor=analyst, source=source, at=find_quote(TEXT, SAID), name="Pajupilliverstas Oy")
    people = [analyst, world.people["coordinator"]]
    begin_round(actor=analyst, ecosystem=ecosystem, name="1", sources=[source, made.source], coders=people)
    publish(world, made)
    asked = fairness.begin_round(actor=analyst, source=source, address=fairness.Address("salainen@example.fi"))
    passage.refresh_from_db()
    said = fairness.Said("correct", fairness.hash_of_words(SAID), PROPOSED)
    given = fairness.answer_quote(actor=None, round=asked, passage=passage, said=said)
    given.refresh_from_db()
    fairness.accept_correction(actor=analyst, answer=given)
    publish(world, made)
    return row


def publish(world: World, made: Made) -> None:
    publish_approved(world.people["analyst"], world.people["manager"], made.ecosystem, ["fi", "sv"])


def database() -> str:
    """Return all that stands in all tables, those of the full text too, as text in lower case."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [_text(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found).casefold()


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    # JSON columns escape what is not ASCII.
    return str(value).encode("ascii", "ignore").decode("unicode_escape") if "\\u" in str(value) else str(value)


def files() -> str:
    """Return all that lies in var, but letters and the database itself, as text in lower case."""
    folders = [Path(settings.VAR) / name for name in ("uploads", "releases", "rendered")]
    paths = [path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path.name}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in paths).casefold()


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Keep files in a folder of the test's own: what others leave must not be found here."""
    settings.VAR = tmp_path


@pytest.fixture
def made(world: World) -> Made:
    codebook_actions.adopt_codebook(actor=world.people["analyst"], programme=world.closed)
    return make_thread(world)


def erase(world: World, made: Made, row: Interview, capture: Any) -> None:
    with capture(execute=True):
        erase_subject(actor=world.people["manager"], subject=subject_of(made, row), confirmation="K-77")


def test_everything_about_one_interviewee_is_exported(
    world: World, made: Made, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_interviewee(world, made)
    client = signed_in(world, "manager")
    address = reverse("subject_export", args=[*TOWN, "interview", row.pk])
    answer = client.post(address)
    assert answer["Content-Type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert packed.read("texts/K-77.txt").decode() == TEXT
    assert packed.read("originals/nuottikirja.txt").decode() == TEXT
    assert json.loads(packed.read("interview.json"))["email"] == "salainen@example.fi"
    assert json.loads(packed.read("sources.json"))["sources"][0]["organisation"] == "Verstasyhtymä Oyj"
    told = {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist() if name.endswith(".csv")}
    passages = list(csv.DictReader(io.StringIO(told["passages.csv"])))
    assert (passages[0]["words"], passages[0]["agreed wording"]) == (SAID, PROPOSED)
    assert MEMO in told["memos.csv"]
    assert "Pajupilliverstas Oy" in told["mentions.csv"]
    assert SAID in told["codings.csv"]
    assert PROPOSED in told["comments.csv"]
    assert consent_text().version in told["consents.csv"]
    assert SAID in told["published.csv"]
    assert "education" in told["ratings.csv"]
    assert QUOTE not in "".join(told.values()), "another's words"
    event = AuditEvent.objects.filter(action__endswith="export_subject").get()
    assert event.urn == row.urn


def test_erasure_leaves_no_word_of_it_anywhere(
    world: World, made: Made, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_interviewee(world, made)
    before = database()
    for word in PRIVATE:
        assert word in before or word in files(), word
    erase(world, made, row, django_capture_on_commit_callbacks)
    after, left = database(), files()
    assert not [word for word in PRIVATE if word in after]
    assert not [word for word in PRIVATE if word in left]
    assert QUOTE.casefold() in after, "another's words stay"
    assert QUOTE.casefold() in left


def test_the_thread_keeps_a_tombstone_and_what_stood_on_it_is_flagged(
    world: World, made: Made, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_interviewee(world, made)
    rating = Rating.objects.get(passage__source__label="K-77")
    erase(world, made, row, django_capture_on_commit_callbacks)
    passage = Passage.objects.get(pk=rating.passage_id)
    assert flagged([rating.urn, made.finding.urn, made.measure.urn]) == {
        rating.urn,
        made.finding.urn,
        made.measure.urn,
    }
    member = signed_in(world, "viewer").get(reverse("thread", args=[passage.urn])).content.decode()
    assert "Poistettu haastateltavan pyynnöstä." in member
    with translation.override("fi"):
        public = Client().get(reverse("thread", args=[passage.urn])).content.decode()
        rated = Client().get(reverse("thread", args=[rating.urn])).content.decode()
        page = Client().get(reverse("release", args=["suljettu-kuusilahti"])).content.decode()
        pdf = Client().get(reverse("release_file", args=["suljettu-kuusilahti", "json"]))
    assert "Poistettu haastateltavan pyynnöstä." in public
    assert "Poistettu haastateltavan pyynnöstä." in page
    assert "K-77" in public
    assert "Arvio ulottuvuudesta" in rated, "that it was rated stays"
    assert QUOTE in page
    assert pdf.status_code == 200
    assert Release.objects.count() == 4, "the ledger keeps that it was published"


def test_what_is_left_tells_that_there_was_an_interview_and_by_what_right(
    world: World, made: Made, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_interviewee(world, made)
    erase(world, made, row, django_capture_on_commit_callbacks)
    row.refresh_from_db()
    source = Source.objects.get(label="K-77")
    assert (row.who, row.email, row.token_hash) == ("", "", None)
    assert source.erased is not None
    assert row.erased is not None
    assert row.consents.get().to_interview
    assert Rating.objects.get(passage__source=source).level == 2
    assert not Original.objects.exists()
    listed = next(one for one in inventory(world.kuusilahti).rows if one.source == source)
    assert (listed.standing, listed.passages, listed.ratings) == ("", 1, 1)  # no names to take out, no emptied passages
    client = signed_in(world, "analyst")
    for name, number in (("source", source.pk), ("coding", source.pk), ("comments", source.pk), ("interview", row.pk)):
        assert client.get(reverse(name, args=[*TOWN, number])).status_code == 200, name
    for name in ("town_evidence", "town_interviews", "source_facts", "town_picture"):
        assert client.get(reverse(name, args=TOWN)).status_code == 200, name


def test_an_erased_interviewee_cannot_be_written_to_again(
    world: World, made: Made, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_interviewee(world, made)
    erase(world, made, row, django_capture_on_commit_callbacks)
    row.refresh_from_db()
    source, analyst = Source.objects.get(label="K-77"), world.people["analyst"]
    facts = {"who": "x", "sector": "city", "date": source.date, "consent": "given"}
    person = Person("x")
    refused: list[Any] = [
        lambda: evidence.correct_text(actor=analyst, source=source, text="x"),
        lambda: evidence.change_source(actor=analyst, source=source, **facts),
        lambda: evidence.add_passage(actor=analyst, source=source, quote="x"),
        lambda: fairness.begin_round(actor=analyst, source=source, address=fairness.Address("a@example.fi")),
        lambda: interviews.set_status(actor=analyst, interview=row, status="held"),
        lambda: interviews.change_interview(
            actor=analyst, interview=row, sector="city", person=person, language="fi", interviewer=None
        ),
    ]
    for act in refused:
        with pytest.raises(Problem):
            act()


def test_only_who_manages_the_programme_exports_and_erases_and_only_with_the_label(
    world: World, made: Made, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_interviewee(world, made)
    subject = subject_of(made, row)
    for name in ("analyst", "coordinator", "viewer"):
        with pytest.raises(PermissionDenied):
            export_subject(actor=world.people[name], subject=subject)
        with pytest.raises(PermissionDenied):
            erase_subject(actor=world.people[name], subject=subject, confirmation="K-77")
    client = signed_in(world, "manager")
    source = Source.objects.get(label="K-77")
    page = client.get(reverse("subject", args=[*TOWN, "source", source.pk])).content.decode()
    assert "K-77" in page
    address = reverse("subject_erase", args=[*TOWN, "source", source.pk])
    assert "vahvistus ei ole K-77" in client.post(address, {"confirmation": "kyllä"}).content.decode()
    source.refresh_from_db()
    assert source.text == TEXT
    assert client.post(address, {"confirmation": "K-77"}).status_code == 302
    source.refresh_from_db()
    assert source.text == ""


def test_who_was_planned_and_never_interviewed_is_erased_too(world: World, made: Made) -> None:
    person = Person("tehtaanisännöitsijä", "Verstasyhtymä", "salainen@example.fi")
    row = interviews.plan_interview(
        actor=world.people["analyst"],
        ecosystem=made.ecosystem,
        sector="company",
        person=person,
        language="fi",
        interviewer=None,
    )
    client = signed_in(world, "manager")
    address = reverse("subject_erase", args=[*TOWN, "interview", row.pk])
    assert client.post(address, {"confirmation": f"interview-{row.pk}"}).status_code == 302
    row.refresh_from_db()
    assert (row.who, row.organisation, row.email) == ("", "", "")
    assert "tehtaanis" not in database()


def test_a_file_that_others_answers_stand_in_loses_its_bytes_but_not_their_sources(
    world: World, made: Made, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_interviewee(world, made)
    original = Original.objects.get()
    Source.objects.filter(pk=made.source.pk).update(original=original)
    exported = export_subject(actor=world.people["manager"], subject=subject_of(made, row))
    assert not [name for name in zipfile.ZipFile(io.BytesIO(exported.content)).namelist() if "originals" in name]
    erase(world, made, row, django_capture_on_commit_callbacks)
    original.refresh_from_db()
    assert original.stored == ""
    assert SAID.casefold() not in files()
    assert Source.objects.get(pk=made.source.pk).original == original
