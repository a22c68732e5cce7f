"""How allauth behaves here: nobody signs up by himself, an account is made from an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):
    """Close the open sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts come from invitations, the setup page or `seutukuva createadmin`."""
        return False
