"""What may tell who spoke is found in any form, replaced without loss, and restored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.base import LANGUAGES, Language, Problem, render
from seutukuva.evidence import anchor
from seutukuva.evidence.pseudonyms import (
    Decision,
    Entry,
    Suggestion,
    backwards,
    business_id_holds,
    iban_holds,
    identity_code_holds,
    moved,
    replace,
    residual_risks,
    restore,
    restored,
    suggest,
)


# 131052-308T is the agency's old example; the others are of those it published for testing the new century signs, with
# numbers of 900 and over, which are given to nobody.
@pytest.mark.parametrize(
    ("code", "holds"),
    [
        ("131052-308T", True),
        ("131052–308T", True),
        ("131052Y308T", True),
        ("131052U308T", True),
        ("131052-308t", True),
        ("010594Y9032", True),
        ("010594Y9021", True),
        ("020594X903P", True),
        ("020594X902N", True),
        ("030594W903B", True),
        ("030694W9024", True),
        ("040594V9030", True),
        ("040594V902Y", True),
        ("050594U903M", True),
        ("050594U902L", True),
        ("010516B903X", True),
        ("010516B902W", True),
        ("020516C903K", True),
        ("020516C902J", True),
        ("030516D9037", True),
        ("030516D9026", True),
        ("010501E9032", True),
        ("020502E902X", True),
        ("020503F9037", True),
        ("020504A902E", True),
        ("020504B904H", True),
        ("131052-308U", False),
        ("310252-308T", False),
        ("131052G308T", False),
        ("131052-30", False),
    ],
)
def test_an_identity_code_is_checked_with_the_century_signs_of_2023(code: str, holds: bool) -> None:
    assert identity_code_holds(code) is holds


@pytest.mark.parametrize(
    ("code", "holds"),
    [
        ("0112038-9", True),
        ("FI01120389", True),
        ("0112038-8", False),
        ("1572860-0", True),
        ("1234567-8", False),
        ("x", False),
    ],
)
def test_a_business_id_is_checked(code: str, holds: bool) -> None:
    assert business_id_holds(code) is holds


@pytest.mark.parametrize(
    ("code", "holds"),
    [
        ("FI21 1234 5600 0007 85", True),
        ("GB82WEST12345698765432", True),
        ("FI21 1234 5600 0007 86", False),
        ("FI2", False),
    ],
)
def test_an_account_number_is_checked(code: str, holds: bool) -> None:
    assert iban_holds(code) is holds


# language | text | category | words | base form
CASES = """
fi | Virtaselle soitettiin eilen.                     | person        | Virtaselle            | Virtanen
fi | Kysyin asiaa Virtasen kautta.                    | person        | Virtasen              | Virtanen
fi | Sen hoiti Maija Virtanen itse.                   | person        | Maija Virtanen        | Maija Virtanen
fi | Maija Virtaselta kuulin sen.                     | person        | Maija Virtaselta      | Maija Virtanen
fi | Soitin Pekalle.                                  | person        | Pekalle               | Pekka
fi | Kysy rehtori Lindqvistiltä.                      | person        | Lindqvistiltä         | Lindqvist
fi | Asun Kuusilahdessa.                              | place         | Kuusilahdessa         | Kuusilahti
fi | Tulimme Raumalta.                                | place         | Raumalta              | Rauma
fi | Kristiinankaupungissa on satama.                 | place         | Kristiinankaupungissa | Kristiinankaupunki
fi | Pajan osti Äkäslompolon Teräs Oy:lle Matti. | organisation | Äkäslompolon Teräs Oy:lle | Äkäslompolon Teräs Oy
fi | Meidän Kehitysyhtiö auttoi.                      | organisation  | Kehitysyhtiö          | Kehitysyhtiö
fi | Kirjoita osoitteeseen etu.suku@example.fi.       | email         | etu.suku@example.fi   | etu.suku@example.fi
fi | Numero on +358 40 123 4567.                      | phone         | +358 40 123 4567      | 0401234567
fi | Numero on 040-1234567, soita.                    | phone         | 040-1234567           | 0401234567
fi | Tunnus on 131052-308T.                           | identity_code | 131052-308T           | 131052-308T
fi | Tunnus on 131052-308U.                           | identity_code | 131052-308U           | 131052-308U
fi | Yritys 0112038-9 maksoi.                         | business_id   | 0112038-9             | 0112038-9
fi | Tili FI21 1234 5600 0007 85 on auki.             | other         | FI21 1234 5600 0007 85 | FI2112345600000785
fi | Katso www.example.fi/sivu, kiitos.               | other         | www.example.fi/sivu   | www.example.fi/sivu
fi | Kone on nimeltään Xyrkkö.                        | other         | Xyrkkö                | Xyrkkö
sv | Vi ringde Anders Lindqvist i går.                | person        | Anders Lindqvist      | Anders Lindqvist
sv | Det var Svenssons idé.                           | person        | Svenssons             | Svensson
sv | Han bor i Kristinestad.                          | place         | Kristinestad          | Kristiinankaupunki
sv | Vi köpte av Storsunds Varv Ab.                   | organisation  | Storsunds Varv Ab     | Storsunds Varv Ab
en | We met Anders Lindqvist there.                   | person        | Anders Lindqvist      | Anders Lindqvist
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def found(text: str, language: Language, **given: list[str]) -> list[tuple[str, str, str]]:
    return [(one.category, one.text, one.base) for one in suggest(text, language, **given)]


