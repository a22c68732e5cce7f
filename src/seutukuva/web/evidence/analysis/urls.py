"""Addresses of the analysis."""

from django.urls import path

from seutukuva.web.evidence.analysis import views

BASE = "programmes/<slug:programme>/evidence/analysis/"

urlpatterns = [
    path(BASE, views.analysis, name="analysis"),
    *(path(f"{BASE}{name}/", views.analysis, {"view": name}, name=f"analysis_{name}") for name in views.VIEWS),
    path(f"{BASE}<slug:view>.<slug:ending>", views.analysis_file, name="analysis_file"),
    path(f"{BASE}grid/<slug:town>/<int:code>/", views.summary, name="grid_summary"),
]
