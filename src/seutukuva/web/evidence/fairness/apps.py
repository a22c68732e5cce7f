"""Fairness as a Django application."""

from django.apps import AppConfig


class FairnessConfig(AppConfig):
    """Comment rounds, subject access, erasure."""

    name = "seutukuva.web.evidence.fairness"
    label = "fairness"

    def ready(self) -> None:
        from seutukuva.web.evidence.fairness import keeping
        from seutukuva.web.evidence.subjects import register_eraser, register_exporter

        register_exporter("evidence", keeping.export_sources)
        register_eraser("evidence", keeping.erase_sources)
        register_exporter("fairness", keeping.export_rounds)
        register_eraser("fairness", keeping.erase_rounds)
