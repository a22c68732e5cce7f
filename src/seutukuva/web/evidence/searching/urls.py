"""Addresses of the search."""

from django.urls import path

from seutukuva.web.evidence.searching import views

urlpatterns = [path("programmes/<slug:programme>/evidence/search/", views.searching, name="evidence_search")]
