"""Letters that programmes send."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from seutukuva.base import Problem
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.models import Invitation


def send_invitation(invitation: Invitation, *, token: str, language: str, sender: str) -> None:
    """Send the link of an invitation in the inviter's language."""
    with translation.override(language):
        name = own_text(invitation.programme.urn, "name").shown(language).body
        link = settings.ORIGIN + reverse("invitation", args=[token])
        context = {"programme": name, "link": link, "sender": sender, "invitation": invitation}
        body = render_to_string("programmes/invitation_letter.txt", context)
        subject = _("Invitation to the programme %(programme)s") % {"programme": " ".join(name.split())}
        try:
            send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email])
        except OSError as refused:  # every error of the mail protocol is one
            raise Problem("kit.letter_not_sent", email=invitation.email, said=str(refused)) from refused
