"""Coding as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CodingConfig(AppConfig):
    """Codebook, codings, memos, mentions, double coding."""

    name = "seutukuva.web.evidence.coding"
    label = "coding"

    def ready(self) -> None:
        from seutukuva.web.evidence.coding import keeping, searched
        from seutukuva.web.evidence.subjects import register_eraser, register_exporter
        from seutukuva.web.kit.navigation import Item, register

        register_exporter("coding", keeping.export)
        register_eraser("coding", keeping.erase)
        searched.register_codes()
        views, under = "seutukuva.web.evidence.coding.codebook_views", ("codebook_bring",)
        register(Item(52, _("Codebook"), "codebook", "programmes.belong", under, "evidence", views))
