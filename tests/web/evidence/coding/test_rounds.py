"""Double coding: blind, compared, decided."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from seutukuva.base import Problem
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import round_actions, selectors
from seutukuva.web.evidence.coding.comparing import compare
from seutukuva.web.evidence.coding.models import RoundState
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.evidence.coding.conftest import Desk, give
from tests.web.threads import QUOTE, signed_in


def test_a_blind_round_hides_and_a_compared_one_decides(desk: Desk) -> None:
    people = desk.world.people
    row = round_actions.begin_round(
        actor=people["analyst"],
        ecosystem=default_ecosystem(desk.world.kuusilahti),
        name="Ensimmäinen",
        sources=[desk.source],
        coders=[people["analyst"], people["coordinator"]],
    )
    give(desk, "analyst")
    give(desk, "coordinator")
    only = give(desk, "coordinator", desk.other)
    client = signed_in(desk.world, "analyst")
    page = client.get(reverse("coding", args=desk.address)).content.decode()
    assert "sokkona" in page
    assert "coordinator" not in page
    assert [coding.coder for coding in selectors.counted(people["analyst"], desk.world.closed)] == [people["analyst"]]
    address = ["suljettu", "kuusilahti", row.pk]
    assert "Erot" not in client.get(reverse("round", args=address)).content.decode()
    client.post(reverse("round_move", args=address))
    page = client.get(reverse("round", args=address)).content.decode()
    assert "Koodin antoi coordinator, ei analyst." in page
    assert page.count("Koodin antoi") == 1
    client.post(reverse("round_decide", args=address), {"coding": only.pk, "verdict": "drop"})
    assert only not in selectors.counted(people["analyst"], desk.world.closed)
    assert "hylätty" in client.get(reverse("round", args=address)).content.decode()
    client.post(reverse("round_move", args=address))
    row.refresh_from_db()
    assert row.state == RoundState.CLOSED
    with pytest.raises(Problem, match="not at that stage"):
        round_actions.decide(actor=people["analyst"], round=row, codings=[only], keep=True)


def test_nothing_beside_the_coding_page_tells_a_blind_coder_what_the_others_do(desk: Desk) -> None:
    people = desk.world.people
    row = round_actions.begin_round(
        actor=people["manager"],
        ecosystem=desk.source.ecosystem,
        name="Sokko",
        sources=[desk.source],
        coders=[people["analyst"], people["coordinator"]],
    )
    hidden = give(desk, "coordinator", desk.other).passage
    client = signed_in(desk.world, "coordinator")
    client.post(reverse("coding_memo", args=desk.address), {"quote": QUOTE, "body": "Salainen muistio"})
    client.post(reverse("coding_mention", args=desk.address), {"quote": QUOTE, "name": "Salainen toimija"})

    def told(who: str) -> dict[str, bool]:
        asking = signed_in(desk.world, who)
        page = asking.get(reverse("coding", args=desk.address)).content.decode()
        packed = io.BytesIO(asking.get(reverse("project_file", args=["suljettu"])).content)
        with zipfile.ZipFile(packed) as archive:
            project = b"".join(archive.read(name) for name in archive.namelist()).decode()
        return {
            "memo": "Salainen muistio" in page,
            "mention": "Salainen toimija" in page,
            "count": any(used for _code, used in asking.get(reverse("codebook", args=["suljettu"])).context["rows"]),
            "file": "<Coding " in project or "PlainTextSelection " in project or "Salainen muistio" in project,
            "filter": f'value="{desk.other.slug}"'
            in asking.get(reverse("evidence_search", args=["suljettu"])).content.decode(),
        }

    assert not any(told("analyst").values())
    assert (
        signed_in(desk.world, "analyst").get(reverse("passage", args=["suljettu", "kuusilahti", hidden.pk])).status_code
        == 404
    )
    round_actions.compare_round(actor=people["manager"], round=row)
    assert all(told("analyst").values())


def test_a_compared_round_hides_what_its_reader_still_codes_blind_in_another(desk: Desk) -> None:
    people = desk.world.people
    opened, blind = (
        round_actions.begin_round(
            actor=people["manager"],
            ecosystem=desk.source.ecosystem,
            name=name,
            sources=[desk.source],
            coders=[people["analyst"], people["coordinator"]],
        )
        for name in ("Avattu", "Sokko")
    )
    row = give(desk, "coordinator", desk.other)
    round_actions.compare_round(actor=people["manager"], round=opened)
    address = ["suljettu", "kuusilahti", opened.pk]
    client = signed_in(desk.world, "analyst")
    page = client.get(reverse("round", args=address)).content.decode()
    assert "Koodin antoi" not in page
    assert '<td class="number">1</td>' not in page
    assert (
        f"Koodaat näitä yhä sokkona toisella kierroksella, joten ne on jätetty tästä pois: {desk.source.label}" in page
    )
    client.post(reverse("round_decide", args=address), {"coding": row.pk, "verdict": "drop"})
    row.refresh_from_db()
    assert row.verdict == ""
    assert "Koodin antoi" in signed_in(desk.world, "manager").get(reverse("round", args=address)).content.decode()
    round_actions.compare_round(actor=people["manager"], round=blind)
    assert "Koodin antoi" in client.get(reverse("round", args=address)).content.decode()


def test_codings_that_are_none_are_not_decided_on(desk: Desk) -> None:
    people = desk.world.people
    row = round_actions.begin_round(
        actor=people["manager"],
        ecosystem=desk.source.ecosystem,
        name="I",
        sources=[desk.source],
        coders=[people["analyst"], people["coordinator"]],
    )
    round_actions.compare_round(actor=people["manager"], round=row)
    address = reverse("round_decide", args=["suljettu", "kuusilahti", row.pk])
    data = {"coding": "9" * 40, "verdict": "keep"}
    assert signed_in(desk.world, "manager").post(address, data).status_code == 302


def test_a_round_is_begun_on_its_page(desk: Desk) -> None:
    client = signed_in(desk.world, "analyst")
    address = reverse("rounds", args=["suljettu", "kuusilahti"])
    people = desk.world.people
    one = {"name": "Toinen", "sources": desk.source.pk, "coders": people["analyst"].pk}
    assert "vähintään kaksi koodaajaa" in client.post(address, one).content.decode()
    answer = client.post(address, one | {"coders": [people["analyst"].pk, people["coordinator"].pk]})
    assert "Toinen" in client.get(answer["Location"]).content.decode()
    assert "other_coordinator" not in client.get(address).content.decode()


def test_a_compared_round_tells_the_agreement_of_codes_and_ratings(desk: Desk) -> None:
    people = desk.world.people
    row = round_actions.begin_round(
        actor=people["analyst"],
        ecosystem=default_ecosystem(desk.world.kuusilahti),
        name="1",
        sources=[desk.source],
        coders=[people["analyst"], people["coordinator"]],
    )
    for who in ("analyst", "coordinator"):
        passage = give(desk, who).passage
        evidence.rate(actor=people[who], passage=passage, dimension="education", level=2, confidence="high")
    give(desk, "analyst", desk.other)
    round_actions.compare_round(actor=people["analyst"], round=row)
    names = selectors.code_names(desk.world.closed.pk, "fi")
    comparison = compare(row, names, [desk.source])
    found = {one.name: one for one in comparison.codes}
    both, alone = found[names[desk.code.pk]], found[names[desk.other.pk]]
    assert (both.characters.value, both.codings) == (1, 2)
    assert alone.characters.value is not None
    assert alone.characters.value < 0
    assert comparison.ratings[0][1].units == 1
    page = signed_in(desk.world, "viewer").get(reverse("round", args=["suljettu", "kuusilahti", row.pk]))
    assert "1,00" in page.content.decode()
