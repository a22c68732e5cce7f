"""The portal as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages."""

    name = "seutukuva.web.portal"
    label = "portal"
