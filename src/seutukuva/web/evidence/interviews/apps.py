"""Interviews as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    """Quotas, planned interviews, invitations, consent."""

    name = "seutukuva.web.evidence.interviews"
    label = "interviews"

    def ready(self) -> None:
        from seutukuva.web.evidence.interviews import keeping
        from seutukuva.web.evidence.subjects import register_eraser, register_exporter
        from seutukuva.web.kit.navigation import Item, register

        register_exporter("interviews", keeping.export)
        register_eraser("interviews", keeping.erase)
        register(Item(50, _("Interviews"), "interviews", "programmes.belong", within="evidence", package=self.name))
