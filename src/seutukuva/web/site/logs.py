"""Structured logs: one JSON line an event on standard error, a request's lines share its id.

No personal data: addresses of e-mail and the secret part of a letter's link are masked in whatever is logged,
also in a fault's traceback, where the database may have told the row that it refused.
"""

from __future__ import annotations

import re
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

_MASKED = (
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "<e-mail>"),
    (re.compile(r"(/invitation/|/interview/|/quotes/|/reset/key/|/w/)[^/\s\"']+"), r"\1<secret>"),
)


def mask(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask personal data and secrets in every text of an event (a processor of structlog)."""
    for pattern, shown in _MASKED:
        event.update({key: pattern.sub(shown, value) for key, value in event.items() if isinstance(value, str)})
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
]

structlog.configure(
    processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


def json_formatter() -> structlog.stdlib.ProcessorFormatter:
    """Return what writes an event as a line of JSON."""
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            mask,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        foreign_pre_chain=_SHARED,
    )


# Plain JSON: the web servers gunicorn and granian read it from a file (serving.prepare) and log as the rest does.
CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "seutukuva.web.site.logs.json_formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "seutukuva": {"level": "INFO"},
        "django.request": {"level": "ERROR"},  # a 404 is not news; the request log has its status
        "gunicorn.error": {"level": "WARNING"},
        "_granian": {"level": "WARNING"},
    },
}


def log_fault(kind: type[BaseException], fault: BaseException, traceback: TracebackType | None) -> None:
    """Log a fault that ends a process (for sys.excepthook)."""
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    structlog.get_logger("seutukuva").critical("fault", exc_info=(kind, fault, traceback))
