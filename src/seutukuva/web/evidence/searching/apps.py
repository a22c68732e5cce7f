"""Search as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def prepare_lexicons(**kwargs: Any) -> None:
    """Build what the search needs of the languages when the database is brought up to date, not at a first search."""
    from seutukuva.evidence.words import prepare

    prepare()


class SearchingConfig(AppConfig):
    """The index of the texts of evidence."""

    name = "seutukuva.web.evidence.searching"
    label = "evidence_searching"

    def ready(self) -> None:
        post_migrate.connect(prepare_lexicons, sender=self)
