"""Colours can be told apart on paper, and the page's style sheet has the same ones (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from seutukuva.charts import font_directory, palette

WHITE = "#ffffff"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def style_sheet() -> str:
    root = resources.files("seutukuva")
    return (root / "web" / "kit" / "static" / "seutukuva" / "seutukuva.css").read_text(encoding="utf-8")


def variables() -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", style_sheet()))


def test_contrast_of_text_is_at_least_four_and_a_half() -> None:
    css = variables()
    pairs = [(css[name], css["paper"]) for name in ("ink", "mute", "link", "ok", "warn", "error")]
    pairs += [(palette.INK, level) for level in palette.LEVELS[:2]] + [(WHITE, level) for level in palette.LEVELS[2:]]
    pairs += [(css["band-ink"], css["band"]), (css["mute"], WHITE), (WHITE, css["ink"]), (palette.MUTE, palette.PAPER)]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


def test_marks_and_borders_of_fields_have_three_to_one() -> None:
    css = variables()
    for mark in (palette.SUBJECT, palette.PEER, palette.INK, css["edge"]):
        assert contrast(mark, palette.PAPER) >= 3


def test_subject_and_reference_differ_also_in_black_and_white() -> None:
    assert contrast(palette.SUBJECT, palette.INK) >= 3


def test_steps_of_the_blue_darken_evenly() -> None:
    for steps in (palette.STEPS, palette.LEVELS):
        tones = [luminance(step) for step in steps]
        assert tones == sorted(tones, reverse=True)


@pytest.mark.parametrize("name", ["ink", "mute", "paper", "line", "subject", "peer"])
def test_the_page_and_the_drawing_share_their_colours(name: str) -> None:
    assert variables()[name] == getattr(palette, name.upper())


def test_the_page_and_the_drawing_share_the_levels() -> None:
    assert tuple(variables()[f"level-{n}"] for n in (1, 2, 3, 4)) == palette.LEVELS


def test_every_font_file_of_the_style_sheet_ships_with_the_package() -> None:
    names = re.findall(r'url\("\.\./fonts/([^"]+)"\)', style_sheet())
    assert len(names) == 4
    for name in names:
        assert (font_directory() / name).is_file()


def test_the_style_sheet_fetches_nothing_from_elsewhere() -> None:
    assert "//" not in style_sheet().replace("/*", "").replace("*/", "")
    assert "@import" not in style_sheet()
