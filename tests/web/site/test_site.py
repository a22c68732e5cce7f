"""What every answer has: policy, language, health, error pages that help."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from seutukuva.web.accounts.models import User
from seutukuva.web.site import views
from tests.web.world import World


@pytest.fixture
def somebody(db: None) -> User:
    return User.objects.create_user("a@example.org", "x")


def test_an_empty_installation_leads_to_the_first_account(db: None) -> None:
    assert Client().get("/fi/")["Location"] == reverse("setup")


def test_only_the_setup_key_makes_the_first_account(db: None, settings: Any) -> None:
    fields = {"email": "a@example.org", "name": "A", "password": "pitkä-salasana-1"}
    page = Client().post("/en/setup/", fields | {"key": "guess"})
    assert "This is not the setup key" in page.content.decode()
    assert not User.objects.exists()
    Client().post("/en/setup/", fields | {"key": settings.SETUP_KEY})
    assert User.objects.get().is_superuser
    assert Client().get("/en/setup/").status_code == 404


@pytest.mark.parametrize("path", ["/fi/", "/sv/accessibility/", "/en/accounts/login/", "/fi/no-such-page/"])
def test_every_page_has_a_strict_policy_and_sets_no_cookie_that_is_not_needed(somebody: User, path: str) -> None:
    response = Client().get(path)
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert set(response.cookies) <= ({"csrftoken"} if "login" in path else set())


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Sivua ei ole"), ("sv", "Sidan finns inte"), ("en", "There is no such page")],
)
def test_a_missing_page_is_told_in_the_language_of_its_address(somebody: User, language: str, words: str) -> None:
    response = Client().get(f"/{language}/no-such-page/")
    assert response.status_code == 404
    assert words in response.content.decode()
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "Vika meillä"), ("sv", "Ett fel hos oss"), ("en", "A fault of ours")]
)
def test_a_fault_is_told_without_a_traceback(rf: Any, language: str, words: str) -> None:
    response = views.fault(rf.get(f"/{language}/"))
    assert response.status_code == 500
    assert words in response.content.decode()


def test_health_and_robots(db: None) -> None:
    assert Client().get("/healthz").json()["status"] == "ok"
    assert Client().get("/robots.txt").content.startswith(b"User-agent")


def test_the_language_switch_keeps_the_page_and_its_question(world: World) -> None:
    page = Client().get("/fi/accessibility/?a=1").content.decode()
    assert 'href="/sv/accessibility/?a=1"' in page


def test_pages_of_a_synthetic_programme_say_so_and_are_not_for_robots(world: World) -> None:
    client = Client()
    client.force_login(world.people["manager"], backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/sv/programmes/{world.closed.slug}/members/").content.decode()
    assert "Syntetiskt material." in page
    assert '<meta name="robots" content="noindex">' in page
