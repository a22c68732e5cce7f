"""Addresses of the picture."""

from django.urls import path

from seutukuva.web.picture import pages, views

TOWN = "programmes/<slug:programme>/towns/<slug:town>/picture/"

urlpatterns = [
    path("programmes/<slug:programme>/picture/", views.overview, name="picture"),
    path(TOWN, views.town, name="town_picture"),
    path(f"{TOWN}draft/", views.draft, name="findings_draft"),
    path(f"{TOWN}findings/new/", views.new, name="finding_new"),
    path(f"{TOWN}findings/<int:finding>/", views.finding, name="finding"),
    path(f"{TOWN}findings/<int:finding>/<str:step>/", views.step, name="finding_step"),
    path(f"{TOWN}dimensions/<slug:dimension>/", pages.dimension, name="dimension"),
    path(f"{TOWN}ask/", pages.ask, name="picture_ask"),
    path(f"{TOWN}publish/", views.publish, name="picture_publish"),
    path("programmes/<slug:programme>/towns/<slug:town>/report/", views.report, name="report_publish"),
]
