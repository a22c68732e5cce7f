"""The releases part of the kit as a Django application."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Models of the kit's releases part."""

    name = "seutukuva.web.kit.releases"
    label = "kit_releases"
