"""The network as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Actors, ties and structures."""

    name = "seutukuva.web.network"
    label = "network"

    def ready(self) -> None:
        from seutukuva.web.evidence.subjects import register_eraser, register_exporter
        from seutukuva.web.kit.navigation import Item, register, register_town
        from seutukuva.web.network import keeping, threads

        threads.register_all()
        register_exporter("network", keeping.export)
        register_eraser("network", keeping.erase)
        register(Item(55, _("Network"), "network", "programmes.belong", ("network_gaps", "network_periods")))
        under = (
            *("actor", "actor_new", "actor_change", "tie_new", "mentions", "network_import", "merges"),
            *("town_gaps", "town_periods", "register_links", "network_figure"),
            *("structures", "structure", "structure_new", "structure_change", "agreement"),
        )
        register_town(Item(55, _("Network"), "town_network", "programmes.read_town", under, "network"))
