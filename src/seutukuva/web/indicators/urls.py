"""Addresses of the statistics pages."""

from django.urls import path

from seutukuva.web.indicators import views

PROGRAMME = "programmes/<slug:programme>/"
TOWN = f"{PROGRAMME}towns/<slug:town>/"
INDICATOR = f"{PROGRAMME}indicators/<slug:indicator>/"
INDEX = f"{PROGRAMME}indices/<slug:index>/"

urlpatterns = [
    path(PROGRAMME, views.overview, name="overview"),
    path(f"{PROGRAMME}overview.<str:ending>", views.overview_file, name="overview_file"),
    path(TOWN, views.town, name="town"),
    path(f"{TOWN}statistics.<str:ending>", views.town_file, name="town_file"),
    path(f"{PROGRAMME}compare/", views.compare, name="compare"),
    path(f"{PROGRAMME}compare.<str:ending>", views.compare_file, name="compare_file"),
    path(f"{PROGRAMME}side-by-side/", views.side_by_side, name="side_by_side"),
    path(f"{PROGRAMME}side-by-side/embed/", views.side_by_side_embed, name="side_by_side_embed"),
    path(f"{PROGRAMME}side-by-side.<str:ending>", views.side_by_side_file, name="side_by_side_file"),
    path(f"{PROGRAMME}indicators/", views.indicator_list, name="indicator_list"),
    path(INDICATOR, views.indicator, name="indicator"),
    path(f"{INDICATOR}values.<str:ending>", views.indicator_file, name="indicator_file"),
    path(f"{INDICATOR}<slug:figure>.json", views.live, name="live"),
    path(f"{PROGRAMME}indices/", views.index_view, name="indices"),
    path(INDEX, views.index_view, name="index_view"),
    path(f"{INDEX}edit/", views.index_edit, name="index_edit"),
    path(f"{INDEX}embed/", views.index_embed, name="index_embed"),
    path(f"{INDEX}remove/", views.index_remove, name="index_remove"),
    path(f"{INDEX}index.<str:ending>", views.index_file, name="index_file"),
    path(f"{PROGRAMME}data/", views.data, name="data"),
    path(f"{PROGRAMME}data/import/", views.dataset_import, name="dataset_import"),
    path(f"{PROGRAMME}data/<int:dataset>/", views.dataset, name="dataset"),
    path(f"{PROGRAMME}data/<int:dataset>/original.csv", views.dataset_file, name="dataset_file"),
    path(f"{PROGRAMME}data/<int:dataset>/remove/", views.dataset_remove, name="dataset_remove"),
    path(f"{PROGRAMME}groups/", views.groups, name="groups"),
    path(f"{PROGRAMME}groups/<int:group>/remove/", views.group_remove, name="group_remove"),
]
