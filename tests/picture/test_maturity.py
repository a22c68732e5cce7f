"""The maturity model as data, judged cells, the stage through its gates."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from seutukuva.base import LANGUAGES, Language, Problem, render
from seutukuva.base.store import package_file
from seutukuva.judgement import Rating
from seutukuva.picture import Gate, cells, findings, gaps, maturity_model, read_maturity_model, stage

# The eight dimensions and four levels of the field, in their order.
DIMENSIONS = ["direction", "structures", "network", "education", "business", "crossing", "state", "capital"]
SHIPPED = package_file("picture", "maturity.toml").read_text(encoding="utf-8").partition("\n# Readings:")[0]


def sure(level: int) -> list[Rating]:
    """Ratings that leave no doubt, of two kinds."""
    people = [Rating(level, "interview", f"person {i}") for i in range(6)]
    return [*people, *(Rating(level, "document", f"paper {i}") for i in range(6))]


def told(level_by_dimension: dict[str, int]) -> dict[str, list[Rating]]:
    return {dimension: sure(level) for dimension, level in level_by_dimension.items()}


def test_the_model_has_eight_dimensions_by_four_levels_in_three_languages() -> None:
    model = maturity_model()
    assert [dimension.id for dimension in model.dimensions] == DIMENSIONS
    assert [level.name.sv for level in model.levels] == ["inledande", "under utveckling", "etablerande", "förnyande"]
    texts = [text for dimension in model.dimensions for text in (*dimension.descriptors, dimension.next_step)]
    assert all(text.text(language).endswith(".") for text in texts for language in LANGUAGES)
    assert len({text.fi for text in texts}) == 8 * 5


def test_every_dimension_has_a_cell_and_the_unrated_have_no_level() -> None:
    judged = cells({"education": sure(1)})
    assert [cell.dimension.id for cell in judged] == DIMENSIONS
    assert [cell.cell.mode for cell in judged] == [None, None, None, 1, None, None, None, None]


def test_an_unknown_dimension_is_told_with_the_known_ones() -> None:
    with pytest.raises(Problem, match=r"luck.*education"):
        cells({"luck": sure(2)})


def test_one_kind_of_source_does_not_carry_a_dimension_to_level_three() -> None:
    interviews = [Rating(4, "interview", f"person {i}") for i in range(6)]
    network = cells({"network": interviews})[2]
    assert (network.cell.mode, network.counted, network.held_back) == (4, 2, True)
    confirmed = cells({"network": [*interviews, Rating(4, "survey", "wave")]})[2]
    assert (confirmed.counted, confirmed.held_back) == (4, False)


def test_only_a_gate_that_does_not_hold_is_told_with_the_kinds_that_there_are() -> None:
    gates = (Gate("two", 3, kinds=2), Gate("three", 4, kinds=3))
    model = replace(maturity_model(), gates=gates)
    judged = cells(told(dict.fromkeys(DIMENSIONS, 4)), model)
    assert {cell.counted for cell in judged} == {3}
    held_back = stage(judged).held_back
    assert {gate.gate for gate in held_back} == {"three"}, "two kinds are enough for level 3"
    assert "too few: 2, at least 3 are needed" in render(held_back[0].message, "en")
    notes = [render(f.message, "en") for f in findings(judged) if f.message.code == "picture.note.kinds"]
    assert notes == ["Level 4 needs at least 3 kinds of source; here they are 2."] * 8
    free = cells({"network": [Rating(4, "interview", f"person {i}") for i in range(6)]}, replace(model, gates=()))
    assert "picture.note.kinds" not in [f.message.code for f in findings(free)], "a model without such a gate"


def test_without_permanent_structures_an_ecosystem_is_not_establishing() -> None:
    high = dict.fromkeys(DIMENSIONS, 3)
    assert stage(cells(told(high))).level == 3
    held = stage(cells(told({**high, "structures": 2})))
    assert held.level == 2
    assert [gate.gate for gate in held.held_back] == ["structures"]
    behind = stage(cells(told({**high, "network": 1, "structures": 2})))
    assert behind.deciding == tuple(dimension for dimension in DIMENSIONS if dimension != "network")
    unknown = {dimension: level for dimension, level in high.items() if dimension != "structures"}
    told_why = stage(cells(told(unknown))).held_back[0].message
    assert "no information" in render(told_why, "en")


def test_renewing_needs_the_gate_of_its_own_level_only() -> None:
    assert stage(cells(told(dict.fromkeys(DIMENSIONS, 4)))).level == 4
    assert stage(cells(told(dict.fromkeys(DIMENSIONS, 1)))).level == 1


def test_structures_left_behind_hold_back_a_renewing_ecosystem_too() -> None:
    assert stage(cells(told({**dict.fromkeys(DIMENSIONS, 4), "structures": 2}))).level == 2


def test_a_dimension_held_back_by_its_kinds_is_told() -> None:
    ratings = told(dict.fromkeys(DIMENSIONS, 3))
    ratings["network"] = [Rating(4, "interview", f"person {i}") for i in range(6)]
    messages = [render(gate.message, "sv") for gate in stage(cells(ratings)).held_back]
    assert any(message.startswith("Nätverkets styrka") for message in messages)


def test_the_stage_is_not_told_from_four_dimensions() -> None:
    few = stage(cells(told(dict.fromkeys(DIMENSIONS[:4], 2))))
    assert few.level is None
    assert "4" in render(few.message, "fi")
    assert stage(cells(told(dict.fromkeys(DIMENSIONS[:5], 2)))).level == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_a_mixed_picture_can_be_read(language: Language) -> None:
    ratings = told({"direction": 3, "structures": 2, "education": 1, "business": 4})
    ratings["network"] = [Rating(3, "interview", "a")]
    ratings["capital"] = [Rating(1, "interview", "a"), Rating(3, "document", "b"), Rating(3, "document", "b")]
    judged = cells(ratings)
    for finding in findings(judged):
        assert render(finding.message, language)
    for gap in gaps(judged):
        assert render(gap.message, language)


def test_findings_say_level_and_set_in_the_dimensions_own_number() -> None:
    judged = cells({"education": [Rating(1, "interview", "a"), Rating(1, "interview", "b")], "structures": sure(2)})
    said = {f.dimension: render(f.message, "fi") for f in findings(judged) if f.kind == "finding"}
    assert said["education"] == "Oppilaitosyhteistyö on käynnistyvä (taso 1, 90 prosentin todennäköisyydellä 1–2)."
    assert said["structures"] == (
        "Orkestrointi ja pysyvät rakenteet ovat kehittyviä (taso 2, vähintään 90 prosentin todennäköisyydellä)."
    )


def test_what_is_missing_comes_with_the_next_step() -> None:
    missing = [finding for finding in findings(cells({"education": sure(2)})) if finding.kind == "missing"]
    assert len(missing) == 7
    assert "Haastattele" in render(next(f for f in findings(cells({})) if f.dimension == "education").message, "fi")


def test_findings_carry_the_ratings_they_stand_on() -> None:
    urn = "urn:seutukuva:evidence:rating:7"
    finding = next(f for f in findings(cells({"state": [Rating(2, "interview", "a", urn=urn)]})) if f.level)
    assert finding.carriers == (urn,)


def test_a_single_source_is_noted() -> None:
    codes = [f.message.code for f in findings(cells({"state": [Rating(2, "interview", "a")] * 5}))]
    assert "picture.note.one_source" in codes


def test_gaps_come_widest_first_and_nothing_unknown_is_a_gap() -> None:
    found = gaps(cells(told({"direction": 2, "education": 1, "business": 4})))
    assert [(gap.dimension, gap.distance, gap.certain) for gap in found] == [
        ("education", 2, True),
        ("direction", 1, True),
    ]
    assert [gap.dimension for gap in gaps(cells(told({"direction": 2, "education": 1})), target=2)] == ["education"]


def test_a_gap_that_may_be_none_is_said_to_be_likely() -> None:
    unsure = cells({"direction": [Rating(2, "interview", "a")]})
    gap = gaps(unsure)[0]
    assert not gap.certain
    assert "todennäköisesti" in render(gap.message, "fi")


def test_a_level_below_its_target_is_called_probable_only_where_that_is_more_probable_than_not() -> None:
    (torn,) = cells({"network": [*[Rating(1, "interview", "a")] * 3, Rating(3, "interview", "b")]})[2:3]
    assert torn.cell.mode == 1
    assert torn.cell.posterior[0] < 0.5
    (gap,) = gaps([torn], target=2)
    assert (gap.certain, gap.likely, gap.certainty) == (False, False, "open")
    assert "perhaps below the target" in render(gap.message, "en")
    (even,) = gaps(cells({"network": [Rating(2, "interview", "a"), Rating(3, "interview", "b")]})[2:3])
    assert even.certainty == "open", "as probable as not"
    (likely,) = gaps(cells({"network": [Rating(2, "interview", "a")]})[2:3])
    assert likely.certainty == "uncertain"


def test_a_programmes_own_model_may_state_its_own_errors_and_targets(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    errors = "\n[errors]\nprior = [4, 2, 1, 1]\n[errors.kinds.interview]\nown = 1.5\nshared = 1.0\n"
    file.write_text(SHIPPED.replace('id = "state"', 'id = "state"\ntarget = 2') + errors, encoding="utf-8")
    model = read_maturity_model(file)
    assert model.dimension("state").target == 2
    assert model.errors.prior[0] == 0.5
    judged = cells({"state": [Rating(2, "interview", f"person {i}") for i in range(9)]}, model)
    assert not [gap for gap in gaps(judged, model) if gap.dimension == "state"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "cannot be read"),
        ("id = " + "[" * 5000, "cannot be read"),
        ("id = " + "1" * 5000, "cannot be read"),
        ("id" + ".id" * 50_000 + " = 1", "too many parts"),
        (SHIPPED.replace("[stage]", "[stages]"), "unknown key, “stages”"),
        (SHIPPED.replace("share = 0.5", ""), "lacks “stage.share”"),
        (SHIPPED.replace("share = 0.5", 'share = "half"'), "“half” does not fit in stage.share"),
        (SHIPPED.replace("share = 0.5", "share = 0"), "“0” does not fit in stage.share"),
        (SHIPPED.replace("min_known = 5", "min_known = 9"), "“9” does not fit in stage.min_known"),
        (SHIPPED.replace("min_known = 5", "min_known = 2.5"), "“2.5” does not fit in stage.min_known"),
        (
            SHIPPED.replace("level = 3\nkinds = 2", "level = 1\nkinds = 2"),
            r"“1” does not fit in gates 2 \(kinds\)",
        ),
        (SHIPPED.replace("number = 4", "number = 5"), "“5” does not fit in levels 4.number"),
        (SHIPPED.replace("number = 4", "number = 3"), "levels are not 1, 2, 3 and 4"),
        (SHIPPED.replace("at_least = 3", "at_most = 3"), r"unknown key, “gates 1 \(structures\).at_most”"),
        (SHIPPED.replace('id = "state"', 'id = "direction"'), "“direction” occurs twice"),
        (SHIPPED.replace("target = 3 ", "target = true "), "“True” does not fit in target"),
        (re.sub(r"  { fi = .*\n\]", "]", SHIPPED, count=1), "“direction” has 3 descriptors"),
        (re.sub(r"(next_step = {.*), en = .* }", r"\1 }", SHIPPED, count=1), r"direction\).next_step.en"),
    ],
)
def test_a_model_that_cannot_be_used_is_told_with_its_file_and_place(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=rf"own\.toml.*{words}"):
        read_maturity_model(file)


def test_a_gate_on_an_unknown_dimension_is_told_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(SHIPPED.replace('dimension = "structures"', 'dimension = "luck"'), encoding="utf-8")
    with pytest.raises(Problem, match=r"own\.toml.*luck"):
        read_maturity_model(file)
