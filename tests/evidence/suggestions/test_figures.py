"""The learning curve and the themes are shown in three languages."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from seutukuva import charts
from seutukuva.base import LANGUAGES, Language
from seutukuva.evidence.suggestions import Theme, learning_figure, theme_table

CURVE = pl.DataFrame(
    {
        "labels": [50, 100, 200],
        "features": ["words"] * 3,
        "macro_f1": [0.1, 0.2, 0.304],
        "micro_f1": [0.1, 0.2, 0.3],
        "precision": [0.1, 0.2, 0.3],
        "recall": [0.1, 0.2, 0.3],
        "low": [0.05, 0.1, 0.2],
        "high": [0.15, 0.3, 0.4],
    }
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_learning_curve_is_drawn_and_told(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEUTUKUVA_VAR", str(tmp_path))
    figure = learning_figure(CURVE, language)
    assert "200" in figure.alternative
    assert figure.table.rows[-1][1] == ("0.30" if language == "en" else "0,30")
    assert figure.table.raw is not None
    assert figure.table.raw[-1][1] == 0.304
    assert figure.narrow is not None
    for spec in (figure.chart, figure.narrow):
        assert "<svg" in charts.svg(spec, language, title=figure.title, description=figure.alternative)


def test_themes_are_told_by_their_words_and_size() -> None:
    table = theme_table([Theme(("satama", "laituri"), (3, 1), (1.0, 0.4))], "fi")
    assert table.rows == (("satama, laituri", "2"),)
    assert [column.label for column in table.columns] == ["teema", "kohtia"]
