"""What every page's frame needs: the page in the other languages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the links of the language switch."""
    now = get_language()
    path = request.get_full_path()
    switch = [
        {"code": code, "name": name, "href": translate_url(path, code), "current": code == now}
        for code, name in settings.LANGUAGES
    ]
    return {"language_switch": switch}
