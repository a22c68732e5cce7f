"""The thread's page: what carries a sentence, and what stands on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seutukuva.web.kit.once import one_reading
from seutukuva.web.kit.thread.kinds import is_synthetic
from seutukuva.web.kit.thread.selectors import thread

MOST = 200  # things in each direction; what is beyond them has threads of its own


@require_safe
@one_reading()
def thread_page(request: HttpRequest, urn: str) -> HttpResponse:
    """Show a thing with its carriers below and the sentences on it above, as the reader may see them."""
    try:
        found = thread(request.user, urn, MOST)
    except (KeyError, ValueError) as unknown:
        raise Http404 from unknown
    if found is None:
        raise Http404
    context = {"thread": found, "synthetic": is_synthetic(urn), "noindex": True}
    return render(request, "kit/thread.html", context)
