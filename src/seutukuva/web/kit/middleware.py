"""What every request passes: an id and a line in the log, and the page that tells a problem."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from seutukuva.base import Problem
from seutukuva.base.languages import as_language

log = structlog.get_logger("seutukuva.request")
Respond = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """Give the request an id and log its path, status and time; addresses, query strings and tokens are not kept."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        request_id = secrets.token_hex(8)
        structlog.contextvars.bind_contextvars(request=request_id)
        start = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        log.info(
            "request",
            method=request.method,
            path=_path(request),
            status=response.status_code,
            ms=round((time.perf_counter() - start) * 1000, 1),
        )
        return response


def _path(request: HttpRequest) -> str:
    """Return the path without a token: a link without an account opens for whoever reads it."""
    token = request.resolver_match.kwargs.get("token") if request.resolver_match else None
    return request.path.replace(str(token), "(token)") if token else request.path


class ProblemPage:
    """Tell a Problem that no form caught on a page with its place and remedy, with status 400."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a Problem into a page; anything else goes on as a fault."""
        if not isinstance(exception, Problem):
            return None
        language = as_language(get_language())
        return render(request, "kit/problem.html", {"problem": exception, "language": language}, status=400)
