"""The way of the demo's pictures to the public: a comment round with a made comment, approval by another account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from seutukuva.base import LANGUAGES
from seutukuva.web.picture.review import actions, approval
from seutukuva.web.picture.review.subjects import picture_of, report_of
from seutukuva.web.picture.selectors import finding_rows
from seutukuva.web.programmes.selectors import default_ecosystem

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.picture.review.subjects import Subject
    from seutukuva.web.programmes.models import Participant

COMMENT = {
    "fi": "Harjoituskommentti: tunnistamme tilanteen. Voisiko virkkeessä sanoa, ketkä ovat mukana?",
    "sv": "Övningskommentar: vi känner igen läget. Kunde meningen säga vilka som är med?",
}
ANSWER = {
    "fi": "Kiitos. Mukana olevat näkyvät verkoston sivulla, joten virke jää lyhyeksi.",
    "sv": "Tack. De som är med syns på nätverkets sida, så meningen får vara kort.",
}
SWEDISH = ("storsund",)
REPORTED = "kuusilahti"  # the reports of the others are left for a learner to ask for, approve and publish


def build(participant: Participant, *, asks: User, approves: User, comments: User) -> None:
    """Open a round, comment, answer, close it, and publish the picture; of one town the report as well."""
    ecosystem = default_ecosystem(participant)
    language = "sv" if participant.slug in SWEDISH else "fi"
    opened = actions.open_round(actor=asks, ecosystem=ecosystem, last_day=timezone.localdate())
    finding = next((row.finding for row in finding_rows([ecosystem.pk]) if row.approved), None)
    comment = actions.write_comment(
        actor=comments, round=opened, about=finding.urn if finding else ecosystem.urn, body=COMMENT[language]
    )
    actions.handle_comment(actor=asks, comment=comment, outcome="answered", words=ANSWER[language])
    actions.close_round(actor=asks, round=opened)
    publish(picture_of(ecosystem), asks=asks, approves=approves)
    if participant.slug == REPORTED:
        publish(report_of(ecosystem), asks=asks, approves=approves)


def publish(subject: Subject, *, asks: User, approves: User) -> None:
    """Ask, approve and publish a picture or a report in three languages."""
    asked = approval.ask_approval(actor=asks, subject=subject, languages=list(LANGUAGES))
    approval.approve_publishing(actor=approves, approval=asked)
    approval.publish_approved(actor=approves, subject=subject)
