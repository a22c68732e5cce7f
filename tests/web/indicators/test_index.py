"""Composite indices: the proposal, the editor, what all may see, what other sites may show, and the files."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from seutukuva.base import Problem
from seutukuva.cli.main import seutukuva
from seutukuva.web.indicators import selectors
from seutukuva.web.indicators.board import Board
from seutukuva.web.indicators.composite import actions, words
from seutukuva.web.indicators.composite.definition import Chosen, Group, check, from_stored, proposal
from seutukuva.web.indicators.composite.results import Choice, computed
from seutukuva.web.indicators.models import CompositeIndex
from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.programmes.actions import add_municipality
from tests.web.indicators.places import MADE, make_index, send, signed_in
from tests.web.world import World

REAL = """kunta;vuosi;indikaattori;arvo;yksikkö
Rauma;2024;Hautomon yritykset;12,5;yritystä
Iisalmi;2024;Hautomon yritykset;7;yritystä
Heinola;2024;Hautomon yritykset;9;yritystä
Keuruu;2024;Hautomon yritykset;4;yritystä
"""


@pytest.fixture
def four(world: World) -> World:
    """The open programme with Heinola and Keuruu beside Rauma and Iisalmi."""
    for code in ("111", "249"):
        add_municipality(actor=world.people["administrator"], programme=world.open, code=code)
    return world


def board_of(world: World) -> Board:
    return selectors.board(AnonymousUser(), world.open)


def page(client: Client, address: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(address, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def filled(world: World, **changes: object) -> dict[str, object]:
    """Return what the editor's form of the proposal sends, with changes."""
    told = proposal(board_of(world))
    data: dict[str, object] = {"name_fi": "Elinvoima", "name_sv": "", "name_en": "Vitality", "year": ""}
    data |= {"normalisation": "minmax", "treatment": "none", "imputation": "none", "weighting": "own"}
    data |= {"aggregation": "arithmetic", "top": ""}
    data |= {"chosen": [c.key for c in told.indicators], "groups": [g.code for g in told.groups]}
    for group in told.groups:
        data |= {f"called-{group.code}": group.name("fi"), f"under-{group.code}": "", f"share-{group.code}": "1"}
    for chosen in told.indicators:
        data[f"group-{chosen.key}"], data[f"weight-{chosen.key}"] = chosen.group, "1"
        data[f"direction-{chosen.key}"] = str(chosen.direction)
    return data | changes


def test_a_new_user_sees_an_index_at_once(four: World, client: Client) -> None:
    told = page(client, "indices", "avoin")
    assert "Kaupunkien indeksi, ehdotus" in told
    assert re.search(r"<h2 id=\"ranks-title\">\w+ on ensimmäinen|Mikään kaupunki ei ole selvästi ensimmäinen", told)
    assert "Elinvoiman" not in told
    assert reverse("index_edit", args=["avoin", "proposal"]) not in told  # an anonymous reader changes nothing
    assert reverse("index_edit", args=["avoin", "proposal"]) in page(
        signed_in(four, "administrator"), "indices", "avoin"
    )


def test_the_command_line_computes_the_same_scores_from_the_files(four: World, client: Client, tmp_path: Path) -> None:
    send(signed_in(four, "administrator"), four.open, REAL, open="on")
    board = board_of(four)
    plain = proposal(board)
    own = Chosen("imported-hautomon-yritykset", "", 0.5)
    high = Group("top", (("fi", "Työ ja tulot"),), "", 2.0)
    groups = (high, *(replace(g, parent="top") if g.code in ("work", "income") else g for g in plain.groups))
    wanted = replace(plain, indicators=(*plain.indicators, own), groups=groups, treatment="outliers")
    index = make_index(four, four.open, wanted)
    answer = client.get(reverse("index_file", args=["avoin", index.pk, "zip"]))
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)
    paths = [str(tmp_path / name) for name in ("iData.csv", "iMeta.csv", "SPEC.toml", "out")]
    arguments = [x for pair in zip(("--data", "--meta", "--spec", "--out"), paths, strict=True) for x in pair]
    ran = CliRunner().invoke(seutukuva, ["indicators", "index", *arguments])
    assert ran.exit_code == 0, ran.output
    shown = {row.town.slug: row for row in computed(board, wanted).rows}
    with (tmp_path / "out" / "scores.csv").open() as file:
        scores = {row["uCode"]: float(row["Index"]) for row in csv.DictReader(file)}
    assert scores == pytest.approx({slug: row.score for slug, row in shown.items()}, rel=1e-12)
    with (tmp_path / "out" / "rank_stats.csv").open() as file:
        spread = {row["uCode"]: float(row["Q95"]) for row in csv.DictReader(file)}
    assert spread == {slug: row.high for slug, row in shown.items()}
    assert (tmp_path / "out" / "sensitivity.csv").exists()


