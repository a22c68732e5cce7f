"""What towns share is told with true numbers; a difference is clear only when the 90 % sets do not overlap."""

from __future__ import annotations

import pytest

from seutukuva.base import LANGUAGES, LocalName, render
from seutukuva.judgement import Rating
from seutukuva.picture import ProgrammeRow, cells, read_training_network, stage
from seutukuva.picture.across import differences, likeness, most_different, nearest, spreads
from seutukuva.picture.shared import (
    common_sentences,
    leader_sentences,
    read_shared_rules,
    shared,
    stage_sentences,
)


def row(name: str, **levels: int) -> ProgrammeRow:
    """A town whose dimensions stand on two interviews and a document each."""
    judged = cells(
        {
            dimension: [
                Rating(level, "interview", "1"),
                Rating(level, "interview", "2"),
                Rating(level, "document", "3"),
            ]
            for dimension, level in levels.items()
        }
    )
    return ProgrammeRow(named(name), judged, stage(judged))


def named(name: str) -> LocalName:
    return LocalName(*[name] * 7)


@pytest.fixture(scope="module")
def training() -> list[ProgrammeRow]:
    judged = [(town.name, cells(town.ratings_by_dimension())) for town in read_training_network().towns]
    return [ProgrammeRow(name, found, stage(found)) for name, found in judged]


def test_the_sentences_count_the_training_towns(training: list[ProgrammeRow]) -> None:
    told = [render(message, "en") for message in (*stage_sentences(training), *common_sentences(training))]
    assert told[:2] == [
        "2 towns are at stage 1 (starting): Rantakylä and Ylikangas.",
        "4 towns are at stage 2 (developing): Kuusilahti, Mäntysalmi, Hopeakoski and Storsund.",
    ]
    assert told[2].startswith("Cooperation with the State is below its target in 5 of the 5 towns"), "commonest first"
    structures = next(text for text in told if text.startswith("Orchestration"))
    assert structures.startswith("Orchestration and permanent structures are below their target in 5 of the 6 towns")


def test_what_is_not_known_is_counted_apart() -> None:
    towns = [row("A", education=3), row("B", education=3), row("C")]
    told = [render(message, "fi") for message in common_sentences(towns)]
    assert "Oppilaitosyhteistyö on tavoitteessa 2 kaupungissa; tietoa on 2 kaupungista." in told
    assert "Ulottuvuudesta ”yhteinen suunta” ei ole tietoa 3 kaupungista; kaupunkeja on 3." in told
    assert "ei voi vielä kertoa 3 kaupungista: A, B ja C." in render(stage_sentences(towns)[0], "fi")


def test_leaders_are_counted_and_the_unknown_told() -> None:
    leaders = [(named("A"), "none"), (named("B"), None), (named("C"), "city"), (named("D"), "city")]
    assert [render(message, "sv") for message in leader_sentences(leaders)] == [
        "Sannolikaste ledare i 2 av 4 städer: staden (C och D).",
        "Sannolikaste ledare i 1 av 4 städer: ingen (A).",
        "Det är inte känt vem som leder: B.",
    ]


def test_what_counts_as_common_is_said_by_the_rules_and_not_by_the_code() -> None:
    towns = [row("A", education=4), row("B", education=4), row("C", education=1), row("D", education=1)]
    leaders = [(town.town, "city", town.town.fi == "A") for town in towns]
    told = {one.id: one for one in shared(towns, leaders)}
    assert {"stage_unknown", "leader.city", "below.education", "reached.education", "unknown.state"} <= told.keys()
    assert [(told[id_].towns, told[id_].of, told[id_].certain) for id_ in ("leader.city", "reached.education")] == [
        (4, 4, 1),
        (2, 4, 2),
    ]
    assert shared(towns[:1], leaders[:1]) == ()
    strict = """fewest_towns = 2
    [[rules]]
    about = "below"
    code = "picture.across.below"
    when = [["percent", 51, 100]]
    order = "model"
    [[rules]]
    about = "reached"
    code = "picture.across.reached"
    when = [["certain", 2, 1000]]
    order = "model"
    """
    assert [one.id for one in shared(towns, leaders, read_shared_rules(strict))] == ["reached.education"]
    with pytest.raises(ValueError, match="weather"):
        read_shared_rules(strict.replace('"certain"', '"weather"'))


def test_a_difference_is_clear_only_when_the_sets_do_not_overlap() -> None:
    weak = cells({"education": [Rating(3, "interview", "1")]})
    one, other = row("A", education=1, business=4), row("B", education=4)
    unsure = ProgrammeRow(named("C"), weak, stage(weak))
    found = {gap.dimension.id: render(gap.message, "en") for gap in differences(one, other)}
    assert found["education"] == "a clear difference: B is higher"
    assert found["business"] == "cannot be compared"
    education = next(gap for gap in differences(unsure, other) if gap.dimension.id == "education")
    assert set(education.one.cell.set90) & set(education.other.cell.set90)
    assert render(education.message, "en") == "the difference is not clear"


def test_towns_are_alike_by_what_is_known_of_both() -> None:
    same = {"direction": 2, "structures": 2, "network": 2, "crossing": 2}
    one, other = row("A", **same, education=1), row("B", **same, education=4, business=3)
    far, little = row("C", direction=4, structures=4, network=4, crossing=4, education=4), row("D", education=1)
    pair = likeness(one, other)
    assert pair is not None
    assert pair.shared == 5
    assert likeness(one, little) is None
    profiles = [" ".join(render(message, "en") for message in told) for told in nearest([one, other, far, little])]
    assert profiles[0].startswith("A: most like B; 5 dimensions are known of both. Alike in: shared direction; orch")
    assert profiles[0].endswith("Clearly unlike in: education collaboration.")
    assert profiles[3].startswith("D: cannot be compared yet. It takes 5 dimensions")


def test_every_sentence_speaks_three_languages(training: list[ProgrammeRow]) -> None:
    told = [*stage_sentences(training), *common_sentences(training)]
    told += [message for profile in nearest(training) for message in profile]
    for message in told:
        assert len({render(message, language) for language in LANGUAGES}) == 3


def test_several_towns_differ_most_where_the_widest_clear_difference_is() -> None:
    towns = [
        row("Ala", education=1, network=2, direction=3),
        row("Keski", education=2, network=2, direction=3),
        row("Ylä", education=4, network=2),
    ]
    found = {one.dimension.id: one for one in spreads(towns)}
    assert found["education"].clear
    assert render(found["education"].message, "fi") == "selvä ero: Ylä on ylempänä kuin Ala"
    assert render(found["network"].message, "fi") == "sama taso"
    assert render(found["direction"].message, "fi") == "sama taso", "of the two that are known"
    assert render(found["capital"].message, "fi") == "ei voi verrata"
    told = render(most_different(list(found.values())), "fi")
    assert told == "Eniten nämä kaupungit eroavat näissä: oppilaitosyhteistyö."
