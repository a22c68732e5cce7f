"""Suggestions as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    """A model that proposes codes, and themes."""

    name = "seutukuva.web.evidence.suggestions"
    label = "suggestions"

    def ready(self) -> None:
        from seutukuva.web.evidence.subjects import register_eraser, register_exporter
        from seutukuva.web.evidence.suggestions import forgetting, keeping
        from seutukuva.web.kit.navigation import Item, register

        forgetting.begin()
        register_exporter("suggestions", keeping.export)
        register_eraser("suggestions", keeping.erase)
        register(Item(55, _("Suggestions"), "proposers", "programmes.belong", within="evidence", package=self.name))
        register(Item(56, _("Themes"), "themes", "programmes.belong", within="evidence"))
