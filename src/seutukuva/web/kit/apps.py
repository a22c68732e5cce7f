"""The kit as a Django application."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class KitConfig(AppConfig):
    """Templates, tags and the shared cache's table."""

    name = "seutukuva.web.kit"
    label = "kit"

    def ready(self) -> None:
        # The signal comes only from applications with models, which the kit itself has none of.
        post_migrate.connect(create_cache_table, sender=apps.get_app_config("kit_audit"))


def create_cache_table(using: str, **kwargs: Any) -> None:
    """Make the table of the database cache; it is left alone when it stands."""
    call_command("createcachetable", database=using, verbosity=0)
