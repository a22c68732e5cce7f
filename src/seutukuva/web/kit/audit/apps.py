"""The audit part of the kit as a Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Models of the kit's audit part."""

    name = "seutukuva.web.kit.audit"
    label = "kit_audit"
