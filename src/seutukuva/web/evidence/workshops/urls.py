"""Addresses of workshops. Those under w/ are without an account: whoever has the link may take part."""

from django.urls import path

from seutukuva.web.evidence.workshops import board_views, views

TOWN = "programmes/<slug:programme>/towns/<slug:town>/workshops/"
ONE = f"{TOWN}<int:workshop>/"
BOARD = "w/<slug:token>/"

urlpatterns = [
    path(TOWN, views.workshops, name="workshops"),
    path(f"{TOWN}new/", views.new, name="workshop_new"),
    path(ONE, views.workshop, name="workshop"),
    path(f"{ONE}change/", views.change, name="workshop_change"),
    path(f"{ONE}remove/", views.remove, name="workshop_remove"),
    path(f"{ONE}move/", views.move, name="workshop_move"),
    path(f"{ONE}timer/", views.timer, name="workshop_timer"),
    path(f"{ONE}cards/", views.cards, name="workshop_cards"),
    path(f"{ONE}cards/<int:card>/aside/", views.aside, name="workshop_aside"),
    path(f"{ONE}groups/", views.group, name="workshop_group"),
    path(f"{ONE}groups/<int:group>/", views.group_change, name="workshop_group_change"),
    path(f"{ONE}paper/", views.paper, name="workshop_paper"),
    path(f"{ONE}source/", views.keep, name="workshop_keep"),
    path(f"{ONE}files/<str:name>", views.file, name="workshop_file"),
    path(BOARD, board_views.board, name="workshop_board"),
    path(f"{BOARD}join/", board_views.join, name="workshop_join"),
    path(f"{BOARD}state/", board_views.state, name="workshop_state"),
    path(f"{BOARD}cards/", board_views.card, name="workshop_card"),
    path(f"{BOARD}cards/remove/", board_views.card_remove, name="workshop_card_remove"),
    path(f"{BOARD}votes/", board_views.vote, name="workshop_vote"),
    path(f"{BOARD}opinions/", board_views.opinion, name="workshop_opinion"),
    path(f"{BOARD}screen/", board_views.screen, name="workshop_screen"),
    path(f"{BOARD}screen/state/", board_views.screen_state, name="workshop_screen_state"),
]
