"""The training network is made, says so, and every quote stands in its text; the real participants carry no voices."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from seutukuva.base import LANGUAGES, Problem
from seutukuva.picture import (
    cells,
    participant,
    read_programme,
    read_training_network,
    regional_towns,
    stage,
)
from seutukuva.picture.participants import examples_directory
from seutukuva.regions import municipality

# The levels of the design's programme heat map (made figures); None = no information.
HEAT_MAP = {
    "kuusilahti": [3, 2, 3, 1, 4, 2, 2, 3],
    "mantysalmi": [2, 2, 1, 2, 2, 3, 1, 2],
    "hopeakoski": [2, 3, 2, 4, 2, 2, 2, None],
    "rantakyla": [1, 1, 1, None, 2, 2, 1, 1],
    "storsund": [2, 2, 3, 2, 3, 3, None, 2],
    "ylikangas": [1, 1, 2, 1, 1, 2, 1, None],
}


def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(examples_directory() / "harjoitusverkosto", tmp_path / "network"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_six_towns_are_judged_to_the_levels_of_the_heat_map() -> None:
    network = read_training_network()
    judged = {town.slug: [cell.cell.mode for cell in cells(town.ratings_by_dimension())] for town in network.towns}
    assert judged == HEAT_MAP
    assert {stage(cells(town.ratings_by_dimension())).level for town in network.towns} == {1, 2}


def test_every_town_has_a_whole_thread_in_three_languages() -> None:
    for town in read_training_network().towns:
        ratings = {rating.id: rating for rating in town.ratings}
        assert town.findings
        assert town.measures
        assert town.opportunities
        for finding in town.findings:
            assert all(ratings[id_].rated.dimension == finding.dimension for id_ in finding.stands_on)
            assert len({finding.text.text(language) for language in LANGUAGES}) == 3
        assert all(source.synthetic for source in town.sources)


@pytest.mark.parametrize("slug", HEAT_MAP)
def test_every_actor_is_told_of_in_a_source_of_its_town(slug: str) -> None:
    town = next(town for town in read_training_network().towns if town.slug == slug)
    named = {name for told in town.network.told for name in (*told.actors, *(end for t in told.ties for end in t.ends))}
    assert named == {actor.name for actor in town.network.actors}
    assert {told.passage.source for told in town.network.told} >= {s.id for s in town.sources if s.kind == "interview"}
    assert 12 <= len(named) <= 30
    assert town.network.structures


def test_storsund_speaks_swedish() -> None:
    storsund = next(town for town in read_training_network().towns if town.slug == "storsund")
    assert {source.language for source in storsund.sources} == {"sv"}


@pytest.mark.parametrize("slug", HEAT_MAP)
def test_two_coders_read_every_interview_on_their_own_and_mostly_agree(slug: str) -> None:
    town = next(town for town in read_training_network().towns if town.slug == slug)
    sources = [source for source in town.sources if source.kind in ("interview", "workshop")]
    assert len(sources) >= 7
    for source in sources:
        found = {
            coder: {(c.code, c.passage.quote) for c in town.codings if c.source == source.id and c.coder == coder}
            for coder in ("analyst-a", "analyst-b")
        }
        a, b = found["analyst-a"], found["analyst-b"]
        assert min(len(a), len(b)) >= 10, source.id
        assert a != b
        assert 0.6 <= 2 * len(a & b) / (len(a) + len(b)) <= 0.95, source.id


@pytest.mark.parametrize("slug", HEAT_MAP)
def test_some_passages_are_rated_by_both_coders(slug: str) -> None:
    town = next(town for town in read_training_network().towns if town.slug == slug)
    raters: dict[tuple[str, str, str], dict[str, int | None]] = {}
    for item in town.ratings:
        rated = item.rated
        key = (rated.passage.source, rated.passage.quote, rated.dimension)
        raters.setdefault(key, {})[rated.rater] = rated.level
    twice = [levels for levels in raters.values() if len(levels) == 2]
    alike = [levels for levels in twice if len(set(levels.values())) == 1]
    assert len(twice) >= 10
    assert len(twice) > len(alike) > 0.6 * len(twice)


def test_no_fictional_town_is_a_real_municipality() -> None:
    for town in read_training_network().towns:
        with pytest.raises(Problem):
            participant(town.name.fi)


def test_statistics_are_of_the_towns_and_in_the_catalogues_units() -> None:
    statistics = read_training_network().statistics
    assert set(statistics["town"]) == set(HEAT_MAP)
    shares = statistics.filter(statistics["indicator"] == "tertiary")["value"]
    assert shares.is_between(0, 1).all()


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("programme.toml", "synthetic = true", "synthetic = false", "picture.not_synthetic"),
        ("towns/storsund.toml", "synthetic = true", "", "picture.not_synthetic"),
        ("statistics.csv", ",true", ",false", "picture.not_synthetic"),
        ("statistics.csv", "kuusilahti,", "rauma,", "picture.example_reference"),
        ("towns/rantakyla.toml", 'quote = "', 'quote = "Ei näin. ', "evidence.quote_not_found"),
        ("towns/rantakyla.toml", "level = 1", "level = 7", "judgement.level"),
        ("towns/rantakyla.toml", 'dimension = "structures"', 'dimension = "luck"', "picture.unknown_dimension"),
        ("towns/rantakyla.toml", 'stands_on = ["', 'stands_on = ["R-99-1", "', "picture.example_reference"),
        ("towns/rantakyla.toml", 'label = "', 'titel = "', "picture.example_file"),
        ("towns/rantakyla.toml", "[[sources]]", "[[sources", "picture.example_file"),
        ("programme.toml", "year = 2026", "", "picture.example_file"),
        ("codings/kuusilahti.csv", ",true", ",false", "picture.not_synthetic"),
        ("codings/kuusilahti.csv", "K-01,", "K-99,", "picture.example_reference"),
        ("codings/kuusilahti.csv", ",direction", ",direktion", "evidence.codebook.unknown_code"),
        ("codings/kuusilahti.csv", "coder,code", "coder,kood", "picture.example_file"),
        ("networks/storsund.toml", "synthetic = true", "", "picture.not_synthetic"),
        ("networks/kuusilahti.toml", 'source = "K-01"', 'source = "K-99"', "picture.example_reference"),
        ("networks/kuusilahti.toml", 'ends = ["', 'ends = ["Ei kukaan ', "picture.example_reference"),
        ("networks/kuusilahti.toml", 'quote = "', 'quote = "Ei näin. ', "evidence.quote_not_found"),
        ("networks/kuusilahti.toml", 'kind = "company"', 'kind = "guild"', "network.vocabulary.unknown"),
        ("networks/kuusilahti.toml", "members = ", "people = ", "picture.example_file"),
    ],
)
def test_a_fault_in_the_files_is_told_with_the_file(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    folder = copy(tmp_path)
    change(folder / file, old, new)
    with pytest.raises(Problem) as caught:
        read_training_network(folder)
    assert caught.value.code == code
    assert caught.value.place.file == Path(file).name


def test_a_coding_of_words_that_are_not_in_the_text_is_told_with_its_row(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    file = folder / "codings" / "kuusilahti.csv"
    file.write_text("source,coder,code,quote,synthetic\nK-01,analyst-a,growth,Ei näin.,true\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_training_network(folder)
    assert caught.value.code == "evidence.quote_not_found"
    assert (caught.value.place.file, caught.value.place.row) == ("kuusilahti.csv", 2)


def test_codings_that_are_not_utf_8_are_told_with_the_file(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    file = folder / "codings" / "kuusilahti.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(Problem, match=r"kuusilahti\.csv"):
        read_training_network(folder)


def test_a_town_that_nobody_has_coded_has_no_codings(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "codings" / "kuusilahti.csv").unlink()
    assert read_training_network(folder).towns[0].codings == ()


def test_a_missing_text_or_town_is_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "texts" / "R-01.txt").unlink()
    with pytest.raises(Problem, match="no such file"):
        read_training_network(folder)
    (folder / "towns" / "rantakyla.toml").unlink()
    with pytest.raises(Problem, match=r"rantakyla\.toml"):
        read_training_network(folder)


def test_the_nine_participants_are_ten_municipalities_by_their_official_names() -> None:
    programme = regional_towns()
    assert len(programme.participants) == 9
    assert len(programme.municipalities) == 10
    for town in programme.participants:
        if len(town.municipalities) == 1:
            assert town.name == municipality(town.municipalities[0]).name
    assert participant("naturpolis").municipalities == ("305", "832")


@pytest.mark.parametrize("wanted", ["684", "rauma", "Rauma", "Raumo"])
def test_a_participant_is_found_by_code_slug_and_either_name(wanted: str) -> None:
    assert participant(wanted).slug == "rauma"


def test_any_other_municipality_is_found_too() -> None:
    assert participant("091").name.sv == "Helsingfors"
    assert participant("Kuusamo").municipalities == ("305",)


def test_a_programme_of_real_towns_cannot_be_synthetic(tmp_path: Path) -> None:
    file = tmp_path / "programme.toml"
    text = (examples_directory() / "seutukaupungit" / "programme.toml").read_text(encoding="utf-8")
    file.write_text(text.replace("synthetic = false", "synthetic = true"), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_programme(file)
    assert caught.value.code == "picture.synthetic_real"
    file.write_text(text.replace("slug = ", "slugs = "), encoding="utf-8")
    with pytest.raises(Problem, match=r"programme\.toml"):
        read_programme(file)
