"""Addresses of suggestions."""

from django.urls import path

from seutukuva.web.evidence.suggestions import theme_views, views

PROGRAMME = "programmes/<slug:programme>/evidence/"
SOURCE = "programmes/<slug:programme>/towns/<slug:town>/evidence/<int:source>/suggestions/"

urlpatterns = [
    path(f"{PROGRAMME}suggestions/", views.proposers, name="proposers"),
    path(f"{PROGRAMME}suggestions/learn/", views.learn, name="proposer_learn"),
    path(f"{PROGRAMME}suggestions/<int:number>/", views.proposer, name="proposer"),
    path(f"{PROGRAMME}suggestions/<int:number>/curve.<slug:ending>", views.curve_file, name="proposer_file"),
    path(f"{PROGRAMME}themes/", theme_views.themes, name="themes"),
    path(f"{PROGRAMME}themes.<slug:ending>", theme_views.themes_file, name="themes_file"),
    path(SOURCE, views.suggestions, name="suggestions"),
    path(f"{SOURCE}ask/", views.ask, name="suggestions_ask"),
    path(f"{SOURCE}decide/", views.decide, name="suggestions_decide"),
]
