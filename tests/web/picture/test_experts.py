"""Expert rounds: answered apart, seen as an anonymous distribution, revised, taken as ratings or left aside."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from seutukuva.base import Problem, content_hash
from seutukuva.picture import maturity_model
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.picture.experts import actions
from seutukuva.web.picture.experts.actions import Invited
from seutukuva.web.picture.experts.models import Answer, Expert, Panel
from seutukuva.web.picture.experts.training import hold_panel
from seutukuva.web.programmes.maturity import shipped_text
from seutukuva.web.programmes.models import MaturityVersion
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.threads import signed_in
from tests.web.world import World

TOWN = ["suljettu", "kuusilahti"]


def prepared(world: World, experts: int = 3) -> Panel:
    """Return a panel on Kuusilahti's education with its first round open."""
    analyst = world.people["analyst"]
    cells = [(default_ecosystem(world.kuusilahti), "education")]
    panel = actions.prepare_panel(actor=analyst, programme=world.closed, titles={"fi": "Oppilaitokset"}, cells=cells)
    for number in range(experts):
        person = Invited(f"rehtori {number}", f"rehtori{number}@example.org", "fi")
        actions.invite_expert(actor=analyst, panel=panel, person=person)
    return actions.open_round(actor=analyst, panel=panel)


def tokens() -> list[str]:
    """Return the tokens of the links that were sent."""
    found = [re.search(r"/experts/([^/\s]+)/", str(letter.body)) for letter in mail.outbox]
    return [match[1] for match in found if match]