@pytest.mark.parametrize("weighting", ["components", "balanced"])
def test_weights_may_be_computed_and_each_level_summed_up_in_its_own_way(four: World, weighting: str) -> None:
    plain = proposal(board_of(four))
    index = replace(plain, imputation="median", weighting=weighting, aggregation="arithmetic", top="geometric")
    result = computed(board_of(four), index)
    assert b'f_ag = ["a_amean", "a_gmean"]' in result.files.specification
    assert b'f_i = "i_median"' in result.files.specification
    assert sum(result.shares.values()) == pytest.approx(1)
    assert result.shares != pytest.approx(computed(board_of(four), plain).shares)
    assert len(result.ranked) == 4


def test_people_give_out_points_and_the_mean_of_their_shares_is_the_weight(four: World) -> None:
    admin, address = signed_in(four, "administrator"), reverse("index_edit", args=["avoin", "proposal"])
    data = filled(four, weighting="budget", save="1")
    refused = admin.post(address, data | {"points": "A; Koulutus\nB; Koulutsu; 3"})
    assert refused.status_code == 422
    assert "Rivi 1 ei ole muotoa" in refused.content.decode() and "ryhmää Koulutsu ei ole" in refused.content.decode()
    assert "Kukaan ei ole jakanut" in admin.post(address, data).content.decode()
    lines = "A; Koulutus; 60\nA; Tulot; 40\nB\tKoulutus\t1\nB;tulot;0"
    assert admin.post(address, data | {"points": lines}).status_code == 302
    row = CompositeIndex.objects.get()
    result = computed(board_of(four), from_stored(row.definition))
    names = {chosen.key: chosen.group for chosen in from_stored(row.definition).indicators}
    by_group = {group: sum(s for key, s in result.shares.items() if names[key] == group) for group in names.values()}
    assert by_group == pytest.approx({"education": 0.8, "income": 0.2, "population": 0, "work": 0})
    assert "A; Koulutus; 60" in admin.get(reverse("index_edit", args=["avoin", row.pk])).content.decode()


def test_the_page_tells_what_moves_each_town_and_how_sure_each_pair_is(four: World, client: Client) -> None:
    result = computed(board_of(four), proposal(board_of(four)))
    for number, row in enumerate(result.rows):
        assert [choice for choice, _total in row.moves] == [c for c, _ in sorted(row.moves, key=lambda m: -m[1])]
        for other, line in enumerate(result.rows):
            pair = row.above[other], line.above[number]
            assert pair == (None, None) if other == number else sum(p or 0 for p in pair) == pytest.approx(1)
    told = page(client, "indices", "avoin")
    assert "Mikä siirtää kunkin kaupungin sijaa" in told and 'class="data pairs"' in told


def test_ranks_are_as_sure_as_the_page_says(four: World) -> None:
    result = computed(board_of(four), proposal(board_of(four)))
    assert [row.rank for row in result.rows] == sorted(row.rank or 99 for row in result.rows)
    assert all(row.low is not None and row.high is not None and row.low <= row.high for row in result.rows)
    assert all(0 <= (row.above_next or 0) <= 1 for row in result.rows)
    assert result.rows[-1].above_next is None
    assert result.failed == 0
    assert {choice.name for choice in result.choices} <= {"Normalisation", "Aggregation", "Weights"}


def test_the_heading_claims_a_first_place_only_when_it_holds(four: World) -> None:
    result = computed(board_of(four), proposal(board_of(four)))
    first = result.rows[0].town.name.fi
    surely = words.headline(replace(result, first_share=0.996), "fi").replace("\xa0", " ")
    assert surely == f"{first} on ensimmäinen ja pysyy siinä 99 prosentissa kokeilluista laskutavoista"
    assert words.headline(replace(result, first_share=0.6), "fi").startswith("Mikään kaupunki ei ole selvästi")
    tied = (result.rows[0], replace(result.rows[1], rank=1), *result.rows[2:])
    assert words.headline(replace(result, rows=tied), "fi").startswith("Ensimmäinen sija on jaettu")
    nobody = tuple(replace(row, rank=None, score=None) for row in result.rows)
    assert words.headline(replace(result, rows=nobody), "fi").startswith("Lukuja tunnetaan liian vähän")


def test_which_choice_matters_is_told_only_when_the_intervals_are_apart() -> None:
    clear = (Choice("Weights", 0.9, 0.8, 1.0), Choice("Aggregation", 0.2, 0.1, 0.3))
    assert "painot" in words.matters_most(clear)
    close = (Choice("Weights", 0.9, 0.8, 1.0), Choice("Aggregation", 0.8, 0.7, 0.9))
    assert words.matters_most(close).startswith("Ei voi sanoa")
    assert words.matters_most(()).startswith("Mikään kokeilluista valinnoista")


