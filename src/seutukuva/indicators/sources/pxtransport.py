"""One request to a PxWeb server: repeated while the server is busy, and told plainly when it cannot be answered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from seutukuva.base import Place, Problem

_BUSY: Final = frozenset({429, 502, 503, 504})
_TOLD: Final = {
    400: "bad_query",
    403: "forbidden",
    404: "not_found",
    413: "too_large",
    429: "too_many",
    503: "unavailable",
}
_OK: Final = 200


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Patience:
    """How long a busy server is waited for: tries in all, the first pause in seconds (doubled), the longest pause."""

    tries: int = 4
    pause: float = 1.0
    longest: float = 60.0
    timeout: float = 30.0


@dataclass(frozen=True)
class Transport:
    """Sends requests; `sleep` and `now` are replaced in tests."""

    client: httpx.Client
    patience: Patience = Patience()
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = _now

    def json(self, table: str, method: str, url: str, **request: Any) -> Any:
        """Return the answer's JSON. Raises Problem (indicators.pxweb.*) with the table's id."""
        for attempt in range(1, self.patience.tries + 1):
            failure, wait = self._attempt(table, method, url, request)
            if not isinstance(failure, Problem):
                return failure
            delay = self.patience.pause * 2 ** (attempt - 1) if wait is None else wait
            if wait == 0 or attempt == self.patience.tries or delay > self.patience.longest:
                raise failure
            self.sleep(delay)
        raise AssertionError("a request is tried at least once")

    def _attempt(self, table: str, method: str, url: str, request: dict[str, Any]) -> tuple[Any, float | None]:
        """Return the JSON, or a Problem with the seconds to wait (None = as we like, 0 = do not try again)."""
        place = Place(table=table)
        host = url
        try:
            host = httpx.URL(url).host or url
            answer = self.client.request(method, url, timeout=self.patience.timeout, follow_redirects=True, **request)
        except httpx.TimeoutException:
            seconds = self.patience.timeout
            return Problem("indicators.pxweb.timeout", place=place, host=host, seconds=seconds), None
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            return Problem("indicators.pxweb.half", place=place, host=host), None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.TooManyRedirects):
            return Problem("indicators.pxweb.unreachable", place=place, host=host), 0
        except httpx.TransportError:
            return Problem("indicators.pxweb.unreachable", place=place, host=host), None
        if answer.status_code != _OK:
            code = _TOLD.get(answer.status_code, "failed")
            problem = Problem(f"indicators.pxweb.{code}", place=place, host=host, status=str(answer.status_code))
            return problem, self._retry_after(answer) if answer.status_code in _BUSY else 0
        return _body(answer, place, host)

    def _retry_after(self, answer: httpx.Response) -> float | None:
        """Return the seconds that a busy server asks to wait: a number or a date (RFC 9110, 10.2.3)."""
        told = answer.headers.get("Retry-After", "").strip()
        if told.isascii() and told.isdigit():
            return max(float(told), self.patience.pause)
        try:
            moment = parsedate_to_datetime(told)
        except ValueError:
            return None
        if moment.tzinfo is None:  # "-0000": universal time from a server that does not tell its own
            moment = moment.replace(tzinfo=UTC)
        return max((moment - self.now()).total_seconds(), self.patience.pause)


def _body(answer: httpx.Response, place: Place, host: str) -> tuple[Any, float | None]:
    text = answer.text.lstrip("\ufeff \r\n\t")
    if text.startswith("<") or "html" in answer.headers.get("Content-Type", ""):
        return Problem("indicators.pxweb.html", place=place, host=host), 0
    try:
        return json.loads(text), None
    except ValueError:
        return Problem("indicators.pxweb.half", place=place, host=host), None
