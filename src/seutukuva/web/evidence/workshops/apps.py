"""Workshops as a Django application."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Boards, their guests, cards, groups, dots and opinions."""

    name = "seutukuva.web.evidence.workshops"
    label = "workshops"
