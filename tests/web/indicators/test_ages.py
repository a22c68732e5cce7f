"""How old the newest figures are is told in whole years and months, without a nought."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.test import Client

from tests.web.world import World


@pytest.mark.parametrize(
    ("months", "told"),
    [(36, "3 vuotta"), (94, "7 vuotta 10 kuukautta"), (13, "1 vuosi 1 kuukausi"), (0, "0 kuukautta")],
)
def test_the_age_of_figures(world: World, monkeypatch: pytest.MonkeyPatch, months: int, told: str) -> None:
    view = import_module("seutukuva.web.indicators.views.data")  # the package gives its function that name
    monkeypatch.setattr(view, "age_months", lambda *_: months)
    page = Client().get(f"/fi/programmes/{world.open.slug}/data/").text
    shown = re.search(r"<dt>Uusimpien lukujen ikä</dt><dd>(.*?)</dd>", page)
    assert shown is not None
    assert shown[1].strip() == told
