"""Review as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """Comment rounds of pictures, approvals, publishing."""

    name = "seutukuva.web.picture.review"
    label = "picture_review"

    def ready(self) -> None:
        from seutukuva.web.kit.navigation import Item, register, register_town

        of_all = ("programme_report_publish",)
        register(Item(61, _("Publishing"), "publishing", "programmes.belong", of_all, within="picture"))
        under = ("picture_round", "picture_publish", "situation_report_publish")
        register_town(Item(61, _("Publishing"), "town_publishing", "programmes.read_town", under, "picture"))
