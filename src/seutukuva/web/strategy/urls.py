"""Addresses of strategies."""

from django.urls import path

from seutukuva.web.strategy import views

TOWN = "programmes/<slug:programme>/towns/<slug:town>/strategy/"

urlpatterns = [
    path("programmes/<slug:programme>/strategy/", views.overview, name="strategy"),
    path(TOWN, views.town, name="town_strategy"),
    path(f"{TOWN}new/", views.new, name="measure_new"),
    path(f"{TOWN}<int:measure>/", views.measure, name="measure"),
    path(f"{TOWN}<int:measure>/holds/", views.holds, name="measure_holds"),
]
