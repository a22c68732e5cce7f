"""Addresses of rounds, approval and publishing."""

from django.urls import path

from seutukuva.web.picture.review import publish_views, round_views, views

TOWN = "programmes/<slug:programme>/towns/<slug:town>/picture/"
PROGRAMME = "programmes/<slug:programme>/publishing/"
WHOLE = "programmes/<slug:programme>/picture/"

urlpatterns = [
    path(PROGRAMME, views.programme_publishing, name="publishing"),
    path(f"{PROGRAMME}withdraw/", views.withdraw, name="publication_withdraw"),
    path(f"{TOWN}publishing/", views.town_publishing, name="town_publishing"),
    path(f"{TOWN}publish/", publish_views.picture, name="picture_publish"),
    path(f"{TOWN}publish/<str:step>/", publish_views.picture_step, name="picture_publish_step"),
    path(f"{TOWN}report/publish/", publish_views.report, name="situation_report_publish"),
    path(f"{TOWN}report/publish/<str:step>/", publish_views.report_step, name="situation_report_publish_step"),
    path(f"{WHOLE}report/publish/", publish_views.whole, name="programme_report_publish"),
    path(f"{WHOLE}report/publish/<str:step>/", publish_views.whole_step, name="programme_report_publish_step"),
    path(f"{TOWN}round/", round_views.comments, name="picture_round"),
    path(f"{TOWN}round/close/", round_views.close, name="picture_round_close"),
    path(f"{TOWN}round/comment/", round_views.comment, name="picture_comment"),
    path(f"{TOWN}round/comments/<int:comment>/", round_views.handle, name="picture_comment_handle"),
]