def say(panel: Panel, token: str, level: str, reason: str = "") -> str:
    """Answer as the holder of a link and return the page that follows."""
    question = panel.questions.get()
    data = {f"level_{question.pk}": level, f"reason_{question.pk}": reason}
    answer = Client().post(reverse("expert_answer", args=[token]), data, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_expert_round_from_the_first_letter_to_the_level(world: World) -> None:
    panel, client = prepared(world), signed_in(world, "analyst")
    address = reverse("expert_panel", args=["suljettu", panel.number])
    links = tokens()
    assert "innovaatioekosysteemit" in str(mail.outbox[0].body)
    for token, level, reason in zip(links, "234", ("Vierailuja vain.", "Yhteisiä hankkeita.", "Kampus."), strict=True):
        page = say(panel, token, level, reason)
        assert "Vastauksenne on tallennettu" in page
        assert "mediaanitaso" not in page, "nobody sees the others before the round is closed"
    page = client.get(address).content.decode()
    assert "3/3 asiantuntijaa on vastannut kierroksella 1" in page
    assert "Kampus." not in page, "not even the analyst"
    client.post(reverse("expert_panel_step", args=["suljettu", panel.number, "close"]))
    page = client.get(address).content.decode()
    assert "3 asiantuntijaa, mediaanitaso 3" in page
    assert page.index("<li>Kampus.") < page.index("<li>Vierailuja"), "reasons stand in alphabetical order"
    client.post(reverse("expert_panel_step", args=["suljettu", panel.number, "open"]))
    assert "Käyttäkää ensimmäisen viestin linkkiä" in str(mail.outbox[-1].body)
    seen = Client().get(reverse("expert_answer", args=[links[0]])).content.decode()
    assert "Oma tasonne on vahvemmalla värillä" in seen
    assert "Aiemmalla kierroksella antamanne vastaus on voimassa" in seen
    assert "Vastauksenne on tallennettu" not in seen, "not in this round"
    assert "Yhteisiä hankkeita." in seen
    panel.refresh_from_db()
    before = client.get(address).content.decode().split('<ul class="rows">')[1]
    say(panel, links[0], "3", "Muiden perustelut vakuuttivat.")
    now = client.get(address).content.decode()
    assert "1/3 asiantuntijaa on vastannut kierroksella 2" in now
    assert now.split('<ul class="rows">')[1] == before, "nobody sees who it was, or a change could be laid at a door"
    for name in ("close", "finish"):
        client.post(reverse("expert_panel_step", args=["suljettu", panel.number, name]))
    page = client.get(address).content.decode()
    assert "1 muutti tasoa" in page
    assert "päättämättä" in page
    assert page.index("<li>Kampus.") < page.index("<li>Vierailuja"), "of the first round"
    assert page.count("<li>Kampus.") == 2, "a new reason does not stand alone"
    assert Answer.objects.count() == 4, "the first answer is kept beside the revision"
    question = panel.questions.get()
    dimension = reverse("dimension", args=[*TOWN, "education"])
    client.post(reverse("expert_decide", args=["suljettu", panel.number, question.pk, "aside"]))
    page = signed_in(world, "viewer").get(dimension).content.decode()
    assert "Tästä ulottuvuudesta ei vielä ole tietoa" in page
    assert "sivuhuomautus" in page
    client.post(reverse("expert_decide", args=["suljettu", panel.number, question.pk, "take"]))
    page = signed_in(world, "viewer").get(dimension).content.decode()
    assert "Muiden perustelut vakuuttivat." in page
    assert "Vierailuja vain." not in page.split('id="experts"')[0], "the last answer counts, not the first"
    assert "asiantuntija, ei nimetty" in page
    assert "lasketaan arvioina" in page
    carried = Answer.objects.filter(reason="Kampus.").get()
    assert signed_in(world, "viewer").get(reverse("thread", args=[carried.urn])).status_code == 200
    assert Client().get(reverse("thread", args=[carried.urn])).status_code == 404


def test_nothing_that_is_stored_ties_an_answer_to_an_expert(world: World) -> None:
    panel = prepared(world)
    token = tokens()[0]
    say(panel, token, "1", "Salaisuus")
    expert = Expert.objects.get(answered=1)
    row = Answer.objects.get()
    assert row.voice != expert.token_hash
    told = [field.name for field in Answer._meta.get_fields()]
    assert told == ["key", "question", "voice", "round", "revision", "level", "reason"], "no time and no person"
    trail = str(list(AuditEvent.objects.values("action", "actor_name", "parameters")))
    assert "(1 cells)" in trail
    for secret in ("Salaisuus", token, "rehtori0@example.org", row.voice):
        assert secret not in trail
    actions.close_round(actor=world.people["analyst"], panel=panel)
    actions.finish_panel(actor=world.people["analyst"], panel=panel)
    assert set(Expert.objects.values_list("email", "token_hash")) == {("", None)}
    assert Client().get(reverse("expert_answer", args=[token])).status_code == 404
    assert connection.introspection.table_names()


def test_fewer_than_three_levels_are_neither_shown_nor_taken(world: World) -> None:
    panel, analyst = prepared(world), world.people["analyst"]
    for token, level in zip(tokens(), ("4", "4", "none"), strict=True):
        say(panel, token, level, "Kuulin sen.")
    actions.close_round(actor=analyst, panel=panel)
    page = signed_in(world, "analyst").get(reverse("expert_panel", args=["suljettu", panel.number])).content.decode()
    assert "Alle kolme nimesi tason, joten mitään ei näytetä." in page
    assert "Kuulin sen." not in page
    actions.finish_panel(actor=analyst, panel=panel)
    with pytest.raises(Problem, match="2 have named a level; at least 3 are needed"):
        actions.take_answers(actor=analyst, question=panel.questions.get())


def test_what_cannot_be_done_says_why(world: World) -> None:
    analyst = world.people["analyst"]
    with pytest.raises(Problem, match="2 are invited; at least 3 are needed"):
        prepared(world, experts=2)
    with pytest.raises(Problem, match="No cell is asked about"):
        actions.prepare_panel(actor=analyst, programme=world.closed, titles={"fi": "Tyhjä"}, cells=[])
    panel = prepared(world)
    first, *_ = tokens()
    say(panel, first, "2")
    answered = Expert.objects.get(answered=1)
    with pytest.raises(Problem, match="can be found by his or her own link alone"):
        actions.send_link_again(actor=analyst, expert=answered)
    waiting = Expert.objects.filter(panel=panel, answered=0).first()
    assert waiting is not None
    actions.send_link_again(actor=analyst, expert=waiting)
    question = panel.questions.get()
    page = Client().post(reverse("expert_answer", args=[tokens()[-1]]), {f"reason_{question.pk}": "Siksi."})
    assert "Valitkaa taso" in page.content.decode()
    actions.close_round(actor=analyst, panel=panel)
    with pytest.raises(Problem, match="nobody can be invited any more"):
        actions.invite_expert(actor=analyst, panel=panel, person=Invited("johtaja", "late@example.org", "sv"))


def test_a_letter_that_fails_leaves_the_round_open_and_the_other_links_live(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_one(self: EmailBackend, sent: list[EmailMessage]) -> int:
        if sent[0].to == ["rehtori1@example.org"]:
            raise ConnectionRefusedError(111, "Connection refused")
        mail.outbox.extend(sent)
        return len(sent)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_one)
    with pytest.raises(Problem, match=r"could not be sent: rehtori 1\. The others") as told:
        prepared(world)
    assert told.value.code == "kit.letters_not_sent"
    panel = Panel.objects.get()
    assert panel.open
    assert [letter.to for letter in mail.outbox] == [["rehtori0@example.org"], ["rehtori2@example.org"]]
    for token in tokens():
        assert "Vastauksenne on tallennettu" in say(panel, token, "3")
    monkeypatch.undo()
    without = Expert.objects.get(answered=0)
    actions.send_link_again(actor=world.people["analyst"], expert=without)
    assert "Vastauksenne on tallennettu" in say(panel, tokens()[-1], "3")


def test_a_page_left_open_does_not_act_on_a_round_that_has_moved_on(world: World) -> None:
    analyst = world.people["analyst"]
    left_open = prepared(world)
    behind = Panel.objects.get(pk=left_open.pk)
    first, *_ = tokens()
    person, question = Expert.objects.filter(panel=behind).first(), behind.questions.get()
    assert person is not None
    Expert.objects.filter(pk=person.pk).update(answered=1)
    with pytest.raises(Problem, match="can be found by his or her own link alone"):
        actions.remove_expert(actor=analyst, expert=person)
    actions.close_round(actor=analyst, panel=Panel.objects.get(pk=behind.pk))
    given = actions.SaidOfAll({question.pk: actions.Said(4)})
    with pytest.raises(Problem, match="No round is open"):
        actions.answer(actor=None, panel=behind, token=first, given=given)
    assert not Answer.objects.exists(), "the others' answers are shown by now"
    closed = Panel.objects.get(pk=behind.pk)
    actions.open_round(actor=analyst, panel=Panel.objects.get(pk=behind.pk))
    sent = len(mail.outbox)
    with pytest.raises(Problem, match="cannot be done at this point"):
        actions.open_round(actor=analyst, panel=closed)
    assert len(mail.outbox) == sent


def test_whoever_analyses_finds_the_expert_rounds(world: World) -> None:
    address = reverse("expert_panels", args=["suljettu"])
    picture, dimension = reverse("picture", args=["suljettu"]), reverse("dimension", args=[*TOWN, "education"])
    for page in (picture, dimension):
        assert address in signed_in(world, "analyst").get(page).content.decode()
        assert address not in signed_in(world, "viewer").get(page).content.decode()
    client = signed_in(world, "analyst")
    listed = client.get(address, {"town": "kuusilahti", "dimension": "education"}).content.decode()
    prepare = reverse("expert_panel_new", args=["suljettu"])
    assert f"{prepare}?town=kuusilahti&amp;dimension=education" in listed
    page = client.get(prepare, {"town": "kuusilahti", "dimension": "education"}).content.decode()
    assert len(re.findall(r"<input[^>]* checked", page)) == 2, "the cell that one came from is chosen"


def test_a_model_that_does_not_know_the_kind_takes_no_answers(world: World) -> None:
    panel, analyst = prepared(world), world.people["analyst"]
    for token in tokens():
        say(panel, token, "3")
    actions.close_round(actor=analyst, panel=panel)
    actions.finish_panel(actor=analyst, panel=panel)
    kinds = [kind for kind in maturity_model().errors.kinds if kind != "workshop"]
    errors = "[errors]\nprior = [1, 1, 1, 1]\n" + "".join(f"[errors.kinds.{k}]\nown = 3\nshared = 3\n" for k in kinds)
    text = f"{shipped_text()}\n{errors}"
    MaturityVersion.objects.create(
        programme=world.closed, number=1, content=text, digest=content_hash({"toml": text}), made_by=analyst
    )
    question, client = panel.questions.get(), signed_in(world, "analyst")
    take = reverse("expert_decide", args=["suljettu", panel.number, question.pk, "take"])
    page = client.post(take, follow=True).content.decode()
    assert "ei tunne lähdelajia" in page
    assert "päättämättä" in page, "nothing was decided"
    assert client.get(reverse("dimension", args=[*TOWN, "education"])).status_code == 200


def test_a_round_is_invented_for_training_alone(world: World) -> None:
    cells = [(default_ecosystem(world.kuusilahti), "education")]
    said = [(f"{who}, keksitty", [[(level, "Keksitty.")]]) for who, level in (("a", 2), ("b", 3), ("c", 3))]
    asks = world.people["analyst"]
    panel = hold_panel(asks=asks, programme=world.closed, titles={"fi": "Taso"}, cells=cells, experts=said)
    assert (panel.state, panel.round, len(mail.outbox)) == ("finished", 1, 0)
    with pytest.raises(ValueError, match="avoin"):
        hold_panel(asks=asks, programme=world.open, titles={"fi": "Taso"}, cells=cells, experts=said)


def test_the_log_keeps_no_token(world: World) -> None:
    prepared(world)
    token = tokens()[0]
    with capture_logs() as lines:
        assert Client().get(reverse("expert_answer", args=[token])).status_code == 200
    assert [line["path"] for line in lines if line["event"] == "request"] == ["/fi/experts/(token)/"]
    assert token not in str(lines)
