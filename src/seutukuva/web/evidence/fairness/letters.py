"""The letter of a comment round, in the interviewee's language."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from seutukuva.base import Problem
from seutukuva.web.evidence.fairness.models import CommentRound
from seutukuva.web.kit.texts.selectors import own_text


def send_quotes(round: CommentRound, *, token: str, language: str, sender: str, quotes: int) -> None:
    """Send the link. Raises Problem when the letter could not be sent."""
    participant = round.source.ecosystem.participant
    with translation.override(language):
        context = {
            "programme": " ".join(own_text(participant.programme.urn, "name").shown(language).body.split()),
            "town": participant.name,
            "round": round,
            "quotes": quotes,
            "link": settings.ORIGIN + reverse("quotes", args=[token]),
            "sender": sender,
        }
        body = render_to_string("fairness/quotes_letter.txt", context)
        try:
            send_mail(_("Your words before they are published"), body, settings.DEFAULT_FROM_EMAIL, [round.email])
        except OSError as refused:  # every error of the mail protocol is one
            raise Problem("kit.letter_not_sent", email=round.email, said=str(refused)) from refused
