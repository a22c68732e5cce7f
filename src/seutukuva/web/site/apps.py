"""The site as a Django application: error pages."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Templates of the error pages."""

    name = "seutukuva.web.site"
    label = "site"
