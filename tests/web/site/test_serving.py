"""`seutukuva serve` as its keeper and systemd see it."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
from pathlib import Path

import httpx
import pytest

from seutukuva.base import Problem
from seutukuva.web.site.collecting import look_seldom
from seutukuva.web.site.serving import address
from tests.installation import STOP_SECONDS, Installation, sign_in

PARTS = {"web": "gunicorn", "worker": "db_worker", "clock": "seutukuva.web.site.clock"}


def test_a_new_installation_serves_tells_the_setup_key_and_ends_clean(empty: Installation) -> None:
    with empty.serving() as service:
        assert httpx.get(f"{service.url}/fi/").headers["location"] == "/fi/setup/"
        key = (empty.var / "setup_key").read_text(encoding="ascii")
        assert f"open {service.url}/fi/setup/ with the setup key {key}" in service.said()
        assert 'name="key"' in httpx.get(f"{service.url}/fi/setup/").text
        assert service.url in httpx.get(f"{service.url}/en/accessibility/").text, "its own address, whatever the port"
        assert all(service.part(words) for words in PARTS.values())
        assert (empty.var / "secret_key").stat().st_mode & 0o077 == 0
        assert service.stop() == 0
    lines = service.said().splitlines()
    events = [json.loads(line) for line in lines if not line.startswith(("Seutukuva serves", "No account yet"))]
    assert {"tick", "request"} <= {event["event"] for event in events}, "all the rest is JSON, a line an event"


@pytest.mark.parametrize("part", PARTS)
def test_when_one_part_dies_all_end_so_that_systemd_starts_them_anew(running: Installation, part: str) -> None:
    with running.serving() as service:
        os.kill(service.part(PARTS[part]), signal.SIGKILL)
        assert service.process.wait(timeout=STOP_SECONDS) == 1


def test_one_part_runs_alone(running: Installation) -> None:
    with running.serving("--only", "web", "--workers", "1") as service:
        assert service.part("gunicorn")
        with pytest.raises(StopIteration):
            service.part("db_worker")
        assert service.stop(signal.SIGINT) == 0


def test_behind_a_proxy_with_tls_cookies_are_secure_and_the_address_is_trusted(running: Installation) -> None:
    behind = Installation(running.var, {"SEUTUKUVA_ORIGIN": "https://seutukuva.example.fi"})
    proxied = {"Host": "seutukuva.example.fi", "X-Forwarded-Proto": "https", "Origin": "https://seutukuva.example.fi"}
    with behind.serving("--only", "web", "--workers", "1") as service:
        page = httpx.get(f"{service.url}/en/accounts/login/", headers=proxied)
        assert page.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(page.headers["set-cookie"].split("; "))
        inside = httpx.get(f"{service.url}/en/accounts/login/", headers={"Host": "seutukuva.example.fi"})
        assert "strict-transport-security" not in inside.headers
        answer = sign_in(service.url, "anna@example.org", headers=proxied)
        assert answer.status_code == 302, answer.text
        session = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("sessionid="))
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(session.split("; "))
        foreign = sign_in(service.url, "anna@example.org", headers={**proxied, "Origin": "https://example.com"})
        assert foreign.status_code == 403
        assert httpx.get(f"{service.url}/fi/", headers={"Host": "example.com"}).status_code == 400


def test_who_guesses_passwords_shuts_nobody_else_out_behind_the_proxy(running: Installation) -> None:
    behind = Installation(running.var, {"SEUTUKUVA_ORIGIN": "https://seutukuva.example.fi"})
    proxied = {"Host": "seutukuva.example.fi", "X-Forwarded-Proto": "https", "Origin": "https://seutukuva.example.fi"}
    guesser, other = ({**proxied, "X-Forwarded-For": address} for address in ("203.0.113.9", "203.0.113.10"))
    with behind.serving("--only", "web", "--workers", "2") as service:
        for turn in range(10):
            assert sign_in(service.url, f"guess{turn}@example.org", "guess", guesser).status_code == 200
        assert sign_in(service.url, "anna@example.org", headers=guesser).status_code != 302
        assert sign_in(service.url, "anna@example.org", headers=other).status_code == 302


def refused(installation: Installation, *arguments: str) -> str:
    """Return the one line in which a command refuses."""
    done = installation.run(*arguments)
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_a_taken_port_is_told_in_one_line(empty: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        assert taken in refused(empty, "serve", "--bind", taken)
    assert "no address with a port" in refused(empty, "serve", "--bind", "everywhere")


@pytest.mark.parametrize(
    ("bind", "expected"), [("127.0.0.1:80", ("127.0.0.1", 80)), ("[::1]:8000", ("::1", 8000)), ("web:1", ("web", 1))]
)
def test_addresses(bind: str, expected: tuple[str, int]) -> None:
    assert address(bind) == expected


@pytest.mark.parametrize("bind", ["", "8000", ":8000", "a:b", "127.0.0.1:99999", "http://a:1", "::1"])
def test_no_addresses(bind: str) -> None:
    with pytest.raises(Problem) as problem:
        address(bind)
    assert problem.value.code == "kit.no_address_to_serve_on"


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "cannot be written to" in refused(Installation(tmp_path / "file" / "var"), "serve")
    if os.geteuid() != 0:  # root may write anywhere
        (tmp_path / "var").mkdir(mode=0o500)
        assert "cannot be written to" in refused(Installation(tmp_path / "var"), "serve")


def test_a_worker_alone_waits_for_nobody_on_an_unprepared_database(empty: Installation) -> None:
    assert "seutukuva migrate" in refused(empty, "serve", "--only", "worker")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DATABASE_URL", "oracle-and-more"),
        ("DATABASE_URL", "mysql://a@b/c"),
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none"),
        ("SEUTUKUVA_ORIGIN", "seutukuva.example.fi"),
        ("SEUTUKUVA_OIDC", "{"),
        ("SEUTUKUVA_OIDC", '[{"id": "a"}]'),
    ],
)
def test_a_wrong_setting_is_told_by_its_name(empty: Installation, setting: str, value: str) -> None:
    assert setting in refused(Installation(empty.var, {setting: value}), "migrate")


def test_what_lives_from_the_start_is_not_looked_through_again() -> None:
    before = gc.get_threshold()
    try:
        look_seldom()
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] > before[0]
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