def test_an_analyst_saves_an_index_and_changes_it(four: World) -> None:
    admin = signed_in(four, "administrator")
    answer = admin.post(reverse("index_edit", args=["avoin", "proposal"]), filled(four, save="1"))
    index = CompositeIndex.objects.get()
    assert answer["Location"] == reverse("index_view", args=["avoin", index.pk])
    assert "Elinvoima" in page(Client(), "indices", "avoin")
    event = AuditEvent.objects.get(action="indicators.composite.save_index", urn=index.urn)
    assert event.parameters["definition"]["aggregation"] == "arithmetic"
    told = filled(four, save="1", **{"weight-tertiary": "2,5", "aggregation": "geometric"})
    admin.post(reverse("index_edit", args=["avoin", index.pk]), told)
    index.refresh_from_db()
    stored = from_stored(index.definition)
    assert next(c.weight for c in stored.indicators if c.key == "tertiary") == 2.5
    assert stored.aggregation == "geometric"
    admin.post(reverse("index_remove", args=["avoin", index.pk]))
    assert "Kaupunkien indeksi, ehdotus" in page(Client(), "indices", "avoin")


def test_the_editor_shows_what_a_choice_does_before_it_is_saved(four: World) -> None:
    admin = signed_in(four, "administrator")
    address = reverse("index_edit", args=["avoin", "proposal"])
    only = filled(four, chosen=["unemployment_rate_12m"], **{"direction-unemployment_rate_12m": "1"})
    told = admin.post(address, only).content.decode()
    assert re.search(r'<td class="number">[+−]\d</td>', told)  # somebody has moved
    assert not CompositeIndex.objects.exists()
    part = admin.post(address, only, headers={"HX-Request": "true", "HX-Target": "result"}).content.decode()
    assert "<h1" not in part
    assert "Mikä valinta ratkaisee" in part


def test_the_editor_says_when_a_weight_does_nothing(four: World) -> None:
    admin = signed_in(four, "administrator")
    address = reverse("index_edit", args=["avoin", "proposal"])
    alone = [chosen for chosen in proposal(board_of(four)).indicators if chosen.group == "population"]
    assert [chosen.key for chosen in alone] == ["population_change_10"]
    says = "ei vaikuta mihinkään: sen ryhmässä ei ole muita."
    assert says not in admin.post(address, filled(four)).content.decode()
    weighted = filled(four, **{"weight-population_change_10": "3", "weight-median_income": "3"})
    told = admin.post(address, weighted).content.decode()
    assert re.search(rf"Paino \(Väkiluvun[^)]*\) {says}", told), "median income has others beside it"
    told = admin.post(address, weighted | {"weighting": "balanced"}).content.decode()
    assert says not in told, "no written weight is used then"


