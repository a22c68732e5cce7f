"""Addresses of programmes."""

from django.urls import path

from seutukuva.web.programmes import views

urlpatterns = [
    path("programmes/new/", views.create, name="programme_create"),
    path("programmes/<slug:programme>/settings/", views.change, name="programme_change"),
    path("programmes/<slug:programme>/participants/", views.participants, name="participants"),
    path("programmes/<slug:programme>/members/", views.members, name="members"),
    path("programmes/<slug:programme>/members/<int:membership>/remove/", views.remove_member, name="remove_member"),
    path(
        "programmes/<slug:programme>/invitations/<int:invitation>/withdraw/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("programmes/<slug:programme>/audit/", views.audit, name="audit"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
