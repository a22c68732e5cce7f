"""A real Chromium on a live server; a page's fault ends the test that opened it.

A console error, an uncaught exception and a request to another host are faults of the page, whatever the test looks at.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright's loop runs in this thread; Django would otherwise refuse its synchronous database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from seutukuva.web.accounts.models import User
from seutukuva.web.site import demo, demo_people
from tests.web.world import PASSWORD

NewPage = Callable[..., Page]
_DRAWN = ("charts", "rendered", "*.sqlite3*")  # of the folder of data: made anew when asked for, or the database itself


class Quiet:
    """Progress that nobody watches."""

    def start(self, title: str, total: int) -> None:
        """Begin a step."""

    def advance(self) -> None:
        """Count one part."""


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the training network is kept once it is built."""
    return tmp_path_factory.mktemp("network") / "kept"


@pytest.fixture
def training_network(live_server: Any, settings: Any, kept: Path) -> User:
    """The training network as `seutukuva demo` builds it, and its administrator.

    It takes a minute to build, so that is done once: later tests get a copy of the database and of the files.
    """
    if not kept.exists():
        admin = demo_people.people(PASSWORD, Quiet())
        demo.training_programme(admin, Quiet())
        shutil.copytree(settings.VAR, kept, ignore=shutil.ignore_patterns(*_DRAWN))
        with sqlite3.connect(kept / "database") as copy:
            connection.connection.backup(copy)
        return admin
    shutil.copytree(kept, settings.VAR, ignore=shutil.ignore_patterns("database"), dirs_exist_ok=True)
    with sqlite3.connect(kept / "database") as copy:
        copy.backup(connection.connection)
    ContentType.objects.clear_cache()
    return User.objects.get(email=demo_people.address("admin"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the tests fail, not skip, when it is missing."""
    path = shutil.which("chromium")
    assert path, "the browser tests need Chromium: make chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser, live_server: Any, settings: Any) -> Iterator[NewPage]:
    """Open a person's own browser: cookies of its own; options as for a Playwright context."""
    settings.ORIGIN = live_server.url
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda m: faults.append(f"console: {m.text} ({page.url})") if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(f"exception: {error} ({page.url})"))
        page.on(
            "request",
            lambda r: (
                None if r.url.startswith((live_server.url, "data:", "blob:")) else faults.append(f"foreign: {r.url}")
            ),
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """One person's browser at a desk."""
    return new_page(viewport={"width": 1440, "height": 900})