@pytest.mark.parametrize(("language", "text", "category", "words", "base"), rows(CASES))
def test_what_tells_is_suggested_in_its_base_form(
    language: Language, text: str, category: str, words: str, base: str
) -> None:
    assert (category, words, base) in found(text, language)


SILENT = """
fi | Yhteistyö sujuu hyvin, mutta rahoitus puuttuu.
fi | Ihmiset tulivat. Suomalainen yritys kasvaa. Toivo elää.
fi | Puhuttiin TKI-ohjelmasta ja EU:n rahoitus, Suomessa ja Ruotsissa.
fi | Vuonna 2023 oli 12 345 asukasta, ja 12.3.2024 kasvu oli 2,5 prosenttia.
fi | H: Miten menee?
fi | Puhuttiin [henkilö 1] kanssa paikassa [paikka 2].
sv | Samarbetet går bra. Företagen växer i Finland.
en | The cooperation works. Companies grow in Finland.
"""


@pytest.mark.parametrize(("language", "text"), rows(SILENT))
def test_common_words_and_figures_are_left_alone(language: Language, text: str) -> None:
    assert found(text, language) == []


def test_a_name_that_was_found_whole_is_found_alone_later() -> None:
    text = "Maija Lindströmin mukaan. Lindström sanoi niin."
    assert [(one[0], one[1]) for one in found(text, "fi")] == [("person", "Maija Lindströmin"), ("person", "Lindström")]


def test_given_names_are_found_in_every_form() -> None:
    text = "Aallokas puhui, Aallokkaan Värkin pomo. Värkki on Ykkölässä, Ykkölän Pajan vieressä."
    names = found(text, "fi", known_names=["Värkki"], known_places=["Ykkölä"], known_organisations=["Ykkölän Paja"])
    assert {
        ("person", "Värkin", "Värkki"),
        ("person", "Värkki", "Värkki"),
        ("place", "Ykkölässä", "Ykkölä"),
        ("organisation", "Ykkölän Pajan", "Ykkölän Paja"),
    } <= set(names)


def test_every_reason_is_told_in_three_languages() -> None:
    text = " ".join(row[1] for row in rows(CASES)) + " Maija Aallon Aalto ja Sirkka Salmi. Ystävä Nurmi ja Virtanen."
    for one in suggest(text, "fi", ["Matti"]):
        for language in LANGUAGES:
            assert render(one.reason, language)


def decided(suggestions: tuple[Suggestion, ...]) -> list[Decision]:
    return [Decision(one.start, one.end, one.category, one.base) for one in suggestions]


TEXT = "Maija Virtanen asuu Raumalla. Virtaselle soitti Pekka Korhonen. Raumalta tuli Korhosen auto."


def test_the_same_thing_has_the_same_number() -> None:
    replaced = replace(TEXT, "fi", decided(suggest(TEXT, "fi")))
    assert replaced.text == (
        "[henkilö 1] asuu [paikka 1]. [henkilö 1] soitti [henkilö 2]. [paikka 1] tuli [henkilö 2] auto."
    )
    first = replaced.key[0]
    assert (first.marker, first.base, first.originals) == (
        "[henkilö 1]",
        "Maija Virtanen",
        ("Maija Virtanen", "Virtaselle"),
    )
    assert restore(replaced.text, replaced.key) == TEXT


@pytest.mark.parametrize(
    ("language", "marker"), [("fi", "[organisaatio 1]"), ("sv", "[organisation 1]"), ("en", "[organisation 1]")]
)
def test_markers_are_in_the_language_of_the_text(language: Language, marker: str) -> None:
    assert replace("Alfa", language, [Decision(0, 4, "organisation", "Alfa")]).text == marker


def test_two_with_one_surname_are_not_taken_for_one() -> None:
    text = "Maija Virtanen ja Pekka Virtanen. Virtanen tuli."
    assert replace(text, "fi", decided(suggest(text, "fi"))).text == "[henkilö 1] ja [henkilö 2]. [henkilö 3] tuli."


