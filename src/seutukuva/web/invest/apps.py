"""Invest in as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvestConfig(AppConfig):
    """Opportunities."""

    name = "seutukuva.web.invest"
    label = "invest"

    def ready(self) -> None:
        from seutukuva.web.invest import threads
        from seutukuva.web.kit.navigation import Item, register, register_town

        threads.register_all()
        register(Item(80, _("Invest in"), "invest", "programmes.belong"))
        under = ("opportunity", "opportunity_new")
        register_town(Item(80, _("Invest in"), "town_invest", "programmes.read_town", under, "invest"))
