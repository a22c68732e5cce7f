"""What became of municipalities."""

from __future__ import annotations

import pytest

from seutukuva.base import LANGUAGES, Language, Problem, render
from seutukuva.regions import history, sentence

# Ministry of Finance, decisions on municipal mergers.
MERGERS = [
    ("413", "2015-01-01", "609"),
    ("476", "2015-01-01", "297"),
    ("838", "2015-01-01", "423"),
    ("164", "2016-01-01", "301"),
    ("283", "2016-01-01", "098"),
    ("319", "2016-01-01", "783"),
    ("532", "2016-01-01", "398"),
    ("174", "2017-01-01", "297"),
    ("442", "2017-01-01", "051"),
    ("911", "2020-01-01", "541"),
    ("099", "2021-01-01", "214"),
    ("588", "2025-01-01", "507"),
]


@pytest.mark.parametrize(("code", "date", "successor"), MERGERS)
def test_mergers_since_2014(code: str, date: str, successor: str) -> None:
    past = history(code)
    assert past.successor == successor
    merged = [e for e in past.events if e.kind == "merged"]
    assert [(e.date, e.new) for e in merged] == [(date, (successor,))]
    assert (date, code) in [(e.date, e.old) for e in history(successor).events if e.kind == "received"]


def told(code: str, language: Language = "en") -> list[str]:
    return [f"{e.date} {render(sentence(e), language)}" for e in history(code).events]


def test_events_are_told_in_order() -> None:
    assert told("785") == [
        "1954-01-01 The name Säräisniemi was changed to Vaala",
        "2016-01-01 Moved from Kainuu to North Ostrobothnia",
        "2016-01-01 Moved from Kajaani sub-region to Oulunkaari sub-region",
    ]


def test_a_chain_ends_at_today() -> None:
    assert history("012").successor == "286"  # Anjala -> Anjalankoski -> Kouvola
    assert told("754")[-1] == "2009-01-01 Anjalankoski (754) merged into Kouvola (286)"
    assert "1975-01-01 The name Sippola was changed to Anjalankoski" in told("754")


def test_a_divided_or_ceded_one_has_no_successor() -> None:
    assert history("914").successor is None
    assert "was divided between Hattula (082), Hämeenlinna (109), Janakkala (165), Renko (692)" in told("914")[-1]
    assert history("013").successor is None
    assert told("013") == ["1944-09-19 Antrea (013) was ceded"]


def test_a_moved_border_is_told_with_the_years_between_which_it_moved() -> None:
    event = history("740").events[-1]
    assert (event.date, event.kind, event.old, event.new) == ("2013/2021", "border", "740", ("046",))


def test_today_a_municipality_succeeds_itself() -> None:
    assert history("684").successor == "684"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_is_told_in_every_language(language: Language) -> None:
    kinds = set()
    for code in ("785", "476", "297", "914", "013", "740"):
        kinds |= {e.kind for e in history(code).events}
        assert all(told(code, language))
    assert kinds == {"merged", "split", "renamed", "received", "ceded", "subregion", "region", "border"}


def test_finnish_and_swedish_names_stand_in_their_languages() -> None:
    assert told("785", "fi")[1] == "2016-01-01 Siirtyi Kainuusta Pohjois-Pohjanmaalle"
    assert "Tavastehus (109)" in told("914", "sv")[-1]


def test_an_unknown_code_is_told() -> None:
    with pytest.raises(Problem, match="There is no municipality code 999"):
        history("999")
