"""Two people press the same button at the same moment, on the database that lets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.heavy.cluster import Cluster
from tests.installation import PASSWORD, Installation

pytestmark = pytest.mark.heavy

PRESSES = 4
REFUSALS = {
    "open": {"web_picture.round_open"},
    "ask": {"web_picture.approval_asked"},
    "approve": {"web_picture.approval_ended"},
    "publish": {"web_picture.approval_ended", "web_picture.not_approved"},  # the second is told to who comes later
    "withdraw": {"web_picture.nothing_to_withdraw"},
}
TRY = """
import json
import threading
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from seutukuva.base import Problem
from seutukuva.web.accounts.models import User
from seutukuva.web.kit.releases.models import Release
from seutukuva.web.picture.review import actions as rounds
from seutukuva.web.picture.review import approval as chain
from seutukuva.web.picture.review.models import Approval, Round
from seutukuva.web.picture.review.subjects import picture_of
from seutukuva.web.programmes import actions
from seutukuva.web.programmes.selectors import default_ecosystem

anna = User.objects.get(email="anna@example.org")
programme = actions.create_programme(actor=anna, names={"fi": "Rannikko"}, descriptions={})
town = actions.add_municipality(actor=anna, programme=programme, code="684")
ecosystem = default_ecosystem(town)
subject = picture_of(ecosystem)
told = {}


def at_once(name, press):
    start = threading.Barrier(PRESSES)
    answers = []

    def one():
        start.wait()
        try:
            press()
        except Problem as problem:
            answers.append(problem.code)
        else:
            answers.append("done")
        finally:
            connection.close()

    people = [threading.Thread(target=one) for _ in range(PRESSES)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    told[name] = answers


day = timezone.localdate() + timedelta(days=7)
at_once("open", lambda: rounds.open_round(actor=anna, ecosystem=ecosystem, last_day=day))
for row in Round.objects.filter(closed=None):
    rounds.close_round(actor=anna, round=row)
at_once("ask", lambda: chain.ask_approval(actor=anna, subject=subject, languages=["fi"]))
at_once("approve", lambda: chain.approve_publishing(actor=anna, approval=Approval.objects.first()))
at_once("publish", lambda: chain.publish_approved(actor=anna, subject=subject))
at_once("withdraw", lambda: chain.withdraw_publication(actor=anna, programme=programme, address=subject.address))
told["kept"] = [Round.objects.count(), Approval.objects.count(), Release.objects.count()]
print(json.dumps(told))
""".replace("PRESSES", str(PRESSES))


def test_one_of_those_who_press_is_served_and_the_others_are_told(cluster: Cluster, tmp_path: Path) -> None:
    made = Installation(tmp_path / "var", {"DATABASE_URL": cluster.new("two_at_once")})
    done = made.run("createadmin", "anna@example.org", "--name", "Anna", "--password", PASSWORD)
    assert done.returncode == 0, done.stderr
    told = json.loads(made.python(TRY))
    assert told.pop("kept") == [1, 1, 1]
    for press, answers in told.items():
        assert answers.count("done") == 1, press
        assert set(answers) <= {"done"} | REFUSALS[press], press
