"""Numbers in words: what each language's reader sees."""

from __future__ import annotations

from seutukuva.base import languages


def test_a_probability_is_never_told_as_certain() -> None:
    assert languages.probability(0.999, "en") == "> 99%"
    assert languages.probability(0.0, "fi") == "< 1\u00a0%"
    assert languages.probability(0.251, "sv") == "25\u00a0%"
