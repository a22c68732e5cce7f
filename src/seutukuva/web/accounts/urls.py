"""Addresses of accounts."""

from django.urls import include, path

from seutukuva.web.accounts import views

urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("account/", views.account, name="account"),
    path("accounts/", include("allauth.urls")),
]
