"""Passages made for the tests: three subjects with words of their own, in sources by several speakers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seutukuva.base import Language
from seutukuva.evidence.suggestions import Example

SUBJECTS = {
    "education": "opisto ammattikorkea harjoittelija opinnäyte kampus opettaja koulutus",
    "capital.money": "laina pankki sijoittaja raha pääoma avustus korko",
    "crossing": "naapuri kunta seutu raja sopimus kuntayhtymä maakunta",
}
COMMON = "me tämä olla kun asia tehdä vuosi paikka ihminen työ"


def split(text: str, language: Language) -> Sequence[str]:
    """A tokeniser that needs no dictionary."""
    return text.lower().replace(".", " ").split()


def passage(generator: np.random.Generator, subject: str, own: int = 3) -> str:
    words = [*generator.choice(SUBJECTS[subject].split(), own), *generator.choice(COMMON.split(), 5)]
    return " ".join(generator.permutation(words))


def made(each: int = 20, seed: int = 7, sources: int = 6, own: int = 3) -> list[Example]:
    """Return `each` passages of every subject; some have a second code that nothing in the words tells."""
    generator = np.random.default_rng(seed)
    found = []
    for i in range(each):
        for subject in SUBJECTS:
            codes = {subject} | ({"gap"} if generator.random() < 0.15 else set())
            found.append(Example(passage(generator, subject, own), frozenset(codes), "fi", f"K-{i % sources}"))
    return found
