"""The thread part of the kit as a Django application."""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    """Models of the kit's thread part."""

    name = "seutukuva.web.kit.thread"
    label = "kit_thread"
