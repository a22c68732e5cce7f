"""The letter that invites to an interview, in the interviewee's language."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from seutukuva.base import Problem
from seutukuva.web.evidence.interviews.models import Interview
from seutukuva.web.kit.texts.selectors import own_text


def send_invitation(interview: Interview, *, token: str, sender: str) -> None:
    """Send the link of an invitation. Raises Problem when the letter could not be sent."""
    participant = interview.ecosystem.participant
    with translation.override(interview.language):
        context = {
            "programme": " ".join(own_text(participant.programme.urn, "name").shown(interview.language).body.split()),
            "town": participant.name,
            "interview": interview,
            "times": list(interview.times.all()),
            "link": settings.ORIGIN + reverse("interview_answer", args=[token]),
            "sender": sender,
            "contact": interview.interviewer.email if interview.interviewer else settings.CONTACT_EMAIL,
        }
        post(_("Invitation to an interview"), "interviews/invitation_letter.txt", context, to=interview.email)


def post(subject: str, template: str, context: dict[str, object], *, to: str) -> None:
    """Send a letter made from a template. Raises Problem when it could not be sent."""
    try:
        send_mail(subject, render_to_string(template, context), settings.DEFAULT_FROM_EMAIL, [to])
    except OSError as refused:  # every error of the mail protocol is one
        raise Problem("kit.letter_not_sent", email=to, said=str(refused)) from refused
