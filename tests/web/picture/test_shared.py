"""What the towns share, as findings: drafted by rules, edited, approved by another, flagged, published, and back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.documents import ItemList
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.kit.releases.files import load
from seutukuva.web.kit.releases.selectors import current
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.kit.thread.selectors import carriers_of, flagged, thread
from seutukuva.web.picture.actions import confirm_finding
from seutukuva.web.picture.leading import leader_urn
from seutukuva.web.picture.models import SharedFinding, cell_urn, stage_urn
from seutukuva.web.picture.review.subjects import programme_report_of
from seutukuva.web.picture.shared import actions
from seutukuva.web.picture.shared.selectors import towns_urn
from seutukuva.web.programmes.actions import add_participant
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.picture.test_across import PAGE, rate_other
from tests.web.publishing import publish_subject
from tests.web.threads import Made, make_thread, signed_in
from tests.web.world import World

FLAG = "jokin, mihin se nojaa, on muuttunut"
OWN = {"fi": "Oppilaitokset puuttuvat kaikkialta.", "sv": "Läroanstalterna saknas överallt."}


@pytest.fixture
def made(world: World) -> Made:
    """Kuusilahti and Mäntysalmi at level 1 in education, and the rules' drafts of it."""
    made = make_thread(world)
    rate_other(world, 1)
    actions.draft_findings(actor=world.people["analyst"], programme=world.closed)
    return made


def drafted(world: World, about: str) -> SharedFinding:
    """Return a sentence of the rules: on education, or on all towns."""
    rows = SharedFinding.objects.select_related("programme").filter(programme=world.closed, about=about)
    return rows.get(subject__in=["", "education"])


def test_the_rules_draft_and_a_draft_follows_its_numbers_until_a_person_wrote(world: World, made: Made) -> None:
    analyst = world.people["analyst"]
    below, leader = drafted(world, "below"), drafted(world, "leader_unknown")
    cells = {cell_urn(default_ecosystem(town).pk, "education") for town in (world.kuusilahti, world.mantysalmi)}
    assert set(carriers_of(below.urn)) == {towns_urn(world.closed.pk), *cells}
    assert leader_urn(made.ecosystem.pk) in carriers_of(leader.urn)
    assert "alle tavoitteen 2 kaupungissa; tietoa on 2 kaupungista" in own_text(below.urn, "sentence").bodies["fi"]
    rate_other(world, 4, ("M-03", "M-04", "M-05", "M-06"))
    actions.draft_findings(actor=analyst, programme=world.closed)
    assert not SharedFinding.objects.filter(pk=below.pk).exists(), "one town of two is not common by the rules' count"
    unknown = drafted(world, "leader_unknown")
    actions.change_finding(actor=analyst, finding=unknown, sentence=OWN)
    actions.draft_findings(actor=analyst, programme=world.closed)
    assert own_text(unknown.urn, "sentence").bodies["fi"] == OWN["fi"]
    page = signed_in(world, "viewer").get(reverse("shared_finding", args=[*PAGE, unknown.pk])).content.decode()
    assert "muokattu" in page
    assert "Läroanstalterna saknas överallt." in page, "every edit is kept"
    assert "Mitä säännöt nyt kirjoittavat" in page
    actions.redraft_finding(actor=analyst, finding=unknown)
    assert own_text(unknown.urn, "sentence").bodies["fi"].startswith("Ei tiedetä, kuka johtaa")


