"""A foreign thing is 404 for everybody who has no part in it, at every address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from seutukuva.web.evidence.coding import actions as coding
from seutukuva.web.evidence.coding import codebook_actions
from seutukuva.web.evidence.coding.round_actions import begin_round
from seutukuva.web.evidence.coding.selectors import code_by_slug
from seutukuva.web.evidence.interviews.actions import Person, plan_interview
from seutukuva.web.evidence.suggestions.models import Proposer
from seutukuva.web.evidence.workshops import actions as workshops
from seutukuva.web.picture.experts import actions as experts
from seutukuva.web.picture.review.actions import open_round, write_comment
from seutukuva.web.picture.shared import actions as shared
from seutukuva.web.programmes.models import Membership
from tests.permissions.matrix import ROLES, rows
from tests.web.evidence.workshops.made import make_workshop
from tests.web.indicators.places import make_index
from tests.web.network.made import make_network, make_structure
from tests.web.threads import Made, make_thread
from tests.web.world import World

# Addresses of allauth are allauth's own: it tests them.
FOREIGN_PREFIXES = ("account_", "mfa_", "socialaccount_", "openid_connect_")
STATUS = {"ok": 200, "to": 302, "-": 404, "bad": 400, "405": 405}


def arguments(world: World, made: Made) -> dict[str, dict[str, Any]]:
    """Return the keyword arguments that the table's words stand for."""
    viewer = Membership.objects.get(user=world.people["viewer"])
    closed, opened = {"programme": world.closed.slug}, {"programme": world.open.slug}
    kuusilahti, rauma = closed | {"town": world.kuusilahti.slug}, opened | {"town": world.rauma.slug}
    csv, passage = {"ending": "csv"}, kuusilahti | {"passage": made.passage.pk}
    finding = kuusilahti | {"finding": made.finding.pk}
    one = {"indicator": "population"}
    return {
        "closed_csv": closed | csv,
        "open_csv": opened | csv,
        "kuusilahti": kuusilahti,
        "rauma": rauma,
        "kuusilahti_csv": kuusilahti | csv,
        "kuusilahti_docx": kuusilahti | {"ending": "docx"},
        "dimension": kuusilahti | {"dimension": "education"},
        "no_dimension": kuusilahti | {"dimension": "weather"},
        "rauma_pdf": rauma | {"ending": "pdf"},
        "closed_indicator": closed | one,
        "open_indicator": opened | one,
        "open_indicator_csv": opened | one | csv,
        "open_live": opened | one | {"figure": "map"},
        "no_dataset": opened | {"dataset": 999_999},
        "no_group": opened | {"group": 999_999},
        "no_batch": kuusilahti | {"batch": 999_999},
        "no_table": kuusilahti | {"batch": 999_999, "file": 999_999},
        "source": kuusilahti | {"source": made.source.pk},
        **index_arguments(world),
        **coding_arguments(world, made, kuusilahti),
        **suggestion_arguments(world),
        **workshop_arguments(world, kuusilahti),
        **interview_arguments(world, made, kuusilahti),
        **network_arguments(world, kuusilahti),
        **expert_arguments(world, made),
        **review_arguments(world, made, kuusilahti),
        **shared_arguments(world),
        "passage": passage,
        "rating": passage | {"rating": made.rating.pk},
        "finding": finding,
        "finding_step": finding | {"step": "holds"},
        "measure": kuusilahti | {"measure": made.measure.pk},
        "opportunity": kuusilahti | {"opportunity": made.opportunity.pk},
        "passage_urn": {"urn": made.passage.urn},
        "finding_urn": {"urn": made.finding.urn},
        "none": {},
        "closed": closed,
        "closed_html": closed | {"ending": "html"},
        "open": opened,
        "membership": {"programme": world.closed.slug, "membership": viewer.pk},
        "no_invitation": {"programme": world.closed.slug, "invitation": 999_999},
        "token": {"token": "no-such-token"},
        "no_slug": {"slug": "no-such-page"},
        "no_file": {"slug": "no-such-page", "ending": "pdf"},
        "no_urn": {"urn": "urn:seutukuva:nothing:thing:1"},
    }


