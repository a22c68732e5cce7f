"""Commands that serve: where the links of letters and files lead."""

from __future__ import annotations

import os

import click
import pytest
from click.testing import CliRunner

from seutukuva.cli import site


@pytest.mark.parametrize("command", [site.serve, site.demo])
@pytest.mark.parametrize(
    ("told", "leads"), [("", "http://127.0.0.1:8011"), ("https://a.example.fi", "https://a.example.fi")]
)
def test_links_lead_to_where_it_serves_unless_the_setting_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, command: click.Command, told: str, leads: str
) -> None:
    def stopped() -> None:
        raise RuntimeError("settings are read here")

    monkeypatch.setattr(site, "set_up", stopped)
    monkeypatch.setenv("SEUTUKUVA_ORIGIN", told)
    done = CliRunner().invoke(command, ["--bind", "0.0.0.0:8011"])
    assert str(done.exception) == "settings are read here"
    assert os.environ["SEUTUKUVA_ORIGIN"] == leads
