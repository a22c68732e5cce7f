"""The management's pages are found from every page of a programme by who may use them, and by nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.world import World


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_manager_finds_the_members_from_the_bar(world: World, language: str) -> None:
    client = signed_in(world, "manager")
    address = f"/{language}/programmes/{world.closed.slug}/participants/"
    label = {"fi": "Hallinta", "sv": "Förvaltning", "en": "Management"}[language]
    assert f'<a href="{address}">{label}</a>' in client.get(f"/{language}/programmes/{world.closed.slug}/").text
    page = client.get(address).text
    assert f'<a href="{address}" aria-current="page">{label}</a>' in page
    assert f'href="/{language}/programmes/{world.closed.slug}/members/"' in page


def test_an_analyst_is_offered_no_page_that_answers_404(world: World) -> None:
    page = signed_in(world, "analyst").get(f"/fi/programmes/{world.closed.slug}/participants/").text
    assert "Hallinta" not in page
    assert "/members/" not in page


def test_a_member_is_removed_by_a_button_that_says_whom(world: World) -> None:
    page = signed_in(world, "manager").get(f"/fi/programmes/{world.closed.slug}/members/").text
    assert 'aria-label="Poista ' in page
    assert ">Poista</button>" in page
