"""The participants' link and its QR code."""

from __future__ import annotations

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from seutukuva.web.evidence.workshops.models import Workshop


def link_of(workshop: Workshop) -> str:
    """Return the link without a language: every phone is led to its own."""
    return f"{settings.ORIGIN}/w/{workshop.token}/"


def code_of(workshop: Workshop) -> SafeString:
    """Return the link's QR code as an SVG element; it holds nothing but the link."""
    drawn = segno.make(link_of(workshop), error="m", micro=False)
    return mark_safe(drawn.svg_inline(omitsize=True, border=4, dark="#16303f", light="#ffffff", svgclass="qr"))