def test_a_sentence_on_stages_stands_on_the_stage_of_each_town_and_that_on_its_levels(world: World, made: Made) -> None:
    home, other = made.ecosystem.pk, default_ecosystem(world.mantysalmi).pk
    staged = drafted(world, "stage_unknown")
    assert set(carriers_of(staged.urn)) == {towns_urn(world.closed.pk), stage_urn(home), stage_urn(other)}
    viewer = signed_in(world, "viewer")
    page = viewer.get(reverse("town_picture", args=["suljettu", "kuusilahti"])).content.decode()
    assert reverse("thread", args=[stage_urn(home)]) in page, "the sentence on the stage leads to its thread"
    found = thread(world.people["viewer"], stage_urn(home))
    assert found is not None
    assert "Kypsyysastetta ei voi kertoa" in found.here.text
    assert [link.shown.urn for link in found.carriers if link.shown] == [cell_urn(home, "education")]
    assert staged.urn in str(found.sentences)
    up = thread(world.people["analyst"], made.passage.urn)
    assert up is not None
    assert stage_urn(home) in str(up.sentences), "from the quote to the stage"
    assert viewer.get(reverse("thread", args=[stage_urn(10**6)])).status_code == 404
    coordinator = world.people["coordinator"]  # of Kuusilahti
    own = thread(coordinator, stage_urn(home))
    assert own is not None
    assert thread(coordinator, stage_urn(other)) is None
    assert "Mäntysalmi" not in str(own)
    assert not flagged([staged.urn])
    evidence.rate(actor=world.people["analyst"], passage=made.passage, dimension="state", level=2, confidence="low")
    assert flagged([staged.urn]) == {staged.urn}


def test_another_person_approves_what_a_person_wrote(world: World, made: Made) -> None:
    analyst, manager = world.people["analyst"], world.people["manager"]
    row = actions.write_finding(actor=analyst, programme=world.closed, about="education", sentence=OWN)
    with pytest.raises(Problem, match="yourself"):
        actions.approve_finding(actor=analyst, finding=row)
    actions.approve_finding(actor=manager, finding=row)
    actions.change_finding(actor=analyst, finding=row, sentence={"fi": "Toisin."})
    row.refresh_from_db()
    assert row.status == "draft"
    for name in ("viewer", "coordinator", "other_coordinator"):
        with pytest.raises(PermissionDenied):
            actions.draft_findings(actor=world.people[name], programme=world.closed)
        with pytest.raises(PermissionDenied):
            actions.approve_finding(actor=world.people[name], finding=row)


def test_an_edited_shared_sentence_is_told_to_be_a_draft_again_and_its_late_languages_are_listed(
    world: World, made: Made
) -> None:
    analyst, manager = world.people["analyst"], world.people["manager"]
    words = {"fi": "Kaikille yhteinen virke.", "sv": "En gemensam mening.", "en": "A shared sentence."}
    row = actions.write_finding(actor=analyst, programme=world.closed, about="education", sentence=words)
    actions.approve_finding(actor=manager, finding=row)
    address = reverse("shared_finding", args=[*PAGE, row.pk])
    sent = {f"sentence_{language}": body for language, body in {**words, "fi": "Toisin sanottu virke."}.items()}
    told = signed_in(world, "analyst").post(address, sent, follow=True).content.decode()
    assert "Virke on taas luonnos" in told
    row.refresh_from_db()
    actions.approve_finding(actor=manager, finding=row)
    asked = signed_in(world, "manager").get(reverse("programme_report_publish", args=PAGE)).content.decode()
    assert f'<a href="{address}">Toisin sanottu virke.</a> (svenska, English)' in asked
    sent |= {"sentence_sv": "Sagt annorlunda.", "sentence_en": "Said otherwise."}
    signed_in(world, "analyst").post(address, sent)
    actions.approve_finding(actor=manager, finding=SharedFinding.objects.get(pk=row.pk))
    asked = signed_in(world, "manager").get(reverse("programme_report_publish", args=PAGE)).content.decode()
    assert "(svenska, English)" not in asked


