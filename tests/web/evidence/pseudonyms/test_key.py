"""Those who hold the key see who a marker is, restore a text, and destroy the names for good."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.evidence import Anchor
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.fairness.models import CommentRound
from seutukuva.web.evidence.importing import files
from seutukuva.web.evidence.importing.actions import keep_original
from seutukuva.web.evidence.importing.files import Upload
from seutukuva.web.evidence.interviews.models import Interview
from seutukuva.web.evidence.pseudonyms import actions, key_actions, selectors
from seutukuva.web.evidence.pseudonyms.models import KeyEntry, Standing, State, Suggestion
from seutukuva.web.evidence.pseudonyms.sealing import FILE, unseal
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.site.backup import KEYS
from tests.web.evidence.pseudonyms.conftest import NAMED, TEXT, Room, confirm_all, pseudonymise
from tests.web.threads import signed_in


def test_a_manager_sees_who_a_marker_is_and_every_look_is_recorded(room: Room) -> None:
    pseudonymise(room)
    client = signed_in(room.world, "manager")
    page = client.get(reverse("names_key", args=room.address))
    assert "Matti Virtanen" not in page.content.decode()
    assert not AuditEvent.objects.filter(action="evidence.pseudonyms.looked_up").exists()
    entry = KeyEntry.objects.get(marker="[henkilö 1]")
    page = client.post(reverse("names_key", args=room.address), {"entry": entry.pk})
    assert "Matti Virtanen" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    event = AuditEvent.objects.get(action="evidence.pseudonyms.looked_up")
    assert (event.actor_name, event.urn) == (str(room.world.people["manager"]), entry.urn)
    assert event.parameters == {"marker": "[henkilö 1]"}
    assert client.post(reverse("names_key", args=room.address), {"entry": 999_999}).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "coordinator", "analyst"])
def test_nobody_else_does(room: Room, role: str) -> None:
    pseudonymise(room)
    client = signed_in(room.world, role)
    for name in ("names_key", "names_restore", "names_anonymise"):
        assert client.post(reverse(name, args=room.address)).status_code == 404
    with pytest.raises(PermissionDenied):
        key_actions.look_up(actor=room.world.people[role], entry=KeyEntry.objects.all()[0])


def test_the_lock_lies_in_a_file_of_its_owner_and_in_the_backup(room: Room) -> None:
    confirm_all(room)
    actions.replace_names(actor=room.world.people["analyst"], source=room.source)
    file = Path(settings.VAR) / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert FILE in KEYS
    entry = KeyEntry.objects.all()[0]
    kept = file.read_text(encoding="ascii")
    file.write_text("A" * len(kept), encoding="ascii")
    with pytest.raises(Problem, match="cannot be opened"):
        unseal(entry)
    file.write_text(kept, encoding="ascii")


def test_the_text_is_restored_to_the_letter_with_all_that_stands_in_it(room: Room) -> None:
    pseudonymise(room)
    client = signed_in(room.world, "manager")
    client.post(reverse("names_restore", args=room.address))
    source = room.fresh()
    assert source.text == TEXT
    room.named.refresh_from_db()
    assert (room.named.quote, room.named.start) == (NAMED, TEXT.index(NAMED))
    assert not flagged([room.finding.urn])
    assert not KeyEntry.objects.exists()
    assert selectors.standing_of(source) == Standing.RAW
    assert Suggestion.objects.filter(state=State.ACCEPTED, text="Virtaselle").exists()
    assert "[henkilö 1]" in actions.replace_names(actor=room.world.people["analyst"], source=source).text
    again = key_actions.restore_names(actor=room.world.people["manager"], source=room.fresh())
    with pytest.raises(Problem, match="has no key"):
        key_actions.restore_names(actor=room.world.people["manager"], source=again)


def written_about(room: Room) -> None:
    """Let people write the name in a memo, a mention and a wording, and let a file with the name be the original."""
    analyst = room.world.people["analyst"]
    coding.write_memo(actor=analyst, ecosystem=room.source.ecosystem, about=room.source.urn, body="Kysy Virtaselta.")
    at = Anchor(room.plain.start, room.plain.end, room.plain.quote)
    coding.add_mention(actor=analyst, source=room.source, at=at, name="Matti Virtanen", other="Kuusikone")
    room.plain.agreed_words = "Matti Virtanen sanoo, että yhteistyö on ohutta."
    room.plain.save()
    lost = evidence.add_passage(actor=analyst, source=room.source, quote="Soitin Virtaselle eilen.")
    lost.lost = True
    lost.save()
    asked = CommentRound.objects.create(source=room.source, email="matti.virtanen@esimerkki.fi", expires=timezone.now())
    asked.answers.create(
        passage=room.plain, word="correct", words="Soitin Virtaselle.", proposed="Matti Virtanen soitti."
    )
    planned = Interview.objects.create(
        ecosystem=room.source.ecosystem,
        sector="company",
        who="Matti Virtanen",
        email="matti@esimerkki.fi",
        language="fi",
    )
    planned.sources.add(room.source)
    upload = Upload(SimpleUploadedFile("Matti Virtanen.txt", TEXT.encode()))
    room.source.original = keep_original(actor=analyst, ecosystem=room.source.ecosystem, upload=upload)
    room.source.save()


def test_what_else_holds_a_replaced_name_is_listed(room: Room) -> None:
    written_about(room)
    pseudonymise(room)
    told = {one.kind for one in selectors.names_elsewhere(room.fresh())}
    assert told == {"memo", "mention", "agreed", "lost"}
    page = signed_in(room.world, "analyst").get(reverse("names", args=room.address)).content.decode()
    assert "Kysy Virtaselta." in page


def dumped() -> str:
    """Return every value of every table, the full text's own tables too, as one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows: list[Any] = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    text = "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for row in rows for value in row
    )
    return text.encode().decode("unicode_escape", "replace") + text


