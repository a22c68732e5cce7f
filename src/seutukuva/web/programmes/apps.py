"""Programmes as a Django application."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes and memberships; registers the permissions of `rules.py`."""

    name = "seutukuva.web.programmes"
    label = "programmes"

    def ready(self) -> None:
        from seutukuva.web.programmes import rules

        rules.register()
