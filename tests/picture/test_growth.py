"""Growth areas: what is named, what the statistics show, and what only one of the two says."""

import pytest

from seutukuva.base import LANGUAGES, render
from seutukuva.indicators import SECTIONS, location_quotients
from seutukuva.picture.growth import IndustryFigure, Mention, growth, themes, themes_in


def mention(number: int, words: str, sector: str, theme: str = "") -> Mention:
    return Mention(f"urn:seutukuva:evidence:passage:{number}", words, f"K-{number}", sector, theme)


NAMED = [
    mention(1, "Merituulen huoltoon, heti.", "company"),
    mention(2, "Merituulivoiman puolelle pitää päästä.", "education"),
    mention(3, "Telakalta lähtee.", "city"),
    mention(4, "Kierrätys, siinä meillä olisi etumatkaa.", "company"),
    mention(5, "Emme sano mitään alaa.", "company"),
    mention(6, "Se tuli puheeksi.", "company", "tourism"),
]
FIGURES = [
    IndustryFigure("C", 0.34, 2.65, "urn:seutukuva:indicators:value:jobs_share_c@684@2017"),
    IndustryFigure("I", 0.03, 0.9),
    IndustryFigure("A", 0.10, 3.0),
    IndustryFigure("O", 0.20, 3.0),
    IndustryFigure("B", 0.004, 2.0),
]


def test_three_classes_and_what_names_no_theme() -> None:
    found = growth(NAMED, FIGURES)
    assert [(area.id, area.standing, area.certainty) for area in found.areas] == [
        ("maritime", "supported", "probable"),  # three sources of three sectors, and the jobs
        ("maintenance", "supported", "weak"),  # one source
        ("circular", "named", "weak"),  # no figure of the industry
        ("tourism", "named", "weak"),  # the code says which; fewer jobs than in the country
        ("section-a", "statistics", "weak"),  # not O, which no theme has, nor B, where hardly anybody works
    ]
    assert [row.cluster for row in found.unplaced] == ["K-5"]
    maritime = found.areas[0]
    assert maritime.carriers == (*(row.urn for row in NAMED[:3]), FIGURES[0].urn)
    assert render(maritime.message, "fi") == (
        "Meriteollisuus ja merituuli: todennäköinen kasvuala. Sen nimeää 3 lähdettä (sektoreita 3). Tilastot tukevat "
        "sitä: toimialan ”Teollisuus” osuus työpaikoista (34,0\u00a0%) on 2,6-kertainen koko maahan verrattuna."
    )
    silent = growth([mention(8, "Kierrätys.", "")], []).areas[0].message
    assert "Sen nimeää 1 lähde (sektoria ei ole kerrottu)." in render(silent, "fi")
    assert "The statistics say nothing of it" in render(found.areas[2].message, "en")
    assert "Statistiken stöder det inte" in render(found.areas[3].message, "sv")


def test_where_nobody_was_asked_only_the_statistics_speak() -> None:
    found = growth([], FIGURES, asked=False)
    assert {area.standing for area in found.areas} == {"statistics"}
    assert "Nobody has been asked" in render(found.areas[0].message, "en")
    assert growth([], []).areas == ()


def test_one_informant_who_says_it_often_counts_once() -> None:
    often = [Mention(f"urn:seutukuva:evidence:passage:{n}", "laivat", "K-1", "company") for n in range(5)]
    area = growth(often, FIGURES).areas[0]
    assert (area.informants, area.certainty, len(area.mentions)) == (1, "weak", 5)


def test_the_mapping_is_sound() -> None:
    rows = themes()
    assert len({theme.id for theme in rows}) == len(rows)
    assert {section for theme in rows for section in theme.sections} <= set(SECTIONS)
    assert all(theme.words and all(theme.name.text(language) for language in LANGUAGES) for theme in rows)


@pytest.mark.parametrize(("words", "found"), [("Hamnen", ("logistics",)), ("satamassa", ("logistics",)), ("asia", ())])
def test_words_are_known_by_their_beginning(words: str, found: tuple[str, ...]) -> None:
    assert themes_in(words) == found


def test_a_real_municipality_has_its_industries() -> None:
    rows = location_quotients("172").iter_rows(named=True)  # Joutsa
    figures = [IndustryFigure(row["section"], row["share"], row["lq"]) for row in rows if row["lq"] is not None]
    assert [area.id for area in growth([], figures, asked=False).areas] == ["section-a", "section-f", "section-q"]
