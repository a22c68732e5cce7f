"""Whoever reads evidence sees where he or she is: in the bar, in the row under it, and how to get back."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import resolve, reverse

from tests.permissions.matrix import rows
from tests.permissions.test_matrix import arguments
from tests.web.threads import make_thread, signed_in
from tests.web.world import World

ROOM = "seutukuva.web.evidence"
# Where the row says more than that this is evidence.
IN_THE_ROW = {
    "interview": "Haastattelut",
    "interview_guide": "Haastattelut",
    "town_interviews": "Haastattelut",
    "evidence_search": "Haku",
    "code_change": "Koodisto",
    "codebook_bring": "Koodisto",
    "analysis_grid": "Analyysi",
    "grid_summary": "Analyysi",
    "suggestions": "Ehdotukset",
    "proposer": "Ehdotukset",
    "themes": "Teemat",
    "coding": "Aineisto",
    "names": "Aineisto",
    "rounds": "Aineisto",
    "subject": "Aineisto",
    "workshop": "Aineisto",
}


def marked(page: str, heading: str) -> list[str]:
    """Return what a navigation marks as the place of the page."""
    nav = re.search(rf'<nav[^>]* aria-label="{heading}">(.*?)</nav>', page, re.DOTALL)
    return re.findall(r'<a [^>]*aria-current="page">([^<]*)</a>', nav[1]) if nav else []


@pytest.mark.django_db
def test_every_page_of_evidence_marks_its_place_and_links_to_the_programme(world: World) -> None:
    words = arguments(world, make_thread(world))
    client, seen = signed_in(world, "administrator"), {}
    for method, name, word, expected in rows():
        address = reverse(name, kwargs=words[word])
        if expected["administrator"] != "ok" or not resolve(address).func.__module__.startswith(ROOM):
            continue
        response = client.generic(method, address)
        page = "" if response.streaming else response.content.decode(errors="replace")
        if "Päävalikko" in page and "programme" in words[word]:
            home = f'href="{reverse("overview", args=[words[word]["programme"]])}"'
            assert page.count(home) == 2, f"{name}: the name over the heading is no link"
            assert marked(page, "Päävalikko") == ["Aineisto"], name
            seen[name] = marked(page, "Tämän osan sivut")
    assert not {name: at for name, at in seen.items() if len(at) != 1}
    assert {name: at[0] for name, at in seen.items() if name in IN_THE_ROW} == IN_THE_ROW
    assert len(seen) > 40


@pytest.mark.django_db
def test_a_form_that_is_not_accepted_still_stands_in_its_place(world: World) -> None:
    made = make_thread(world)
    client: Client = signed_in(world, "administrator")
    address = reverse("rate", args=[world.closed.slug, world.kuusilahti.slug, made.passage.pk])
    page = client.post(address, {}).content.decode()
    assert marked(page, "Päävalikko") == marked(page, "Tämän osan sivut") == ["Aineisto"]
