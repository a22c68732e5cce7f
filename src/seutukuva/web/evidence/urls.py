"""Addresses of evidence."""

from django.urls import path

from seutukuva.web.evidence import exchange_views, views
from seutukuva.web.evidence.importing import urls as importing

TOWN = "programmes/<slug:programme>/towns/<slug:town>/evidence/"

urlpatterns = [
    path("programmes/<slug:programme>/evidence/", views.overview, name="evidence"),
    path(TOWN, views.town, name="town_evidence"),
    path("programmes/<slug:programme>/evidence/project.qdpx", exchange_views.project, name="project_file"),
    path("programmes/<slug:programme>/codebook/codebook.qdc", exchange_views.codebook, name="codebook_file"),
    path("programmes/<slug:programme>/codebook/bring/", exchange_views.bring_codes, name="codebook_bring"),
    path(f"{TOWN}bring/", exchange_views.bring, name="project_bring"),
    path(f"{TOWN}new/", views.new, name="source_new"),
    path(f"{TOWN}<int:source>/", views.source, name="source"),
    path(f"{TOWN}<int:source>/change/", views.change, name="source_change"),
    path(f"{TOWN}<int:source>/correct/", views.correct, name="source_correct"),
    path(f"{TOWN}passages/<int:passage>/", views.passage, name="passage"),
    path(f"{TOWN}passages/<int:passage>/rate/", views.rate, name="rate"),
    path(f"{TOWN}passages/<int:passage>/ratings/<int:rating>/holds/", views.rating_holds, name="rating_holds"),
    path(f"{TOWN}passages/<int:passage>/ratings/<int:rating>/remove/", views.rating_remove, name="rating_remove"),
    *importing.urlpatterns,
]
