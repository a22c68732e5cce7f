"""Addresses of the import."""

from django.urls import path

from seutukuva.web.evidence.importing import views

TOWN = "programmes/<slug:programme>/towns/<slug:town>/evidence/"

urlpatterns = [
    path(f"{TOWN}import/", views.imports, name="imports"),
    path(f"{TOWN}import/<int:batch>/", views.batch, name="import_batch"),
    path(f"{TOWN}import/<int:batch>/again/", views.again, name="import_again"),
    path(f"{TOWN}import/<int:batch>/files/<int:file>/columns/", views.columns, name="import_columns"),
    path(f"{TOWN}facts/", views.facts, name="source_facts"),
    path(f"{TOWN}facts.csv", views.facts_file, name="source_facts_file"),
]
