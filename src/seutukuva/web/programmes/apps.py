"""Programmes as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from seutukuva.web.kit.navigation import Item, register


class ProgrammesConfig(AppConfig):
    """Programmes and memberships; registers the permissions of `rules.py` and the management's link."""

    name = "seutukuva.web.programmes"
    label = "programmes"

    def ready(self) -> None:
        from seutukuva.web.programmes import rules

        rules.register()
        under = ("members", "programme_change", "audit")
        register(Item(100, _("Management"), "participants", "programmes.manage", under))
