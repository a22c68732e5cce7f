"""A real Chromium on a live server; a page's fault ends the test that opened it.

A console error, an uncaught exception and a request to another host are faults of the page, whatever the test looks at.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright's loop runs in this thread; Django would otherwise refuse its synchronous database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NewPage = Callable[..., Page]


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
