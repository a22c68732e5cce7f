"""Evidence as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    """Sources, passages, ratings."""

    name = "seutukuva.web.evidence"
    label = "evidence"

    def ready(self) -> None:
        from seutukuva.web.evidence import threads
        from seutukuva.web.kit.navigation import Item, register, register_town

        threads.register_all()
        register(Item(50, _("Evidence"), "evidence", "programmes.belong"))
        register(Item(51, _("Text search"), "evidence_search", "programmes.belong", within="evidence"))
        under = (
            *("source", "source_new", "source_change", "source_correct", "passage", "coding", "rounds", "round"),
            *("names", "names_key", "names_anonymise"),
            *("imports", "import_batch", "import_columns", "source_facts"),
            *("town_interviews", "interview_quotas", "interview_new", "interview", "interview_change"),
            *("interview_invite", "interview_guide", "comments", "subject"),
            *("workshops", "workshop_new", "workshop", "workshop_change"),
        )
        register_town(Item(50, _("Evidence"), "town_evidence", "programmes.read_town", under))
