"""The letter by which a town's coordinators learn that the draft of its picture is open to comments."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from seutukuva.base import Problem
from seutukuva.web.picture.review.models import Round
from seutukuva.web.programmes.selectors import members


def tell_coordinators(row: Round, *, sender: str) -> None:
    """Write to the town's coordinators in the opener's language. Raises Problem when a letter could not be sent."""
    participant = row.ecosystem.participant
    programme = participant.programme
    address = reverse("picture_round", args=[programme.slug, participant.slug])
    context = {"round": row, "town": participant.name, "link": settings.ORIGIN + address, "sender": sender}
    body = render_to_string("review/round_letter.txt", context)
    for member in members(programme):
        if member.participant_id != participant.pk:
            continue
        email = member.user.email
        try:
            send_mail(_("The draft of your picture is open to comments"), body, settings.DEFAULT_FROM_EMAIL, [email])
        except OSError as refused:  # every error of the mail protocol is one
            raise Problem("kit.letter_not_sent", email=email, said=str(refused)) from refused
