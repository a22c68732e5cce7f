"""The statistics pages as a Django application."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Datasets and comparison groups; registers the bar's links and the kinds of the thread."""

    name = "seutukuva.web.indicators"
    label = "indicators_web"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from seutukuva.web.indicators.kinds import DatasetKind, ImportedKind, ScoreKind, ValueKind
        from seutukuva.web.kit.navigation import Item, register, register_town
        from seutukuva.web.kit.thread import kinds

        register(Item(10, _("Overview"), "overview", under=("town",)))
        register(Item(20, _("Compare"), "compare", under=("side_by_side",)))
        register(Item(30, _("Indicators"), "indicator_list", under=("indicator",)))
        register(Item(35, _("Index"), "indices", under=("index_view", "index_edit")))
        register(Item(90, _("Data"), "data", under=("dataset", "dataset_import")))
        register_town(Item(10, _("Statistics"), "town", "programmes.view_town"))
        kinds.register(DatasetKind())
        kinds.register(ValueKind())
        kinds.register(ImportedKind())
        kinds.register(ScoreKind())
