"""The letters to experts, each in the expert's language."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from seutukuva.base import Problem
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.picture.experts.models import Expert, Panel


def send_link(expert: Expert, *, panel: Panel, token: str, sender: str) -> None:
    """Send a link that opens an expert's page. Raises Problem when the letter could not be sent."""
    with translation.override(expert.language):
        link = settings.ORIGIN + reverse("expert_answer", args=[token])
        _post(_("Invitation to an expert round"), expert, panel, sender, {"link": link})


def send_next_round(expert: Expert, *, panel: Panel, sender: str) -> None:
    """Tell an expert that another round is open: the link is known to him or her alone, so it is not sent again.

    Raises Problem when the letter could not be sent.
    """
    with translation.override(expert.language):
        _post(_("The next expert round is open"), expert, panel, sender, {"link": ""})


def _post(subject: str, expert: Expert, panel: Panel, sender: str, more: dict[str, str]) -> None:
    context = more | {
        "title": own_text(panel.urn, "title").shown(expert.language).body,
        "programme": " ".join(own_text(panel.programme.urn, "name").shown(expert.language).body.split()),
        "expert": expert,
        "panel": panel,
        "sender": sender,
        "contact": settings.CONTACT_EMAIL,
    }
    try:
        send_mail(subject, render_to_string("experts/letter.txt", context), settings.DEFAULT_FROM_EMAIL, [expert.email])
    except OSError as refused:  # every error of the mail protocol is one
        raise Problem("kit.letter_not_sent", email=expert.email, said=str(refused)) from refused
