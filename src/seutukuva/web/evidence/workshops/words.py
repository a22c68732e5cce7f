"""What the steps are called and what a participant does in them."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

STEP_NAMES: Final[dict[str, Any]] = {
    "writing": _("Writing"),
    "reveal": _("Cards are shown"),
    "grouping": _("Grouping"),
    "voting": _("Voting"),
    "rating": _("Impact and effort"),
    "closed": _("Workshop closed"),
}
STEP_ADVICE: Final[dict[str, Any]] = {
    "writing": _("Write your cards, one thing on a card. Nobody else sees them yet."),
    "reveal": _("Everybody's cards are shown. Read them."),
    "grouping": _("The facilitator groups the cards."),
    "voting": _("Give out your dots. The result is shown when voting is over."),
    "rating": _("Say how great an impact and how much effort each group means."),
    "closed": _("The workshop is closed. Thank you!"),
}
