"""A measurement as plain data for JSON: documented in docs/reference/network.md."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

import polars as pl

from seutukuva.base import Language, Message, render
from seutukuva.network.measures import Figure, Measurement
from seutukuva.network.periods import Change

# Digits after which two machines may differ.
_DIGITS: Final = 12


def as_json(measured: Measurement, language: Language, *, seed: int) -> dict[str, Any]:
    """Return a measurement as plain data; names and notes in `language`, undefined figures None."""
    groups = measured.communities
    return {
        "network": measured.counts,
        "seed": seed,
        "metrics": {figure.metric.id: _figure(figure, language) for figure in measured.figures},
        "actors": _rows(measured.actors),
        "areas": _rows(measured.areas),
        "sectors": _rows(measured.sectors),
        "endings": [_rounded(asdict(ending)) for ending in measured.endings],
        "communities": {"method": groups.method, "runs": groups.runs},
        "notes": [_note(note, language) for note in measured.notes],
    }


def change_as_json(change: Change) -> dict[str, Any]:
    """Return a change between two periods as plain data."""
    counts = {k: v for k, v in vars(change).items() if k != "differences"}
    sides = ("before", "after", "difference", "low", "high")
    figures = {d.metric.id: _rounded({side: getattr(d, side) for side in sides}) for d in change.differences}
    return {**counts, "metrics": figures}


def _figure(figure: Figure, language: Language) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": render(figure.metric.name, language),
        "unit": figure.metric.unit,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
    }
    if figure.expected is not None:
        made["expected"] = figure.expected
    if figure.chance is not None:
        made["chance"] = _rounded(asdict(figure.chance))
    return _rounded(made)


def _note(note: Message, language: Language) -> dict[str, Any]:
    return {"code": note.code, "text": render(note, language), **note.parameters}


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return [_rounded(row) for row in frame.iter_rows(named=True)]


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {k: round(v, _DIGITS) if isinstance(v, float) else v for k, v in values.items()}
