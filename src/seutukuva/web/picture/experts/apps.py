"""Expert rounds as a Django application."""

from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    """Panels, their experts and answers."""

    name = "seutukuva.web.picture.experts"
    label = "experts"

    def ready(self) -> None:
        from seutukuva.web.kit.thread.kinds import register
        from seutukuva.web.picture.experts.threads import ExpertAnswerKind

        register(ExpertAnswerKind())
