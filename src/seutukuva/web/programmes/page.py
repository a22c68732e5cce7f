"""What every page inside a programme shows round its matter: name, navigation, the synthetic band."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from seutukuva.web.kit.navigation import items_for, section_for, town_items_for
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.models import Participant, Programme


def programme_context(
    request: HttpRequest, programme: Programme, participant: Participant | None = None
) -> dict[str, Any]:
    """Return the frame of a page in a programme; `participant` is the town that the page is about."""
    language = get_language() or "fi"
    return {
        "programme": programme,
        "programme_name": own_text(programme.urn, "name").shown(language),
        "participant": participant,
        "synthetic": programme.synthetic,
        "may_manage": request.user.has_perm("programmes.manage", programme),
        "navigation": items_for(request, programme),
        "section": section_for(request, programme),
        "town_navigation": town_items_for(request, programme, participant) if participant else [],
    }
