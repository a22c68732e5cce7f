"""The picture as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PictureConfig(AppConfig):
    """Levels and findings."""

    name = "seutukuva.web.picture"
    label = "picture"

    def ready(self) -> None:
        from seutukuva.web.evidence.signals import rating_changed
        from seutukuva.web.kit.navigation import Item, register, register_town
        from seutukuva.web.picture import threads
        from seutukuva.web.picture.actions import follow_rating

        threads.register_all()
        rating_changed.connect(follow_rating, dispatch_uid="picture.follow_rating")
        register(Item(60, _("Picture"), "picture", "programmes.belong"))
        under = (
            "finding",
            "finding_new",
            "situation_report",
            "dimension",
            "picture_ask",
        )
        register_town(Item(60, _("Picture"), "town_picture", "programmes.read_town", under, "picture"))
