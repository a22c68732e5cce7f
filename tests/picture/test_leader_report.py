"""Who leads in the reports: told with its probability and what it stands on, and "not known" where it is not."""

from __future__ import annotations

import pytest

from seutukuva.base import LANGUAGES, Language, LocalName
from seutukuva.documents import Heading, Paragraph, Table
from seutukuva.judgement import LEADERS, Leader, Sign, leader
from seutukuva.picture.leader_report import Led, leader_sentence, programme_leader_blocks, town_leader_blocks

URN = "urn:seutukuva:picture:leader:1"


def led(*says: str) -> Led:
    signs = tuple(Sign(said, "nomination", f"source {place}") for place, said in enumerate(says))
    return Led(URN, leader(signs), signs)


def town(name: str) -> LocalName:
    return LocalName(*[name] * 7)


def said(blocks: object) -> str:
    return str(blocks).replace("\xa0", " ")


def test_the_section_tells_the_leader_its_probability_and_its_signs_and_the_sentence_has_its_urn() -> None:
    blocks = town_leader_blocks(led("city", "city", "city", "company"), "en")
    heading, sentence, shares, signs = blocks[:4]
    assert isinstance(heading, Heading)
    assert heading.text == "Who leads: most probably the city"
    assert isinstance(sentence, Paragraph)
    assert sentence.sentence == URN
    assert sentence.text.endswith("Signs of who leads: 4, sources: 4.")
    assert isinstance(shares, Table)
    assert len(shares.rows) == 5
    assert isinstance(signs, Table)
    assert signs.rows == (
        ("Named by an informant", "the city", "3", "3"),
        ("Named by an informant", "companies", "1", "1"),
    )
    alone, deciding = blocks[4:6]
    assert isinstance(alone, Table)
    assert [row[:2] for row in alone.rows] == [("Named by an informant", "the city")]
    assert "No single source decides" in said(deciding)
    assert "source 1" not in said(blocks), "no source is named"


def test_an_uncertain_leader_and_no_signs_are_not_known() -> None:
    assert led("city", "company").known is None
    assert "Sources that decide, each alone: 1 of 2." in said(town_leader_blocks(led("city", "company"), "en"))
    unsure = leader_sentence(led("city", "company"), "en")
    assert unsure.startswith("Most probable leader: companies (37%); the others together are at least as probable.")
    tied = Led(URN, Leader(dict.fromkeys(LEADERS, 0.2), n_signs=2, n_clusters=2))
    assert leader_sentence(tied, "en").startswith("Two or more leaders are equally probable.")
    blocks = town_leader_blocks(led(), "en")
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Who leads the ecosystem is not known"]
    assert not any(isinstance(block, Table) for block in blocks), "a prior is no finding"
    assert town_leader_blocks(None, "en") == []


def test_the_programme_counts_who_leads_where_and_what_is_not_known() -> None:
    towns = [(town(name), one) for name, one in (("Kuusilahti", led("city", "city", "city")), ("Iso", led()))]
    blocks = programme_leader_blocks(towns, "en")
    assert "number of towns: the city 1; not known 1. Towns in all: 2." in said(blocks)
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[1][1:] == ("not known", "–", "–", "0", "0")
    nothing = programme_leader_blocks([towns[1]], "en")
    assert "Who leads is not known in any town (towns: 1)." in said(nothing)
    assert not any(isinstance(block, Table) for block in nothing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language: Language) -> None:
    towns = [(town("Iso"), one) for one in (led("city", "city"), led("none", "city"), led())]
    blocks = [block for _, one in towns for block in town_leader_blocks(one, language)]
    assert "picture.led" not in said([*blocks, *programme_leader_blocks(towns, language)])
