"""Dates and times are written as the reader's language writes them in Europe."""

from __future__ import annotations

from datetime import datetime

import pytest
from django import forms
from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2026, 2, 4, 14, 5)  # the fourth of February, by no reading the second of April


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [
        ("fi", "4.2.2026", "4.2.2026 14.05"),
        ("sv", "4.2.2026", "4.2.2026 14.05"),
        ("en", "4 Feb 2026", "4 Feb 2026, 14:05"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language: str, day: str, time: str) -> None:
    with translation.override(language):
        assert date_format(MOMENT, "SHORT_DATE_FORMAT") == day
        assert date_format(MOMENT, "SHORT_DATETIME_FORMAT") == time


@pytest.mark.parametrize("typed", ["04/02/2026", "4.2.2026", "4 Feb 2026", "2026-02-04"])
def test_an_english_reader_types_the_day_first(typed: str) -> None:
    with translation.override("en"):
        assert forms.DateField().clean(typed) == MOMENT.date()
