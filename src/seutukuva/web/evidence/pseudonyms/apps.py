"""Pseudonyms as a Django application."""

from django.apps import AppConfig


class PseudonymsConfig(AppConfig):
    """Suggested names, the key to the markers, how far a source is."""

    name = "seutukuva.web.evidence.pseudonyms"
    label = "pseudonyms"

    def ready(self) -> None:
        from seutukuva.web.evidence.pseudonyms import keeping
        from seutukuva.web.evidence.subjects import register_eraser, register_exporter

        register_exporter("pseudonyms", keeping.export)
        register_eraser("pseudonyms", keeping.erase)