def test_a_thing_keeps_the_number_that_it_has_in_other_texts() -> None:
    known = [Entry("[henkilö 7]", "person", "Maija Virtanen"), Entry("odd", "person", "Odd")]
    replaced = replace("Virtanen ja Korhonen", "fi", decided(suggest("Virtanen ja Korhonen", "fi")), known=known)
    assert replaced.text == "[henkilö 7] ja [henkilö 8]"


def test_a_text_can_be_replaced_in_again() -> None:
    once = replace(TEXT, "fi", decided(suggest(TEXT, "fi"))[1:2])
    assert "Maija Virtanen asuu [paikka 1]" in once.text
    again = replace(once.text, "fi", decided(suggest(once.text, "fi")), before=once.key)
    assert again.text == replace(TEXT, "fi", decided(suggest(TEXT, "fi"))).text
    assert restore(again.text, again.key) == TEXT


def test_a_marker_too_many_is_restored_to_the_base_form() -> None:
    replaced = replace("Virtaselle", "fi", [Decision(0, 10, "person", "Virtanen")])
    assert restore(f"{replaced.text} ja {replaced.text}", replaced.key) == "Virtaselle ja Virtanen"
    assert restore("Sama", ()) == "Sama"


def test_overlaps_and_places_outside_are_refused() -> None:
    with pytest.raises(Problem, match="overlap"):
        replace("Maija Virtanen", "fi", [Decision(0, 14, "person", "A"), Decision(6, 14, "person", "B")])
    with pytest.raises(Problem, match="outside"):
        replace("Maija", "fi", [Decision(0, 6, "person", "Maija")])


@st.composite
def texts_with_decisions(draw: st.DrawFn) -> tuple[str, list[Decision]]:
    text = draw(st.text(alphabet="aB ä😀.[]henkilö 12", min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    categories, bases = st.sampled_from(["person", "place", "phone"]), st.sampled_from(["A", "B", "C A"])
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Decision(a, b, draw(categories), draw(bases)) for a, b in pairs if a < b]


@given(texts_with_decisions(), st.sampled_from(LANGUAGES))
def test_what_is_replaced_is_restored_to_the_letter(case: tuple[str, list[Decision]], language: Language) -> None:
    text, decisions = case
    replaced = replace(text, language, decisions)
    assert restore(replaced.text, replaced.key) == text


@given(texts_with_decisions(), st.data())
def test_anchors_stay_on_their_words(case: tuple[str, list[Decision]], data: st.DataObject) -> None:
    text, decisions = case
    replaced = replace(text, "fi", decisions)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    new_start, new_end = moved(start, end, replaced.shifts)
    assert 0 <= new_start < new_end <= len(replaced.text)
    touched = [one for one in decisions if one.start < end and start < one.end]
    if not touched:
        assert replaced.text[new_start:new_end] == text[start:end]
    back = moved(new_start, new_end, backwards(replaced.shifts))
    whole = min([start, *(one.start for one in touched)]), max([end, *(one.end for one in touched)])
    assert back == whole


@given(texts_with_decisions())
def test_restoring_tells_where_every_name_stands_again(case: tuple[str, list[Decision]]) -> None:
    text, decisions = case
    replaced = replace(text, "fi", decisions)
    whole, shifts = restored(replaced.text, replaced.key)
    assert whole == text
    assert shifts == backwards(replaced.shifts)


def test_a_text_without_a_key_is_restored_as_it_is() -> None:
    assert restored("[henkilö 1] soitti.", ()) == ("[henkilö 1] soitti.", ())


def test_a_passage_keeps_its_words_through_replacing_and_back() -> None:
    quote = "Virtaselle soitti Pekka Korhonen."
    start = TEXT.index(quote)
    replaced = replace(TEXT, "fi", decided(suggest(TEXT, "fi")))
    new = moved(start, start + len(quote), replaced.shifts)
    assert anchor(replaced.text, *new).quote == "[henkilö 1] soitti [henkilö 2]."
    assert moved(*new, backwards(replaced.shifts)) == (start, start + len(quote))


def test_what_is_left_to_think_of_is_listed() -> None:
    text = (
        "Olin [paikka 1] ainoa rehtori ja 54-vuotias. Konkurssi tuli 12.3.2019, vaimo sairastui maaliskuussa 2020. "
        "Sen hoiti Korhonen."
    )
    risks = {risk.code.rsplit(".", 1)[1]: risk.parameters for risk in residual_risks(text, "fi")}
    assert set(risks) == {"names", "role_and_place", "dates", "ages", "unique", "events", "family"}
    assert risks["dates"] == {"count": 2, "examples": "12.3.2019, maaliskuussa 2020"}
    assert risks["role_and_place"] == {"count": 1, "examples": "rehtori"}
    for risk in residual_risks(text, "fi"):
        for language in LANGUAGES:
            assert render(risk, language)
    assert residual_risks("Yhteistyö sujuu.", "fi") == ()
