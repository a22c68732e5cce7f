"""Addresses of Invest in."""

from django.urls import path

from seutukuva.web.invest import views

TOWN = "programmes/<slug:programme>/towns/<slug:town>/invest/"

urlpatterns = [
    path("programmes/<slug:programme>/invest/", views.overview, name="invest"),
    path(TOWN, views.town, name="town_invest"),
    path(f"{TOWN}new/", views.new, name="opportunity_new"),
    path(f"{TOWN}<int:opportunity>/", views.opportunity, name="opportunity"),
    path(f"{TOWN}<int:opportunity>/holds/", views.holds, name="opportunity_holds"),
]
