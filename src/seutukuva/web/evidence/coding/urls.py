"""Addresses of coding."""

from django.urls import path

from seutukuva.web.evidence.coding import codebook_views, round_views, views

PROGRAMME = "programmes/<slug:programme>/codebook/"
TOWN = "programmes/<slug:programme>/towns/<slug:town>/evidence/"
SOURCE = f"{TOWN}<int:source>/coding/"

urlpatterns = [
    path(PROGRAMME, codebook_views.codebook, name="codebook"),
    path(f"{PROGRAMME}adopt/", codebook_views.adopt, name="codebook_adopt"),
    path(f"{PROGRAMME}new/", codebook_views.new, name="code_new"),
    path(f"{PROGRAMME}<int:code>/", codebook_views.change, name="code_change"),
    path(f"{PROGRAMME}<int:code>/memo/", codebook_views.memo, name="code_memo"),
    path(f"{PROGRAMME}versions/<int:number>/", codebook_views.version, name="codebook_version"),
    path(SOURCE, views.coding, name="coding"),
    path(f"{SOURCE}code/", views.code, name="coding_code"),
    path(f"{SOURCE}remove/", views.remove, name="coding_remove"),
    path(f"{SOURCE}undo/", views.undo, name="coding_undo"),
    path(f"{SOURCE}since/<int:step>/", views.since, name="coding_since"),
    path(f"{SOURCE}rate/", views.rate, name="coding_rate"),
    path(f"{SOURCE}mention/", views.mention, name="coding_mention"),
    path(f"{SOURCE}mentions/<int:mention>/remove/", views.mention_remove, name="mention_remove"),
    path(f"{SOURCE}memo/", views.memo, name="coding_memo"),
    path(f"{SOURCE}memos/<int:memo>/remove/", views.memo_remove, name="memo_remove"),
    path(f"{TOWN}rounds/", round_views.rounds, name="rounds"),
    path(f"{TOWN}rounds/<int:round>/", round_views.round, name="round"),
    path(f"{TOWN}rounds/<int:round>/move/", round_views.move, name="round_move"),
    path(f"{TOWN}rounds/<int:round>/decide/", round_views.decide, name="round_decide"),
]