@pytest.mark.django_db(transaction=True)
def test_after_anonymisation_no_name_is_anywhere_in_the_database(room: Room) -> None:
    written_about(room)
    stored = files.path_of(room.source.original.stored)
    assert stored.exists()
    pseudonymise(room)
    client = signed_in(room.world, "manager")
    address = reverse("names_anonymise", args=room.address)
    page = client.get(address).content.decode()
    assert "Tätä ei voi perua" in page
    page = client.post(address, {"understood": "on"}).content.decode()
    assert "Kysymme vielä kerran" in page
    page = client.post(address, {"understood": "on", "label": "K-10"}).content.decode()
    assert "ei ole K-09" in page
    assert KeyEntry.objects.exists()
    assert client.post(address, {"understood": "on", "label": "K-09"}).status_code == 302
    text = dumped().lower()
    for name in ("virta", "matti", "esimerkki.fi", "123 4567", "kuusikone"):
        assert re.search(rf"(?<![a-zåäö]){name}", text) is None, name
    assert not stored.exists()
    source = room.fresh()
    assert selectors.standing_of(source) == Standing.ANONYMISED
    assert "[henkilö 1]" in source.text
    for write in (
        lambda: key_actions.restore_names(actor=room.world.people["manager"], source=source),
        lambda: actions.look_for_names(actor=room.world.people["manager"], source=source),
    ):
        with pytest.raises(Problem, match="is anonymised"):
            write()
    assert "Avain on hävitetty" in client.get(reverse("names", args=room.address)).content.decode()
    assert "Siirry anonymisointiin" not in client.get(reverse("names_key", args=room.address)).content.decode()


def test_only_a_source_that_somebody_vouches_for_is_anonymised(room: Room) -> None:
    with pytest.raises(Problem, match="Nobody has said"):
        key_actions.anonymise(actor=room.world.people["manager"], source=room.source, label="K-09")
    page = signed_in(room.world, "manager").get(reverse("names_anonymise", args=room.address)).content.decode()
    assert "Siirry lähteen nimiin" in page