def index_arguments(world: World) -> dict[str, dict[str, Any]]:
    """Return what the table's words on composite indices stand for: one of the open programme, a proposal, none."""
    made = make_index(world, world.open)
    opened, closed = {"programme": world.open.slug}, {"programme": world.closed.slug}
    return {
        "open_index": opened | {"index": made.pk},
        "open_index_csv": opened | {"index": made.pk, "ending": "csv"},
        "no_index": opened | {"index": "999999"},
        "closed_proposal": closed | {"index": "proposal"},
        "closed_shipped": closed | {"number": 0},
        "closed_index_csv": closed | {"index": "proposal", "ending": "csv"},
    }


def coding_arguments(world: World, made: Made, town: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the table's words on coding stand for: a code, a mention, a memo, a blind round."""
    admin, programme = world.people["administrator"], {"programme": world.closed.slug}
    codebook_actions.adopt_codebook(actor=admin, programme=world.closed)
    source = town | {"source": made.source.pk}
    code = code_by_slug(world.closed, "education")
    mention = coding.add_mention(actor=admin, source=made.source, at=made.passage.anchor, name="konepaja")
    memo = coding.write_memo(actor=admin, ecosystem=made.ecosystem, about=made.source.urn, body="Muista.")
    people = [world.people["analyst"], world.people["coordinator"]]
    round_ = begin_round(actor=admin, ecosystem=made.ecosystem, name="1", sources=[made.source], coders=people)
    return {
        "code": programme | {"code": code.pk},
        "cell": town | {"code": code.pk},
        "analysis_csv": programme | {"view": "quotes", "ending": "csv"},
        "version": programme | {"number": 1},
        "source_step": source | {"step": 0},
        "mention": source | {"mention": mention.pk},
        "memo": source | {"memo": memo.pk},
        "round": town | {"round": round_.pk},
    }


def interview_arguments(world: World, made: Made, town: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the table's words on interviews stand for."""
    facts: dict[str, Any] = {"sector": "company", "person": Person("rehtori"), "language": "fi", "interviewer": None}
    row = plan_interview(actor=world.people["administrator"], ecosystem=made.ecosystem, **facts)
    interview = town | {"interview": row.pk}
    return {
        "interview": interview,
        "no_interview": town | {"interview": 999_999},
        "no_interview_source": interview | {"source": 999_999},
        "comment_step": town | {"source": made.source.pk, "step": "again"},
        "no_comment": town | {"answer": 999_999, "decision": "accept"},
        "subject_source": town | {"kind": "source", "number": made.source.pk},
        "subject_interview": town | {"kind": "interview", "number": row.pk},
        "subject_nothing": town | {"kind": "nothing", "number": row.pk},
    }


def network_arguments(world: World, town: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the table's words on the network stand for: an actor with ties, a structure."""
    made = make_network(world)
    structure = town | {"structure": make_structure(world, made["city"]).pk}
    return {
        "actor": town | {"actor": made["city"].pk},
        "figure": town | {"figure": "permanence"},
        "no_figure": town | {"figure": "luck"},
        "no_actor": town | {"actor": 999_999},
        "no_tie": town | {"tie": 999_999},
        "structure": structure,
        "no_structure": town | {"structure": 999_999},
        "agreement_html": structure | {"ending": "html"},
        "no_apart": town | {"apart": 999_999},
        "no_set_aside": town | {"aside": 999_999},
        "no_network_dataset": town | {"dataset": 999_999},
        "tie_urn": {"urn": made["city"].ties_from.all()[0].urn},
    }


def expert_arguments(world: World, made: Made) -> dict[str, dict[str, Any]]:
    """Return what the table's words on expert rounds stand for: one in preparation with an expert."""
    admin, cells = world.people["administrator"], [(made.ecosystem, "education")]
    row = experts.prepare_panel(actor=admin, programme=world.closed, titles={"fi": "Taso"}, cells=cells)
    experts.invite_expert(actor=admin, panel=row, person=experts.Invited("rehtori", "rector@example.org", "fi"))
    panel = {"programme": world.closed.slug, "panel": row.number}
    return {
        "panel": panel,
        "panel_step": panel | {"step": "close"},
        "panel_letter": panel | {"expert": row.experts.get().pk, "step": "letter"},
        "panel_aside": panel | {"question": row.questions.get().pk, "use": "aside"},
    }


def review_arguments(world: World, made: Made, town: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the table's words on publishing stand for: a comment of an open round."""
    analyst, today = world.people["analyst"], timezone.localdate()
    opened = open_round(actor=analyst, ecosystem=made.ecosystem, last_day=today)
    comment = write_comment(actor=analyst, round=opened, about=made.finding.urn, body="Selvä.")
    return {
        "picture_comment": town | {"comment": comment.pk},
        "publish_step": town | {"step": "approve"},
        "report_step": {"programme": world.closed.slug, "step": "approve"},
    }


def shared_arguments(world: World) -> dict[str, dict[str, Any]]:
    """Return what the table's words on what the towns share stand for: a finding of one's own."""
    admin, sentence = world.people["administrator"], {"fi": "Yhteistä."}
    row = shared.write_finding(actor=admin, programme=world.closed, about="education", sentence=sentence)
    one = {"programme": world.closed.slug, "finding": row.pk}
    return {"shared": one, "shared_step": one | {"step": "holds"}, "shared_urn": {"urn": row.urn}}


def workshop_arguments(world: World, town: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the table's words on workshops stand for: one that groups its cards, and its link."""
    admin, row = world.people["administrator"], make_workshop(world, world.kuusilahti)
    question = row.questions.all()[0]
    workshops.type_cards(actor=admin, workshop=row, question=question, texts=["Koski"], language="fi")
    for step in ("reveal", "grouping"):
        workshops.move(actor=admin, workshop=row, to=step)
    card = row.cards.all()[0]
    workshops.group_cards(actor=admin, workshop=row, cards=[card], title="Pysyvää")
    one = town | {"workshop": row.pk}
    return {
        "workshop": one,
        "workshop_card": one | {"card": card.pk},
        "workshop_group": one | {"group": row.groups.all()[0].pk},
        "workshop_file": one | {"name": "workshop.xlsx"},
        "board": {"token": row.token},
        "no_board": {"token": "no-such-board"},
    }


def suggestion_arguments(world: World) -> dict[str, dict[str, Any]]:
    """Return what the table's words on suggestions stand for: a model that has learned."""
    measured = {"labels": 60, "macro_f1": 0.4, "low": 0.3, "high": 0.5, "precision": 0.5, "recall": 0.4}
    Proposer.objects.create(programme=world.closed, number=1, status="done", features="words", curve=[measured])
    one = {"programme": world.closed.slug, "number": 1}
    return {"proposer": one, "proposer_csv": one | {"ending": "csv"}}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_address_gives_each_role_what_the_table_says(world: World, role: str) -> None:
    words = arguments(world, make_thread(world))
    wrong = []
    for method, address, word, expected in rows():
        client = Client()
        if role != "anonymous":
            client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
        response = client.generic(method, reverse(address, kwargs=words[word]))
        if not matches(response, expected[role]):
            wrong.append(f"{method} {address} {word}: {response.status_code}, expected {expected[role]}")
    assert not wrong, "\n".join(wrong)


def matches(response: HttpResponse, expectation: str) -> bool:
    """Tell whether a response is what a word of the table says."""
    if expectation == "in":
        return response.status_code == 302 and "/accounts/login/" in response["Location"]
    return response.status_code == STATUS[expectation]


def test_the_table_has_every_address() -> None:
    named = {name for name in names(get_resolver()) if not name.startswith(FOREIGN_PREFIXES)}
    assert named == {address for _method, address, _arguments, _expected in rows()}


def names(resolver: URLResolver) -> Iterator[str]:
    """Return the names of all addresses; only allauth leaves some (redirects of signing in) without a name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or f"socialaccount_ {pattern.pattern}"
