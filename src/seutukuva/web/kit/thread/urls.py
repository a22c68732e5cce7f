"""Addresses of the thread."""

from django.urls import path

from seutukuva.web.kit.thread import views

urlpatterns = [
    path("thread/<str:urn>/", views.thread_page, name="thread"),
]
