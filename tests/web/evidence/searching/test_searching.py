"""What a reader of the evidence finds, and what he does not."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from seutukuva.web.evidence import actions
from seutukuva.web.evidence.models import Passage, Source
from seutukuva.web.evidence.searching import codes, selectors
from seutukuva.web.evidence.searching.index import forget_source, index_source
from seutukuva.web.evidence.searching.models import IndexedUnit
from seutukuva.web.evidence.searching.selectors import Found, search
from seutukuva.web.programmes.models import Participant
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.threads import signed_in
from tests.web.world import World

FINNISH = (
    "H: Miten yhteistyö sujuu?\n\nV: Oppilaitosyhteistyön rakenteet puuttuvat, mutta "
    "satamakaupungissa yritysten apu on lähellä.\n\n"
    "V: Rahoitus on haettava valtiolta. Veden hinta nousi."
)
SWEDISH = "Läroanstaltssamarbetet är svagt.\n\nI hamnstaden finns varvsindustri."


def source(world: World, town: Participant, text: str, **facts: str) -> Source:
    given = {"kind": "interview", "label": "K-01", "sector": "company", "language": "fi"} | facts
    return actions.add_source(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(town),
        who="",
        date=date(2026, 1, 16),
        text=text,
        consent="given",
        **given,
    )


@pytest.fixture
def texts(world: World) -> dict[str, Source]:
    return {
        "fi": source(world, world.kuusilahti, FINNISH),
        "sv": source(world, world.kuusilahti, SWEDISH, label="K-02", language="sv", sector="city", kind="document"),
        "other": source(world, world.mantysalmi, "Yhteistyö on täällä tiivistä.", label="M-01"),
    }


def found(world: World, query: str, person: str = "analyst", **filters: object) -> Found:
    return search(world.people[person], world.closed, query, **filters)


def shown(result: Found) -> list[str]:
    return ["".join(piece.text for piece in hit.pieces)[:24] for hit in result.hits]


def marked(result: Found) -> set[str]:
    return {piece.text for hit in result.hits for piece in hit.pieces if piece.marked}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("yhteistyö", {"yhteistyö", "Oppilaitosyhteistyön", "Yhteistyö"}),
        ("satama", {"satamakaupungissa"}),
        ("yritys", {"yritysten"}),
        ("yritykset satama", {"yritysten", "satamakaupungissa"}),
        ("samarbete", {"Läroanstaltssamarbetet"}),
        ("hamn", {"hamnstaden"}),
        ("vesi", {"Veden"}),
        ("oppilai*", {"Oppilaitosyhteistyön"}),
        ('"rakenteet  puuttuvat"', {"rakenteet", "puuttuvat"}),
    ],
)
def test_a_word_is_found_in_every_form_and_marked(
    world: World, texts: dict[str, Source], query: str, words: set[str]
) -> None:
    assert marked(found(world, query)) == words


@pytest.mark.parametrize("query", ["satama rahoitus", "talo", '"puuttuvat rakenteet"', "?!", "''); DROP", 'a" OR "b'])
def test_what_does_not_stand_together_is_not_found(world: World, texts: dict[str, Source], query: str) -> None:
    assert found(world, query).total == 0


def test_the_closest_is_first_and_a_paragraph_is_one_hit(world: World, texts: dict[str, Source]) -> None:
    assert found(world, "yhteistyö").total == 3
    assert len(shown(found(world, "rahoitus"))) == 1


@pytest.mark.parametrize(
    ("filters", "labels"),
    [
        ({"towns": ["mantysalmi"]}, {"M-01"}),
        ({"language": "sv"}, set()),
        ({"sectors": ["company"]}, {"K-01", "M-01"}),
        ({"sectors": ["city"]}, set()),
        ({"kinds": ["interview"], "towns": ["kuusilahti"]}, {"K-01"}),
    ],
)
def test_filters_narrow(world: World, texts: dict[str, Source], filters: dict[str, object], labels: set[str]) -> None:
    assert {hit.label for hit in found(world, "yhteistyö", **filters).hits} == labels


def test_a_coordinator_finds_in_his_own_town_only(world: World, texts: dict[str, Source]) -> None:
    assert {hit.town for hit in found(world, "yhteistyö", "coordinator").hits} == {"kuusilahti"}
    assert {hit.town for hit in found(world, "yhteistyö", "coordinator", towns=["mantysalmi"]).hits} == set()
    assert found(world, "yhteistyö", "stranger").total == 0


def test_a_corrected_text_is_found_by_its_new_words_only(world: World, texts: dict[str, Source]) -> None:
    actions.correct_text(actor=world.people["analyst"], source=texts["fi"], text="Nyt puhutaan telakasta.")
    assert found(world, "satama").total == 0
    assert marked(found(world, "telakka")) == {"telakasta"}


def test_a_deleted_source_is_found_no_more(world: World, texts: dict[str, Source]) -> None:
    texts["fi"].delete()
    assert found(world, "satama").total == 0
    forget_source(texts["other"])
    assert found(world, "yhteistyö").total == 0
    assert index_source(texts["other"]) == 1
    assert found(world, "yhteistyö").total == 1


def test_a_code_asks_for_units_with_a_coded_passage(
    world: World, texts: dict[str, Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    analyst = world.people["analyst"]
    passage = actions.add_passage(actor=analyst, source=texts["fi"], quote="rakenteet puuttuvat")
    monkeypatch.setattr(codes, "_registered", [])
    codes.register(
        lambda user, programme: [("structures", "Rakenteet")],
        lambda user, programme, values: (
            Passage.objects.filter(pk=passage.pk).values("pk") if "structures" in values else []
        ),
    )
    result = found(world, "yhteistyö", codes=["structures"])
    assert [hit.passages for hit in result.hits] == [[passage.pk]]
    assert found(world, "rahoitus", codes=["structures"]).total == 0
    page = signed_in(world, "analyst").get(
        reverse("evidence_search", args=["suljettu"]), {"q": "yhteistyö", "codes": "structures"}
    )
    assert f"#passage-{passage.pk}" in page.content.decode()
    assert "Rakenteet" in page.content.decode()


def test_long_results_come_in_pages(world: World) -> None:
    source(world, world.kuusilahti, "\n\n".join(f"Kaupunki {n}." for n in range(45)))
    first, last, beyond = (found(world, "kaupunki", page=n) for n in (1, 3, 99))
    assert (first.total, first.pages, len(first.hits), len(last.hits)) == (45, 3, 20, 5)
    assert beyond.page == 3
    page = signed_in(world, "viewer").get(reverse("evidence_search", args=["suljettu"]), {"q": "kaupunki", "page": "x"})
    assert "45 kohtaa löytyi" in page.content.decode()
    assert "page=2" in page.content.decode()


def test_a_long_unit_is_cut_round_its_first_find(world: World) -> None:
    source(world, world.kuusilahti, f"{'sana ' * 150}telakalla {'lause ' * 50}")
    (hit,) = found(world, "telakka").hits
    text = "".join(piece.text for piece in hit.pieces)
    assert text.startswith("… sana")
    assert text.endswith("lause …")
    assert len(text) < 450


def test_the_page_shows_the_words_and_the_way_to_them(world: World, texts: dict[str, Source]) -> None:
    client = signed_in(world, "viewer")
    empty = client.get(reverse("evidence_search", args=["suljettu"])).content.decode()
    assert "Hae aineistosta" in empty
    assert "löytyi" not in empty
    page = unescape(client.get(reverse("evidence_search", args=["suljettu"]), {"q": "satama"}).content.decode())
    assert "1 kohta löytyi" in page
    assert "<mark>satamakaupungissa</mark>" in page
    assert reverse("source", args=["suljettu", "kuusilahti", texts["fi"].pk]) in page
    none = client.get(reverse("evidence_search", args=["suljettu"]), {"q": "ydinvoimala"}).content.decode()
    assert "Mitään ei löytynyt" in none


def test_a_script_in_a_text_is_shown_as_text(world: World) -> None:
    source(world, world.kuusilahti, "Kaupunki sanoi <script>alert(1)</script> kaksi kertaa.")
    page = signed_in(world, "viewer").get(reverse("evidence_search", args=["suljettu"]), {"q": "kaupunki"})
    assert "<script>alert" not in page.content.decode()


def test_units_are_indexed_with_their_parts(world: World, texts: dict[str, Source]) -> None:
    terms = IndexedUnit.objects.filter(source=texts["fi"]).values_list("terms", flat=True)
    assert "oppilaitosyhteistyö oppilaitos yhteistyö" in " ".join(terms)


def test_very_common_words_are_not_ranked_and_told_as_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "MOST", 30)
    source(world, world.kuusilahti, "\n\n".join(f"Kaupunki {n}." for n in range(45)))
    result = found(world, "kaupunki", page=2)
    assert (result.total, result.more, len(result.hits)) == (30, True, 10)
    page = signed_in(world, "viewer").get(reverse("evidence_search", args=["suljettu"]), {"q": "kaupunki"})
    assert "Yli 30 kohtaa löytyi" in page.content.decode()
