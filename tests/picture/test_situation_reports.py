"""The situation reports as a reader meets them: the first page, a dimension in full, what is not known, the words."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from seutukuva.base import Language, LocalName
from seutukuva.documents import (
    Document,
    Figure,
    Heading,
    ItemList,
    KeyFigures,
    LevelGrid,
    Note,
    Paragraph,
    Quote,
    Table,
    validate,
)
from seutukuva.judgement import Rating
from seutukuva.picture import (
    Heard,
    NetworkPart,
    Participant,
    ProgrammeMatter,
    ReadFigure,
    Reading,
    TownMatter,
    TownPicture,
    beside_blocks,
    cells,
    participant,
    programme_report,
    stage,
    statistics_lead,
    town_picture_report,
)
from seutukuva.picture.method_report import TERMS, method_blocks, source_blocks
from seutukuva.picture.model_reading import maturity_model
from seutukuva.picture.programme_beside import asking_chapter, network_chapter
from seutukuva.picture.publication import Voice

LANGUAGES = cast(tuple[Language, ...], ("fi", "sv", "en"))
SURE, HALF = 6, 2  # interviews that agree, so that a level is sure; few, so that it is not


def named(name: str) -> LocalName:
    return LocalName(name, name, name, f"{name}ssa", f"{name}n", f"{name}sta", f"{name}an")


def interviews(level: int, count: int) -> list[Rating]:
    return [Rating(level, "interview", f"informant {place}") for place in range(count)]


def town(name: str, levels: dict[str, int], count: int = SURE) -> TownMatter:
    ratings = {dimension: interviews(level, count) for dimension, level in levels.items()}
    judged = cells(ratings)
    picture = TownPicture(
        town=named(name),
        urn=f"urn:seutukuva:programmes:ecosystem:{name.lower()}",
        made_on="2026-11-24",
        synthetic=True,
        cells=judged,
        cell_urns={row.dimension.id: f"urn:seutukuva:picture:cell:{name.lower()}-{row.dimension.id}" for row in judged},
        stage=stage(judged),
    )
    return TownMatter(picture, ratings)


LEVELS = {"direction": 4, "structures": 1, "network": 3, "education": 2, "business": 3, "crossing": 1}


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def below(document: Document, heading: str) -> list[object]:
    """Return the blocks between a heading and the next one."""
    found = [place for place, block in enumerate(document.blocks) if getattr(block, "text", "") == heading]
    rest = document.blocks[found[0] + 1 :]
    end = next((place for place, block in enumerate(rest) if isinstance(block, Heading)), len(rest))
    return list(rest[:end])


def words(document: Document) -> str:
    told = [getattr(block, "text", "") for block in document.blocks]
    told += [item.text for block in document.blocks if isinstance(block, ItemList) for item in block.items]
    return " ".join(told)


def test_the_first_page_names_three_strengths_and_three_needs_and_each_leads_to_its_level() -> None:
    document = town_picture_report(town("Koelahti", LEVELS), "fi")
    validate(document)
    (strengths,) = below(document, "Vahvuudet")
    assert isinstance(strengths, ItemList)
    assert [item.text.split(":")[0] for item in strengths.items] == [
        "Yhteinen suunta",
        "Verkoston vahvuus",
        "Yritys- ja TKI-perusta",
    ]
    (needs,) = below(document, "Kehittämistarpeet")
    assert isinstance(needs, ItemList)
    assert needs.items[0].text.startswith("Orkestrointi ja pysyvät rakenteet: lähes varmasti alle tavoitteen")
    assert "todennäköisimmin 2 tason verran." in needs.items[0].text
    assert "Seuraava taso 2: Vetovastuu on nimetty" in needs.items[0].text
    assert needs.items[0].sentence == "urn:seutukuva:picture:cell:koelahti-structures"
    assert len(needs.items) == 3


def test_a_dimension_tells_its_levels_in_words_who_was_heard_and_what_comes_next() -> None:
    matter = replace(town("Koelahti", LEVELS), heard={"structures": (Heard("yritys", 2, 1), Heard("kaupunki", 4, 0))})
    document = town_picture_report(matter, "fi")
    blocks = below(document, "Orkestrointi ja pysyvät rakenteet: taso 1, käynnistyvä")
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["1 käynnistyvä", "2 kehittyvä", "3 vakiintuva", "4 uudistuva"]
    assert [row[2] for row in table.rows] == ["6", "0", "0", "0"]
    told = " ".join(getattr(block, "text", "") for block in blocks)
    assert "Arvioidut 6 kohtaa: kaupunki 4, yritys 2. Julkisesti saa lainata: 1." in told
    assert "Tavoite on taso 3, ja siihen on 2 tasoa (lähes varmasti alle tavoitteen)." in told
    assert "informant" not in words(document), "no source is named"


def test_where_no_set_has_a_single_level_the_report_calls_none_almost_certain() -> None:
    said = {"business": interviews(1, 1)}
    judged = cells(said)
    picture = replace(town("Koelahti", {}).picture, cells=judged, stage=stage(judged))
    told = words(town_picture_report(TownMatter(picture, said), "fi"))
    assert "90 prosentin joukossa on useampi taso kaikissa tunnetuissa ulottuvuuksissa (1)" in told
    assert "niissä taso on lähes varma" not in told


def test_a_report_counts_the_dimensions_of_the_programmes_own_model() -> None:
    own = replace(maturity_model(), dimensions=maturity_model().dimensions[:5], gates=(), min_known=3)
    said = {"direction": interviews(1, SURE)}
    judged = cells(said, own)
    picture = replace(town("Koelahti", {}).picture, cells=judged, stage=stage(judged))
    matter = TownMatter(picture, said)
    document = town_picture_report(matter, "en")
    whole = programme_report(ProgrammeMatter("Koe", picture.urn, "2026-11-24", True, (matter,)), "en")
    grids = [block for one in (document, whole) for block in one.blocks if isinstance(block, LevelGrid)]
    assert {grid.caption for grid in grids} == {"5 dimensions, levels 1–4"}
    assert "The maturity stage is told when at least 3 dimensions are known" in words(document)
    assert "It tells what is known and where to go on." in words(document), "a town on no map has no statistics"


def test_sources_that_contradict_each_other_are_brought_up_and_not_averaged_away() -> None:
    said = {"business": [*interviews(1, SURE), *(Rating(4, "statistic", f"table {n}") for n in range(3))]}
    matter = town("Koelahti", {})
    judged = cells(said)
    picture = replace(matter.picture, cells=judged, stage=stage(judged))
    document = town_picture_report(TownMatter(picture, said), "en")
    (text, note, table) = below(document, "In 1 dimension the sources contradict each other")
    assert isinstance(text, Paragraph)
    assert isinstance(note, Note)
    assert isinstance(table, Table)
    assert "by “statistics” the level is 4, by “interview” 1" in note.text
    assert [cell.split(" ")[0] for cell in table.rows[0][2:]] == ["1", "4"]


def test_figures_read_as_levels_stand_with_their_reason_and_their_urn() -> None:
    urn = "urn:seutukuva:indicators:value:tertiary@140@2018"
    figure = ReadFigure(urn, "Korkeakoulutettuja 15,2 %", 2, "Tuotekehitys tarvitsee korkeakoulutettuja.")
    document = town_picture_report(replace(town("Koelahti", LEVELS), figures={"business": (figure,)}), "fi")
    items = [item for block in document.blocks if isinstance(block, ItemList) for item in block.items]
    (item,) = [item for item in items if item.sentence == urn]
    assert item.text == "Korkeakoulutettuja 15,2 %: taso 2. Tuotekehitys tarvitsee korkeakoulutettuja."


@pytest.mark.parametrize(
    ("language", "unknown", "statistics", "levels"),
    [
        ("fi", "8 ulottuvuudesta ei ole vielä tietoa", "Mitä tilastot kertovat", "Liite: ulottuvuudet ja niiden tasot"),
        (
            "sv",
            "Om 8 dimensioner finns ingen information ännu",
            "Vad statistiken säger",
            "Bilaga: dimensionerna och deras nivåer",
        ),
        (
            "en",
            "8 dimensions are not known yet",
            "What the statistics tell",
            "Appendix: the dimensions and their levels",
        ),
    ],
)
def test_a_real_town_of_which_nothing_is_known_says_so_and_is_still_useful(
    language: Language, unknown: str, statistics: str, levels: str
) -> None:
    iisalmi = participant("iisalmi")
    empty = town("Iisalmi", {})
    matter = replace(
        empty,
        picture=replace(empty.picture, town=iisalmi.name, synthetic=False),
        statistics_lead=statistics_lead(iisalmi.municipalities, language, name=iisalmi.name),
    )
    document = town_picture_report(matter, language)
    validate(document)
    assert unknown in headings(document)
    assert levels in headings(document)
    (lead,) = below(document, statistics)
    assert isinstance(lead, ItemList)
    assert len(lead.items) == 4
    assert not any(isinstance(block, Figure) and block.id == "probabilities" for block in document.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programmes_report_counts_gaps_tells_where_towns_differ_and_explains_its_words(language: Language) -> None:
    towns = (town("Koelahti", LEVELS), town("Mallila", {**LEVELS, "structures": 4}), town("Tyhjälä", {}))
    matter = ProgrammeMatter("Koe", "urn:seutukuva:programmes:programme:1", "2026-11-24", synthetic=True, towns=towns)
    document = programme_report(matter, language)
    validate(document)
    tables = {block.caption: block for block in document.blocks if isinstance(block, Table)}
    gaps = {
        "fi": "Kehittämistarpeet ulottuvuuksittain",
        "sv": "Utvecklingsbehoven per dimension",
        "en": "Development needs by dimension",
    }
    first = tables[gaps[language]].rows[0]
    assert first[1:4] == ("2", "2", "4"), "partnership lacks two levels in two towns"
    differ = {
        "fi": "Kaupungit eroavat selvästi 1 ulottuvuudessa",
        "sv": "Städerna skiljer sig klart i 1 dimension",
        "en": "The towns clearly differ in 1 dimension",
    }
    (_, apart) = below(document, differ[language])
    assert isinstance(apart, Table)
    assert apart.rows[0][1:] == ("1/1", "4: Mallila", "1: Koelahti")
    glossary = document.blocks[-1]
    assert isinstance(glossary, Table)
    assert len(glossary.rows) == len(TERMS)
    assert all(cell and "picture." not in cell for row in glossary.rows for cell in row)
    (grid,) = [block for block in document.blocks if isinstance(block, Figure) and block.id == "below-target"]
    assert "Tyhjälä" in grid.alternative


@pytest.mark.parametrize("language", LANGUAGES)
def test_real_towns_stand_side_by_side_in_statistics(language: Language) -> None:
    towns: list[Participant] = [participant("iisalmi"), participant("rauma")]
    blocks = beside_blocks(towns, language)
    figures = [block for block in blocks if isinstance(block, Figure)]
    assert len(figures) == 4
    assert all(figure.source.licence and len(figure.table.rows) == len(towns) for figure in figures)
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [len(towns) + 1] * 2, "the country stands below the towns"
    assert beside_blocks(towns[:1], language) == ()


def test_every_gate_and_target_of_the_model_stands_in_the_method() -> None:
    document = town_picture_report(town("Koelahti", LEVELS, HALF), "en")
    told = words(document)
    assert "Condition for the stage establishing: orchestration and permanent structures at level 3 or above." in told
    assert "only with at least 2 kinds of source" in told
    sizes = next(b for b in document.blocks if isinstance(b, Table) and b.caption.startswith("Sizes of error"))
    assert len(sizes.rows) == len(maturity_model().errors.kinds)


def test_thresholds_are_stated_as_the_model_has_them_and_falling_ones_said_so() -> None:
    rising = Reading("business", "index", "1", "statistic", thresholds=(0.0004, 0.0125, 0.0375))
    falling = replace(rising, thresholds=(20.0, 12.0, 5.5))
    share = Reading("business", "indicator", "tertiary", "statistic", thresholds=(0.11, 0.175, 0.27))
    items = [
        item.text
        for block in method_blocks(replace(maturity_model(), readings=(rising, falling, share)), "en")
        if isinstance(block, ItemList)
        for item in block.items
        if "begins at" in item.text
    ]
    assert items[0].endswith("(statistics): level 2 begins at 0.0004, level 3 at 0.0125 and level 4 at 0.0375.")
    assert "the smaller the figure, the higher the level; level 2 begins at 20, level 3 at 12" in items[1]
    assert "“Adults with a university-level degree” (statistics): level 2 begins at 11%, level 3 at 17.5%" in items[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dimension_stands_on_its_page_across_the_towns_with_what_was_said_at_each_level(language: Language) -> None:
    said = [
        Voice(f"urn:seutukuva:evidence:passage:{n}", f"Sanat {n}.", "fi", "direction", ("haastattelu",), level)
        for n, level in enumerate((4, 4, 1), start=1)
    ]
    metric = ("Koemitta", "30 %", "20 % – 40 %", "Mitä se kertoo.")
    first = town("Koelahti", LEVELS)
    parts = (
        NetworkPart(12, 20, (metric,), ends=((0.2, 0.4),)),
        NetworkPart(12, 20, (("Koemitta", "70 %", "60 % – 80 %", "Mitä se kertoo."),), ends=((0.6, 0.8),)),
        NetworkPart(3, 2, (metric,), ends=((0.2, 0.4),)),
    )
    towns = (
        replace(
            first,
            picture=replace(first.picture, voices=tuple(said)),
            heard={"direction": (Heard("yritys", 3, 3),)},
            figures={"direction": (ReadFigure("urn:seutukuva:indicators:value:x", "Luku 5 %", 2),)},
            network=parts[0],
        ),
        replace(town("Mallila", {"direction": 1}), network=parts[1]),
        replace(town("Tyhjälä", {}), network=parts[2]),
    )
    matter = ProgrammeMatter("Koe", "urn:seutukuva:programmes:programme:1", "2026-11-24", synthetic=True, towns=towns)
    document = programme_report(matter, language)
    validate(document)
    (figure,) = [block for block in document.blocks if isinstance(block, Figure) and block.id == "levels-direction"]
    assert [row[0] for row in figure.table.rows] == ["Koelahti", "Mallila", "Tyhjälä"]
    assert figure.table.rows[2][1:] == ("–",) * 4, "no information is never a level"
    page = document.blocks[document.blocks.index(figure) :]
    quotes = [block for block in page if isinstance(block, Quote)][:2]
    assert [quote.text for quote in quotes] == ["Sanat 3.", "Sanat 1."], "by level, one of a town"
    assert all(quote.tags[0] == "Koelahti" for quote in quotes)
    tables = {block.caption: block for block in document.blocks if isinstance(block, Table)}
    networks = {
        "fi": "Kaupunkien verkostojen tunnusluvut ja niiden 95 prosentin välit",
        "sv": "Nyckeltal för städernas nätverk med 95 procents intervall",
        "en": "Metrics of the towns' networks with 95% intervals",
    }
    assert tables[networks[language]].rows[-1] == ("Koemitta", "30 % (20–40 %)", "70 % (60–80 %)")
    told = words(document)
    unknown = {"fi": "Verkostosta ei ole tietoa: Tyhjälä.", "sv": "Om nätverket saknas uppgift: Tyhjälä."}
    assert unknown.get(language, "No information on the network: Tyhjälä.") in told
    apart = {"fi": "selvästi enemmän Mallila", "sv": "tydligt mer Mallila", "en": "clearly more Mallila"}
    assert apart[language] in told


def test_a_report_tells_what_has_changed_since_it_was_published_before() -> None:
    def report(level: int, earlier: Document | None) -> Document:
        urn = "urn:seutukuva:programmes:programme:1"
        towns = (town("Koelahti", {"direction": level}), town("Mallila", {"direction": 1}))
        return programme_report(ProgrammeMatter("Koe", urn, "2026-11-24", True, towns, earlier=earlier), "en")

    first = report(2, None)
    assert "The report has not been published before in this language" in words(first)
    assert "The levels and the stages are as they were." in words(report(2, first))
    (changed,) = [
        block
        for block in report(3, first).blocks
        if isinstance(block, Table) and block.caption == "1 level has changed"
    ]
    assert changed.rows == (("Koelahti", "Shared direction", "2 (2)", "3 (3)"),)


def test_what_has_the_same_name_in_two_towns_is_two_sources() -> None:
    towns = (town("Koelahti", {"direction": 2}), town("Mallila", {"direction": 3}))
    matter = ProgrammeMatter("Koe", "urn:seutukuva:programmes:programme:1", "2026-11-24", True, towns)
    document = programme_report(matter, "en")
    figures = next(block for block in document.blocks if isinstance(block, KeyFigures))
    table = next(b for b in document.blocks if isinstance(b, Table) and b.caption == "Sources of the ratings by kind")
    assert table.rows == (("Interview", str(2 * SURE), str(2 * SURE), "0"),)
    assert [item.value for item in figures.items if item.label == "sources"] == [str(2 * SURE)]


def test_a_town_that_joined_or_left_is_no_change_of_levels() -> None:
    def report(names: tuple[str, ...], earlier: Document | None = None) -> Document:
        towns = tuple(town(name, {"direction": 2}) for name in names)
        urn = "urn:seutukuva:programmes:programme:1"
        return programme_report(ProgrammeMatter("Koe", urn, "2026-11-24", True, towns, earlier=earlier), "en")

    document = report(("Koelahti", "Uusila"), report(("Koelahti", "Mallila")))
    told = words(document)
    assert "as they were. New in the report: Uusila. No longer in the report: Mallila." in told
    captions = [block.caption for block in document.blocks if isinstance(block, Table)]
    assert not [caption for caption in captions if "changed" in caption]


def test_every_town_that_is_said_to_have_more_has_more_than_each_that_has_less() -> None:
    ends = {"Koelahti": (5.0, 6.0), "Mallila": (3.5, 3.9), "Tyhjälä": (1.0, 4.0), "Uusila": (1.0, 3.0)}
    towns = tuple(
        replace(town(name, {}), network=NetworkPart(12, 20, (("Koemitta", "", "–", ""),), ends=(pair,)))
        for name, pair in ends.items()
    )
    told = " ".join(item.text for block in network_chapter(towns, "en") for item in getattr(block, "items", ()))
    assert told == "Koemitta: clearly more Koelahti, clearly less Mallila, Tyhjälä, Uusila."


def test_where_many_towns_are_equal_none_is_named_to_be_asked_first() -> None:
    towns = tuple(town(name, {"direction": 2} if name == "A" else {}) for name in "ABCDE")
    table = next(block for block in asking_chapter(towns, "fi") if isinstance(block, Table))
    assert {row[0]: row[2] for row in table.rows}["Yhteinen suunta"] == "4 kaupunkia yhtä lailla"
    assert {row[2] for row in table.rows[1:]} >= {"5 kaupunkia yhtä lailla"}
    few = next(block for block in asking_chapter(towns[:2], "fi") if isinstance(block, Table))
    assert {row[0]: row[2] for row in few.rows}["Yhteinen suunta"] == "B"


@pytest.mark.parametrize(
    ("empty", "told"), [(0, []), (1, ["Arvioissa on mukana 1 arvio"]), (2, ["Arvioissa on mukana 2"])]
)
def test_ratings_without_information_are_counted_in_words_beside_the_table(empty: int, told: list[str]) -> None:
    blocks = source_blocks([[Rating(3, "interview", "a"), *[Rating(None, "interview", "b")] * empty]], "fi")
    notes = [block.text for block in blocks if isinstance(block, Note)][:-1]
    assert len(notes) == len(told)
    assert all(note.startswith(start) for note, start in zip(notes, told, strict=True))
