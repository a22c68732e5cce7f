"""Addresses of the picture."""

from django.urls import path

from seutukuva.web.picture import across_pages, model_pages, pages, report_pages, views
from seutukuva.web.picture.shared import views as shared

TOWN = "programmes/<slug:programme>/towns/<slug:town>/picture/"
PROGRAMME = "programmes/<slug:programme>/picture/"

urlpatterns = [
    path("programmes/<slug:programme>/picture/", views.overview, name="picture"),
    path(f"{PROGRAMME}across/", across_pages.across_towns, name="picture_across"),
    path(f"{PROGRAMME}across/draft/", shared.draft, name="shared_draft"),
    path(f"{PROGRAMME}across/findings/new/", shared.new, name="shared_new"),
    path(f"{PROGRAMME}across/findings/<int:finding>/", shared.finding, name="shared_finding"),
    path(f"{PROGRAMME}across/findings/<int:finding>/<str:step>/", shared.step, name="shared_step"),
    path(f"{PROGRAMME}model/", model_pages.model, name="picture_model"),
    path(f"{PROGRAMME}model/change/", model_pages.model_change, name="picture_model_change"),
    path(f"{PROGRAMME}model/use/", model_pages.model_use, name="picture_model_use"),
    path(f"{PROGRAMME}model/<int:number>.toml", model_pages.model_file, name="picture_model_file"),
    path(TOWN, views.town, name="town_picture"),
    path(f"{TOWN}draft/", views.draft, name="findings_draft"),
    path(f"{TOWN}findings/new/", views.new, name="finding_new"),
    path(f"{TOWN}findings/<int:finding>/", views.finding, name="finding"),
    path(f"{TOWN}findings/<int:finding>/<str:step>/", views.step, name="finding_step"),
    path(f"{TOWN}dimensions/<slug:dimension>/", pages.dimension, name="dimension"),
    path(f"{TOWN}ask/", pages.ask, name="picture_ask"),
    path("programmes/<slug:programme>/towns/<slug:town>/report/", views.report, name="report_publish"),
    path(f"{TOWN}report/", report_pages.town_report, name="situation_report"),
    path(f"{TOWN}report/draft.<slug:ending>", report_pages.town_report_file, name="situation_report_file"),
    path(f"{PROGRAMME}report/", report_pages.programme_report, name="programme_report"),
    path(f"{PROGRAMME}report/draft.<slug:ending>", report_pages.programme_report_file, name="programme_report_file"),
]
