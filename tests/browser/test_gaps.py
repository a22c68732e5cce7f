"""What nobody has told of, in a real browser: sound to axe on a phone, and worked without script."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import cookies_of
from tests.web.network.made import COLLEGE, add, make_network
from tests.web.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

K = "programmes/suljettu/towns/kuusilahti/network/gaps/"


def test_axe_finds_nothing_on_the_pages_of_gaps(new_page: NewPage, live_server: Any) -> None:
    world = make_world()
    make_network(world)
    for name in ("Konepaja", "Valimo"):
        add(world, name, roles=("grower",))
    add(world, COLLEGE, "university_of_applied_sciences", world.mantysalmi, ("educator",))
    page = new_page(viewport={"width": 390, "height": 844})
    page.context.add_cookies(cookies_of(world.people["analyst"], live_server.url))
    for language in ("fi", "sv"):
        for path in (K, "programmes/suljettu/network/gaps/"):
            answer = page.goto(f"/{language}/{path}")
            assert answer is not None
            assert answer.status == 200, path
            violations = Axe().run(page).response["violations"]
            assert not violations, f"{path}: {violations[0]['id']}: {violations[0]['nodes'][0]['html'][:160]}"
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


def test_an_introduction_is_set_aside_and_brought_back_without_script(new_page: NewPage, live_server: Any) -> None:
    world = make_world()
    make_network(world)
    page = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.context.add_cookies(cookies_of(world.people["coordinator"], live_server.url))
    page.goto(f"/fi/{K}")
    before = page.get_by_role("button", name="Jätä sivuun").count()
    page.get_by_role("button", name="Jätä sivuun").first.click()
    assert page.get_by_role("button", name="Jätä sivuun").count() == before - 1
    page.get_by_text("1 sivuun pantu ehdotus").click()
    page.get_by_role("button", name="Ehdota uudelleen").click()
    assert page.get_by_role("button", name="Jätä sivuun").count() == before
    page.get_by_role("link", name="Lisää tämä yhteys").first.click()
    assert page.get_by_label("Keneltä").input_value()
    assert page.get_by_label("Kenelle").input_value()
