"""The log: JSON lines, faults with their traceback, no personal data."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from seutukuva.web.portal import views
from seutukuva.web.site.logs import json_formatter, log_fault

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the log says, parsed line by line."""
    target = io.StringIO()
    handler = logging.StreamHandler(target)
    handler.setFormatter(json_formatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in target.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_fault_is_logged_with_its_traceback_and_the_page_shows_none(
    db: None, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bool:
        raise RuntimeError("Key (email)=(anna.aalto@example.org) already exists")

    monkeypatch.setattr(views, "nobody_yet", broken)
    response = Client(raise_request_exception=False).get("/sv/?q=anna", REMOTE_ADDR="203.0.113.9")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Ett fel hos oss" in page
    assert not any(word in page for word in ("RuntimeError", "Traceback", "anna"))
    fault = next(line for line in lines() if line["level"] == "error")
    assert "Traceback" in fault["exception"]
    assert "RuntimeError: Key (email)=(<e-mail>)" in fault["exception"]
    request = next(line for line in lines() if line["event"] == "request")
    assert request["request"] == fault["request"] == response["X-Request-ID"], "the two lines find each other"
    assert (request["path"], request["status"]) == ("/sv/", 500)
    assert not any(word in json.dumps(lines()) for word in ("anna.aalto", "203.0.113.9", "q=anna"))


def test_secrets_in_addresses_are_masked(db: None, lines: Lines) -> None:
    Client().get("/fi/invitation/salainen-avain/")
    Client().get("/fi/accounts/password/reset/key/1-salainen-avain/")
    Client().get("/fi/w/salainen-avain/state/")
    assert [line["path"] for line in lines() if line["event"] == "request"] == [
        "/fi/invitation/<secret>/",
        "/fi/accounts/password/reset/key/<secret>/",
        "/fi/w/<secret>/state/",
    ]
    assert "salainen" not in json.dumps(lines())


def test_a_fault_that_ends_a_process_is_a_line_of_the_log_too(lines: Lines) -> None:
    try:
        raise ValueError("no clock")
    except ValueError:
        log_fault(*sys.exc_info())
    (line,) = lines()
    assert line["level"] == "critical"
    assert "ValueError: no clock" in line["exception"]
    with pytest.raises(SystemExit):
        log_fault(KeyboardInterrupt, KeyboardInterrupt(), None)
