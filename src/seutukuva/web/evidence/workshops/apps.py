"""Workshops as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class WorkshopsConfig(AppConfig):
    """Boards, their guests, cards, groups, dots and opinions."""

    name = "seutukuva.web.evidence.workshops"
    label = "workshops"

    def ready(self) -> None:
        from seutukuva.web.evidence.subjects import register_eraser
        from seutukuva.web.evidence.workshops import drawn, keeping
        from seutukuva.web.evidence.workshops.models import Workshop

        register_eraser("workshops", keeping.erase)
        for happened in (post_save, post_delete):
            happened.connect(drawn.forget_saved, sender=Workshop, dispatch_uid=f"workshops-drawn-{id(happened)}")