def test_a_changed_level_and_a_new_town_flag_the_sentences_until_somebody_looks(world: World, made: Made) -> None:
    analyst = world.people["analyst"]
    below, leader = drafted(world, "below"), drafted(world, "leader_unknown")
    assert not flagged([below.urn, leader.urn])
    evidence.rate(actor=analyst, passage=made.passage, dimension="education", level=2, confidence="low")
    assert flagged([below.urn, leader.urn]) == {below.urn}
    page = signed_in(world, "analyst").get(reverse("picture_across", args=PAGE)).content.decode()
    assert page.count(FLAG) == 2, "the sentence on education, and the one on stages"
    signed_in(world, "analyst").post(reverse("shared_step", args=[*PAGE, below.pk, "holds"]))
    assert not flagged([below.urn])
    third = add_participant(actor=world.people["administrator"], programme=world.closed, names={"fi": "Uusi"}, forms={})
    assert flagged([below.urn, leader.urn]) == {below.urn, leader.urn}
    actions.confirm_finding(actor=analyst, finding=leader)
    assert leader_urn(default_ecosystem(third).pk) in carriers_of(leader.urn)
    assert not flagged([leader.urn])


def test_approved_sentences_stand_in_the_report_and_the_public_follows_them_both_ways(world: World, made: Made) -> None:
    analyst, manager = world.people["analyst"], world.people["manager"]
    below, leader, stage = (drafted(world, about) for about in ("below", "leader_unknown", "stage_unknown"))
    actions.change_finding(actor=analyst, finding=below, sentence=OWN)
    for row in (below, leader, stage):
        actions.approve_finding(actor=manager, finding=row)
    evidence.rate(actor=analyst, passage=made.passage, dimension="education", level=2, confidence="low")
    confirm_finding(actor=analyst, finding=made.finding)
    for row in (leader, stage):
        actions.confirm_finding(actor=analyst, finding=row)
    assert OWN["fi"] in signed_in(world, "viewer").get(reverse("picture", args=PAGE)).content.decode()
    assert OWN["fi"] not in signed_in(world, "coordinator").get(reverse("picture", args=PAGE)).content.decode()
    publish_subject(analyst, manager, programme_report_of(world.closed), ["fi", "sv"])
    release = current("suljettu-report", "fi")
    assert release is not None
    assert release.open_flags == 1
    items = [
        item for block in load(release.document_hash).blocks if isinstance(block, ItemList) for item in block.items
    ]
    told = {item.sentence: item.text for item in items if item.sentence}
    assert told[below.urn] == OWN["fi"]
    assert leader.urn in told
    assert not any(item.text.startswith("Oppilaitosyhteistyö on alle tavoitteen") for item in items)
    public = Client().get(reverse("thread", args=[below.urn])).content.decode()
    assert OWN["fi"] in public
    assert "Kuusilahti ja Mäntysalmi" in public
    on_stages = Client().get(reverse("thread", args=[stage.urn])).content.decode()
    assert on_stages.count("Kypsyysastetta ei voi kertoa: tietoa on 1 ulottuvuudesta") == 2, "of both towns"
    cell = cell_urn(made.ecosystem.pk, "education")
    assert cell in public
    back = Client().get(reverse("thread", args=[cell])).content.decode()
    assert OWN["fi"] in back
    up = thread(analyst, made.passage.urn)
    assert up is not None
    assert below.urn in str(up.sentences), "from the quote to all sentences on it"


def test_who_may_not_read_every_town_sees_no_sentence_on_all(world: World, made: Made) -> None:
    below = drafted(world, "below")
    coordinator = signed_in(world, "coordinator")
    assert coordinator.get(reverse("shared_finding", args=[*PAGE, below.pk])).status_code == 404
    assert coordinator.get(reverse("thread", args=[below.urn])).status_code == 404
    here = thread(world.people["coordinator"], made.finding.cell)
    assert here is not None
    assert "Mäntysalmi" not in str(here)
    viewer = signed_in(world, "viewer").get(reverse("picture_across", args=PAGE)).content.decode()
    assert reverse("shared_finding", args=[*PAGE, below.pk]) in viewer
    assert reverse("shared_draft", args=PAGE) not in viewer
