"""Addresses of comment rounds and of what interviewees may ask for."""

from django.urls import path

from seutukuva.web.evidence.fairness import quote_views, subject_views, views

TOWN = "programmes/<slug:programme>/towns/<slug:town>/"
COMMENTS = f"{TOWN}evidence/<int:source>/comments/"
SUBJECT = f"{TOWN}interviewees/<str:kind>/<int:number>/"

urlpatterns = [
    path(COMMENTS, views.comments, name="comments"),
    path(f"{COMMENTS}<str:step>/", views.step, name="comments_step"),
    path(f"{TOWN}evidence/comments/<int:answer>/<str:decision>/", views.decide, name="comment_decide"),
    path(SUBJECT, subject_views.subject, name="subject"),
    path(f"{SUBJECT}export/", subject_views.export, name="subject_export"),
    path(f"{SUBJECT}erase/", subject_views.erase, name="subject_erase"),
    path("quotes/<str:token>/", quote_views.quotes, name="quotes"),
]
