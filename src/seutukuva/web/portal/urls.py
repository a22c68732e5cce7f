"""Addresses of the public pages."""

from django.urls import path

from seutukuva.web.portal import views

urlpatterns = [
    path("", views.front, name="front"),
    path("published/<slug:slug>/", views.release, name="release"),
    path("published/<slug:slug>/changes/", views.release_changes, name="release_changes"),
    path("published/<slug:slug>.<str:ending>", views.release_file, name="release_file"),
    path("accessibility/", views.statement, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", views.statement, {"name": "privacy"}, name="privacy"),
    path("about/", views.statement, {"name": "about"}, name="about"),
]
