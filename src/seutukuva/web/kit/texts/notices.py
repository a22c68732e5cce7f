"""What an editor of own texts is told after saving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _

from seutukuva.web.kit.forms import LANGUAGE_NAMES

if TYPE_CHECKING:
    from django.http import HttpRequest

    from seutukuva.web.kit.texts.selectors import OwnText


def tell_changed_alone(request: HttpRequest, edited: Iterable[tuple[OwnText, Mapping[str, str]]]) -> None:
    """Tell of the language versions that were changed while their original stayed; `edited` is (before, bodies)."""
    rows = [(text, text.changed_alone(bodies)) for text, bodies in edited]
    alone = [(text, languages) for text, languages in rows if languages]
    changed = [name for code, name in LANGUAGE_NAMES.items() if any(code in languages for _text, languages in alone)]
    if changed:
        originals = {LANGUAGE_NAMES[text.original] for text, _languages in alone if text.original}
        told = _(
            "Only these language versions were changed: %(languages)s. The original (%(original)s) is as it was: "
            "see whether they still say the same."
        )
        messages.warning(request, told % {"languages": ", ".join(changed), "original": ", ".join(sorted(originals))})
