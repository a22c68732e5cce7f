"""Addresses of expert rounds."""

from django.urls import path

from seutukuva.web.picture.experts import answer_views, views

PANELS = "programmes/<slug:programme>/picture/experts/"
ONE = f"{PANELS}<int:panel>/"

urlpatterns = [
    path(PANELS, views.panels, name="expert_panels"),
    path(f"{PANELS}new/", views.new, name="expert_panel_new"),
    path(ONE, views.panel, name="expert_panel"),
    path(f"{ONE}experts/", views.invite, name="expert_invite"),
    path(f"{ONE}experts/<int:expert>/<str:step>/", views.expert_step, name="expert_step"),
    path(f"{ONE}questions/<int:question>/<str:use>/", views.decide, name="expert_decide"),
    path(f"{ONE}<str:step>/", views.step, name="expert_panel_step"),
    path("experts/<str:token>/", answer_views.answer, name="expert_answer"),
]
