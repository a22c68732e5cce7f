"""Search as a Django application."""

from django.apps import AppConfig


class SearchingConfig(AppConfig):
    """The index of the texts of evidence."""

    name = "seutukuva.web.evidence.searching"
    label = "evidence_searching"
