"""The texts part of the kit as a Django application."""

from django.apps import AppConfig


class TextsConfig(AppConfig):
    """Models of the kit's texts part."""

    name = "seutukuva.web.kit.texts"
    label = "kit_texts"
