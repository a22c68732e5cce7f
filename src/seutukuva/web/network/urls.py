"""Addresses of the network."""

from django.urls import path

from seutukuva.web.network import views

PROGRAMME = "programmes/<slug:programme>/network/"
TOWN = "programmes/<slug:programme>/towns/<slug:town>/network/"

urlpatterns = [
    path(PROGRAMME, views.programme, name="network"),
    path(f"{PROGRAMME}network.<slug:ending>", views.programme_file, name="network_file"),
    path(f"{PROGRAMME}drawing.json", views.programme_drawing, name="network_drawing"),
    path(f"{PROGRAMME}periods/", views.programme_periods, name="network_periods"),
    path(f"{PROGRAMME}gaps/", views.programme_gaps, name="network_gaps"),
    path(TOWN, views.town, name="town_network"),
    path(f"{TOWN}gaps/", views.town_gaps, name="town_gaps"),
    path(f"{TOWN}gaps/aside/", views.introduction_aside, name="introduction_aside"),
    path(f"{TOWN}gaps/<int:aside>/again/", views.introduction_again, name="introduction_again"),
    path(f"{TOWN}network.<slug:ending>", views.town_file, name="town_network_file"),
    path(f"{TOWN}drawing.json", views.town_drawing, name="town_network_drawing"),
    path(f"{TOWN}figures/<slug:figure>/", views.network_figure, name="network_figure"),
    path(f"{TOWN}actors/new/", views.actor_new, name="actor_new"),
    path(f"{TOWN}actors/<int:actor>/", views.actor, name="actor"),
    path(f"{TOWN}actors/<int:actor>/drawing.json", views.actor_drawing, name="actor_drawing"),
    path(f"{TOWN}actors/<int:actor>/change/", views.actor_change, name="actor_change"),
    path(f"{TOWN}actors/<int:actor>/remove/", views.actor_remove, name="actor_remove"),
    path(f"{TOWN}ties/new/", views.tie_new, name="tie_new"),
    path(f"{TOWN}ties/<int:tie>/remove/", views.tie_remove, name="tie_remove"),
    path(f"{TOWN}structures/", views.structures, name="structures"),
    path(f"{TOWN}structures/new/", views.structure_new, name="structure_new"),
    path(f"{TOWN}structures/<int:structure>/", views.structure, name="structure"),
    path(f"{TOWN}structures/<int:structure>/change/", views.structure_change, name="structure_change"),
    path(f"{TOWN}structures/<int:structure>/remove/", views.structure_remove, name="structure_remove"),
    path(f"{TOWN}structures/<int:structure>/agreement/", views.agreement, name="agreement"),
    path(f"{TOWN}structures/<int:structure>/agreement.<slug:ending>", views.agreement_file, name="agreement_file"),
    path(f"{TOWN}periods/", views.town_periods, name="town_periods"),
    path(f"{TOWN}mentions/", views.mentions, name="mentions"),
    path(f"{TOWN}mentions/take/", views.mentions_take, name="mentions_take"),
    path(f"{TOWN}import/", views.network_import, name="network_import"),
    path(f"{TOWN}import/<int:dataset>/remove/", views.dataset_remove, name="network_dataset_remove"),
    path(f"{TOWN}register/", views.register_links, name="register_links"),
    path(f"{TOWN}register/store/", views.register_store, name="register_store"),
    path(f"{TOWN}merges/", views.merges, name="merges"),
    path(f"{TOWN}merges/merge/", views.merge, name="merge"),
    path(f"{TOWN}merges/apart/", views.keep_apart, name="keep_apart"),
    path(f"{TOWN}merges/apart/<int:apart>/undo/", views.ask_again, name="ask_again"),
    path(f"{TOWN}merges/<int:actor>/undo/", views.merge_undo, name="merge_undo"),
]
