"""Evidence as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    """Sources, passages, ratings."""

    name = "seutukuva.web.evidence"
    label = "evidence"

    def ready(self) -> None:
        from seutukuva.web.evidence import threads
        from seutukuva.web.kit.navigation import Item, register, register_town

        threads.register_all()
        register(Item(50, _("Evidence"), "evidence", "programmes.belong"))
        register(Item(51, _("Text search"), "evidence_search", "programmes.belong", within="evidence"))
        here = "seutukuva.web.evidence"
        register_town(Item(50, _("Evidence"), "town_evidence", "programmes.read_town", within="evidence", package=here))
