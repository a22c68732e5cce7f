"""Analysis as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalysisConfig(AppConfig):
    """What the codings say."""

    name = "seutukuva.web.evidence.analysis"
    label = "analysis"

    def ready(self) -> None:
        from seutukuva.web.kit.navigation import Item, register

        register(Item(54, _("Analysis"), "analysis", "programmes.belong", within="evidence", package=self.name))
