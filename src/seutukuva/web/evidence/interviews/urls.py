"""Addresses of interviews."""

from django.urls import path

from seutukuva.web.evidence.interviews import answer_views, views

TOWN = "programmes/<slug:programme>/towns/<slug:town>/interviews/"
ONE = f"{TOWN}<int:interview>/"

urlpatterns = [
    path("programmes/<slug:programme>/interviews/", views.overview, name="interviews"),
    path(TOWN, views.town, name="town_interviews"),
    path(f"{TOWN}quotas/", views.quotas, name="interview_quotas"),
    path(f"{TOWN}new/", views.new, name="interview_new"),
    path(ONE, views.interview, name="interview"),
    path(f"{ONE}change/", views.change, name="interview_change"),
    path(f"{ONE}remove/", views.remove, name="interview_remove"),
    path(f"{ONE}invite/", views.invite, name="interview_invite"),
    path(f"{ONE}status/", views.status, name="interview_status"),
    path(f"{ONE}consents/", views.consents, name="interview_consents"),
    path(f"{ONE}source/", views.tie, name="interview_source"),
    path(f"{ONE}source/<int:source>/untie/", views.untie, name="interview_untie"),
    path(f"{ONE}guide/", views.guide, name="interview_guide"),
    path("interview/<str:token>/", answer_views.answer, name="interview_answer"),
]
