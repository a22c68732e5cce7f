"""Health, robots and the error pages."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from seutukuva import __version__
from seutukuva.base.languages import as_language


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer a monitor: 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok", "version": __version__})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let robots read public pages; synthetic ones ask them not to be kept."""
    return HttpResponse("User-agent: *\nDisallow: /accounts/\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, "site/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A forbidden thing is told as one that does not exist."""
    return _page(request, "site/404.html", 404)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, "site/404.html", 404)


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a page that needs neither database nor session."""
    return _page(request, "site/500.html", 500)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Render in the language of the address, which a failed look-up may not have set."""
    language = as_language(request.path_info[1:3])
    context: dict[str, Any] = {"noindex": True}
    with translation.override(language):
        return render(request, template, context, status=status)
