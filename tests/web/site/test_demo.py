"""The demo: three programmes, made voices only in made towns, and the same again when the command is given again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from seutukuva.documents import ItemList
from seutukuva.web.evidence.interviews.models import Interview
from seutukuva.web.evidence.models import Passage, Rating, Source
from seutukuva.web.invest.models import Opportunity
from seutukuva.web.kit.releases.files import load
from seutukuva.web.kit.releases.models import Release
from seutukuva.web.kit.releases.selectors import current
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.network.figures import measurement
from seutukuva.web.network.mentions import inbox
from seutukuva.web.network.models import Actor, Tie
from seutukuva.web.network.selectors import town_network
from seutukuva.web.picture import publishing
from seutukuva.web.picture.experts.models import Panel
from seutukuva.web.picture.experts.selectors import asked_of
from seutukuva.web.picture.models import Finding, SharedFinding
from seutukuva.web.programmes.models import Participant, Programme
from seutukuva.web.programmes.selectors import default_ecosystem
from seutukuva.web.site import demo, demo_people
from seutukuva.web.strategy.models import Measure


class Counted:
    """Progress that remembers its steps."""

    def __init__(self) -> None:
        self.steps: dict[str, list[int]] = {}

    def start(self, title: str, total: int) -> None:
        """Begin a step."""
        self.steps[title] = [total, 0]
        self._now = title

    def advance(self) -> None:
        """Count one part."""
        self.steps[self._now][1] += 1


def nothing(**arguments: Any) -> None:
    """Stand in for the reports of real towns, which have a test of their own."""


@pytest.mark.django_db
def test_the_demo_is_built_once(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(publishing, "publish_town_report", nothing)
    settings.VAR = tmp_path
    progress = Counted()
    password = demo.build(progress)
    assert all(total == done for total, done in progress.steps.values()), progress.steps
    assert [(p.slug, p.synthetic, p.participants.count()) for p in Programme.objects.order_by("slug")] == [
        ("harjoitusverkosto", True, 6),
        ("kuntakysely-harjoitusaineisto", True, 0),
        ("seutukaupungit", False, 9),
    ]
    real = Participant.objects.filter(programme__synthetic=False)
    assert sum(len(town.codes) for town in real) == 10
    assert not Source.objects.filter(ecosystem__participant__in=real).exists()
    assert not Finding.objects.filter(ecosystem__participant__in=real).exists()
    assert not Interview.objects.filter(ecosystem__participant__in=real).exists()
    for source in Source.objects.filter(kind="interview"):
        assert [row.status for row in source.interviews.all()] == ["transcribed"]
        assert source.consent == "given"
    assert Release.objects.filter(kind="picture", synthetic=True).count() == 6 * 3
    assert not flagged(
        row.urn for model in (Finding, SharedFinding, Measure, Opportunity) for row in model.objects.all()
    )
    assert SharedFinding.objects.filter(status="draft").count() == 1, "one is left for a learner to approve"
    for language in ("fi", "sv", "en"):
        report = current("harjoitusverkosto-report", language)
        assert report is not None
        assert shared_in(report) == {row.urn for row in SharedFinding.objects.filter(status="approved")}

    panel = Panel.objects.get()
    assert (panel.programme.synthetic, panel.state, panel.round) == (True, "finished", 2)
    said = {row.question.dimension: row.last for row in asked_of(panel) if row.last}
    assert (said["education"].counts, said["education"].n_moved) == ((0, 1, 4, 0), 2)
    assert (said["state"].counts, said["state"].n_unsure) == ((0, 3, 1, 0), 1)
    assert not mail.outbox, "nobody gets a letter of the demo"

    the_networks_are_those_of_the_interviews()

    before = [model.objects.count() for model in (Source, Rating, Finding, Measure, Opportunity, Release, Programme)]
    assert demo.build(Counted()) == password
    after = [model.objects.count() for model in (Source, Rating, Finding, Measure, Opportunity, Release, Programme)]
    assert after == before
    for role in ("admin", "analyst", "manager", "viewer", "coordinator"):
        assert Client().login(username=demo_people.address(role), password=password)


def shared_in(release: Release) -> set[str]:
    """Return the URNs of the sentences on all towns that a report prints."""
    lists = [block for block in load(release.document_hash).blocks if isinstance(block, ItemList)]
    printed = {str(item.sentence) for one in lists for item in one.items}
    return {urn for urn in printed if ":picture:shared:" in urn}


def the_networks_are_those_of_the_interviews() -> None:
    """Every tie stands on words that somebody said, nothing waits, and the towns differ as their interviews do."""
    passages = {row.urn: row for row in Passage.objects.select_related("source")}
    for tie in Tie.objects.all():
        assert tie.cluster == passages[tie.carrier].source.cluster
    found = {}
    for town in Participant.objects.filter(programme__synthetic=True):
        assert inbox(default_ecosystem(town)).open == ()
        found[town.slug] = measurement(town_network(town, "fi").network)
    assert not Actor.objects.exclude(note__contains="synteettinen aineisto").exists()
    tops = {slug: one.actors.sort("betweenness", descending=True)["name"][0] for slug, one in found.items()}
    assert tops == {
        "kuusilahti": "Kuusilahden Telakka Oy",
        "mantysalmi": "Mäntysalmen kaupunki",
        "hopeakoski": "Koskiseudun ammattikorkeakoulu",
        "rantakyla": "Rantakylän kaupunki",
        "storsund": "Storsunds Båtvarv Ab",
        "ylikangas": "Ylikankaan Yrittäjäyhdistys ry",
    }
    for metric, most in (("components", "rantakyla"), ("permanence", "storsund"), ("education_reach", "hopeakoski")):
        assert max(found, key=lambda slug: found[slug].figure(metric).value or 0.0) == most, metric


def test_the_password_is_read_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "demo-password"
    password = demo_people.demo_password(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert demo_people.demo_password(file) == password
