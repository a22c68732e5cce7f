"""Strategies as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """Measures."""

    name = "seutukuva.web.strategy"
    label = "strategy"

    def ready(self) -> None:
        from seutukuva.web.kit.navigation import Item, register, register_town
        from seutukuva.web.strategy import threads

        threads.register_all()
        register(Item(70, _("Measures"), "strategy", "programmes.belong"))
        under = ("measure", "measure_new")
        register_town(Item(70, _("Measures"), "town_strategy", "programmes.read_town", under, "strategy"))
