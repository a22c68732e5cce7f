"""The arithmetic of a proposer, outside any transaction: it takes seconds to minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from seutukuva.base import Problem
from seutukuva.evidence.suggestions import (
    Example,
    Features,
    Model,
    Suggestion,
    learning_curve,
    meaning,
    meaning_is_installed,
    train,
)
from seutukuva.evidence.words import Unit
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.suggestions import examples
from seutukuva.web.evidence.suggestions.models import Proposer
from seutukuva.web.evidence.suggestions.remembering import Remembered

_REMEMBERED: Remembered[Model] = Remembered(2)  # models in the memory of a worker


def features() -> Features:
    """Return what passages are learned by here: words, and meaning where the extra is installed."""
    return Features(embed=meaning()) if meaning_is_installed() else Features()


def learned(taught: Sequence[Example]) -> Model:
    """Return the model that learns the examples. Raises Problem when there is too little to learn from."""
    return train(taught, features())


def curve(taught: Sequence[Example]) -> list[dict[str, Any]]:
    """Return the learning curve row by row; none when there is too little to set anything aside."""
    try:
        return learning_curve(taught, features()).to_dicts()
    except Problem:
        return []


def as_frame(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Return kept rows of a curve as the library draws them."""
    return pl.DataFrame(list(rows))


def proposals(proposer: Proposer, source: Source) -> list[tuple[Unit, tuple[Suggestion, ...]]]:
    """Return what a proposer says of the uncoded units of a source, an empty tuple where it has nothing to propose.

    Raises Problem when a text that it learned from has changed.
    """
    stretches = examples.uncoded(source)
    if not stretches:
        return []
    said = _model(proposer).suggest(examples.texts_of(source, stretches))
    return list(zip(stretches, said, strict=True))


def _model(proposer: Proposer) -> Model:
    taught = examples.learned_by(proposer)
    if taught is None:
        _REMEMBERED.clear()  # the terms of an erased text do not stay in memory
        raise Problem("web_suggestions.texts_changed", number=proposer.number)
    made_from = [proposer.features, *taught.examples]
    return _REMEMBERED.get(made_from, lambda: _again(taught.examples, proposer.features))


def _again(taught: Sequence[Example], wanted: str) -> Model:
    """Return the model that these examples give: the same ones give the same. `wanted` are its features by name."""
    if "meaning" in wanted and not meaning_is_installed():
        raise Problem("evidence.suggestions.meaning_missing")
    return train(taught, features() if "meaning" in wanted else Features())