def test_a_new_indicator_gets_a_row_in_its_theme(four: World) -> None:
    told = filled(four)
    told["chosen"] = [*(c.key for c in proposal(board_of(four)).indicators), "mean_income"]
    shown = signed_in(four, "administrator").post(reverse("index_edit", args=["avoin", "proposal"]), told)
    assert re.search(r'name="group-mean_income".*?value="income" selected', shown.content.decode(), re.S)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"weight-tertiary": "-1"}, "Korkeakoulututkinnon"),
        ({"chosen": []}, "Tämä kenttä vaaditaan"),
        ({"called-work": ""}, "Anna ryhmälle nimi."),
        ({"under-work": "income", "under-income": "education"}, "ei silloin itse ole minkään ryhmän alla"),
        ({"name_fi": "", "name_en": ""}, "Tämä kenttä vaaditaan"),
    ],
)
def test_what_is_wrong_in_the_form_is_told(four: World, changes: dict[str, object], says: str) -> None:
    answer = signed_in(four, "administrator").post(
        reverse("index_edit", args=["avoin", "proposal"]), filled(four, save="1", **changes)
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not CompositeIndex.objects.exists()


def test_a_tree_of_three_levels_or_of_nothing_is_not_stored(four: World) -> None:
    plain = proposal(board_of(four))
    deep = (Group("a", ()), Group("b", (), "a"), Group("c", (), "b"))
    with pytest.raises(Problem):
        check(replace(plain, groups=deep))
    with pytest.raises(Problem):
        check(replace(plain, indicators=()))
    with pytest.raises(Problem):
        check(replace(plain, groups=()))
    with pytest.raises(PermissionDenied):
        actions.save_index(
            actor=four.people["viewer"], programme=four.open, index=None, names={"fi": "Oma"}, definition=plain.stored
        )


def test_what_cannot_be_used_is_left_out_and_told(four: World, client: Client) -> None:
    wanted = replace(proposal(board_of(four)), indicators=(Chosen("tertiary"), Chosen("basic_only"), Chosen("old-one")))
    result = computed(board_of(four), replace(wanted, groups=()))
    assert result.files.left_out == (("old-one", "gone"),)
    early = computed(board_of(four), replace(proposal(board_of(four)), year="2010"))
    assert ("tertiary", "unknown") in early.files.left_out
    index = make_index(
        four, four.open, replace(wanted, indicators=(Chosen("old-one"), Chosen("tertiary", weight=0.0)), groups=())
    )
    assert "sitä näytetä osittain" in page(client, "index_view", "avoin", index.pk)  # closed, for all one can tell
    admin = signed_in(four, "administrator")
    assert "Mitään indikaattoria ei voi käyttää" in page(admin, "index_view", "avoin", index.pk)
    assert "Mitään indikaattoria ei voi käyttää" in page(admin, "index_edit", "avoin", index.pk)


def test_a_town_with_too_few_figures_gets_no_rank(four: World, client: Client) -> None:
    admin, towns = signed_in(four, "administrator"), (("Rauma", 1), ("Iisalmi", 2), ("Heinola", 4))
    rows = "".join(f"{town};2024;{name};{v + len(name)};kpl\n" for town, v in towns for name in ("Yksi", "Kakkonen"))
    send(admin, four.open, "kunta;vuosi;indikaattori;arvo;yksikkö\n" + rows, open="on")
    wanted = tuple(Chosen(key) for key in ("tertiary", "imported-yksi", "imported-kakkonen"))
    index = make_index(four, four.open, replace(proposal(board_of(four)), indicators=wanted, groups=()))
    last = computed(board_of(four), from_stored(index.definition)).rows[-1]
    assert (last.town.slug, last.rank, last.missing) == ("keuruu", None, ("imported-yksi", "imported-kakkonen"))
    told = page(client, "index_view", "avoin", index.pk)
    assert re.search(r'<td>–</td><th scope="row">Keuruu<span class="note">puuttuu: Yksi, Kakkonen', told)


def test_all_towns_side_by_side_sorted_as_asked(four: World, client: Client) -> None:
    told = page(client, "indices", "avoin", sort="unemployment_rate_12m")
    table = told[told.index("index-side") :]
    board = board_of(four)
    measure = board.measure("unemployment_rate_12m")
    assert measure is not None
    order = sorted(board.towns, key=lambda town: board.cell(measure, town).value or 0)  # low is good
    places = [table.index(f'">{town.name.fi}</a>') for town in order]
    assert places == sorted(places)
    assert 'aria-sort="ascending"><a href="/fi/programmes/avoin/indices/proposal/?sort=unemployment_rate_12m' in table


def test_only_the_embedded_page_may_stand_in_a_frame(four: World, client: Client) -> None:
    embedded = client.get(reverse("index_embed", args=["avoin", "proposal"]))
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "X-Robots-Tag" not in embedded  # real figures
    assert "Kaikki kaupungit vierekkäin" in embedded.content.decode()
    whole = client.get(reverse("indices", args=["avoin"]))
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"


def test_an_index_of_closed_figures_is_not_shown_in_part(four: World, client: Client) -> None:
    send(signed_in(four, "administrator"), four.open, REAL)
    plain = proposal(board_of(four))
    index = make_index(
        four, four.open, replace(plain, indicators=(*plain.indicators, Chosen("imported-hautomon-yritykset")))
    )
    told = page(client, "index_view", "avoin", index.pk)
    assert "sitä näytetä osittain" in told
    assert 'class="data ranks"' not in told
    assert client.get(reverse("index_file", args=["avoin", index.pk, "csv"])).status_code == 404
    assert 'class="data ranks"' in page(signed_in(four, "administrator"), "index_view", "avoin", index.pk)


def test_a_training_network_s_index_says_that_it_is_made(world: World) -> None:
    manager = signed_in(world, "manager")
    told = page(manager, "indices", "suljettu")
    assert "Vielä ei ole lukua" in told
    send(
        manager,
        world.closed,
        MADE.replace("population;", "tertiary;") + "Mäntysalmi;2022;Hautomon yritykset;3;yritystä\n",
    )
    told = page(manager, "indices", "suljettu")
    assert '<meta name="robots" content="noindex">' in told
    assert 'class="data ranks"' in told
    assert 'class="data ranks"' not in page(signed_in(world, "coordinator"), "indices", "suljettu")  # sees one town


def test_the_workbook_and_the_table_hold_what_the_page_shows(four: World, client: Client) -> None:
    book = load_workbook(io.BytesIO(client.get(reverse("index_file", args=["avoin", "proposal", "xlsx"])).content))
    assert book.sheetnames[:3] == ["Sijat", "Indikaattorit", "Valinnat"]
    sheet = client.get(reverse("index_file", args=["avoin", "proposal", "csv"])).content.decode()
    assert "Rauma" in sheet
    assert client.get(reverse("index_file", args=["avoin", "proposal", "exe"])).status_code == 404
