"""Addresses of pseudonyms."""

from django.urls import path

from seutukuva.web.evidence.pseudonyms import key_views, views

SOURCE = "programmes/<slug:programme>/towns/<slug:town>/evidence/<int:source>/names/"

urlpatterns = [
    path(SOURCE, views.names, name="names"),
    path(f"{SOURCE}find/", views.find, name="names_find"),
    path(f"{SOURCE}decide/", views.decide, name="names_decide"),
    path(f"{SOURCE}add/", views.add, name="names_add"),
    path(f"{SOURCE}replace/", views.replace, name="names_replace"),
    path(f"{SOURCE}done/", views.done, name="names_done"),
    path(f"{SOURCE}key/", key_views.key, name="names_key"),
    path(f"{SOURCE}restore/", key_views.restore, name="names_restore"),
    path(f"{SOURCE}anonymise/", key_views.anonymise, name="names_anonymise"),
]
