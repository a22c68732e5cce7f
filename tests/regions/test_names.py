"""Finnish case forms as the Institute for the Languages of Finland gives them, and the other languages' phrases."""

from __future__ import annotations

import pytest

from seutukuva.base import Message
from seutukuva.regions import division, local_name
from seutukuva.regions.names import area_names

# name: genitive, in, from, to
FORMS = """
Rauma Rauman Raumalla Raumalta Raumalle
Iisalmi Iisalmen Iisalmessa Iisalmesta Iisalmeen
Kuusamo Kuusamon Kuusamossa Kuusamosta Kuusamoon
Heinola Heinolan Heinolassa Heinolasta Heinolaan
Keuruu Keuruun Keuruulla Keuruulta Keuruulle
Kauhajoki Kauhajoen Kauhajoella Kauhajoelta Kauhajoelle
Raahe Raahen Raahessa Raahesta Raaheen
Savonlinna Savonlinnan Savonlinnassa Savonlinnasta Savonlinnaan
Taivalkoski Taivalkosken Taivalkoskella Taivalkoskelta Taivalkoskelle
Kristiinankaupunki Kristiinankaupungin Kristiinankaupungissa Kristiinankaupungista Kristiinankaupunkiin
Tampere Tampereen Tampereella Tampereelta Tampereelle
Rovaniemi Rovaniemen Rovaniemellä Rovaniemeltä Rovaniemelle
Seinäjoki Seinäjoen Seinäjoella Seinäjoelta Seinäjoelle
Vantaa Vantaan Vantaalla Vantaalta Vantaalle
Helsinki Helsingin Helsingissä Helsingistä Helsinkiin
Turku Turun Turussa Turusta Turkuun
Pori Porin Porissa Porista Poriin
Salo Salon Salossa Salosta Saloon
Ylivieska Ylivieskan Ylivieskassa Ylivieskasta Ylivieskaan
Kokemäki Kokemäen Kokemäellä Kokemäeltä Kokemäelle
Haapavesi Haapaveden Haapavedellä Haapavedeltä Haapavedelle
Siilinjärvi Siilinjärven Siilinjärvellä Siilinjärveltä Siilinjärvelle
Riihimäki Riihimäen Riihimäellä Riihimäeltä Riihimäelle
Kauniainen Kauniaisten Kauniaisissa Kauniaisista Kauniaisiin
Mikkeli Mikkelin Mikkelissä Mikkelistä Mikkeliin
Espoo Espoon Espoossa Espoosta Espooseen
Porvoo Porvoon Porvoossa Porvoosta Porvooseen
Lahti Lahden Lahdessa Lahdesta Lahteen
Joensuu Joensuun Joensuussa Joensuusta Joensuuhun
Järvenpää Järvenpään Järvenpäässä Järvenpäästä Järvenpäähän
Varkaus Varkauden Varkaudessa Varkaudesta Varkauteen
Nurmes Nurmeksen Nurmeksessa Nurmeksesta Nurmekseen
Kannus Kannuksen Kannuksessa Kannuksesta Kannukseen
Kempele Kempeleen Kempeleessä Kempeleestä Kempeleeseen
Ii Iin Iissä Iistä Iihin
Akaa Akaan Akaassa Akaasta Akaaseen
Laukaa Laukaan Laukaassa Laukaasta Laukaaseen
Outokumpu Outokummun Outokummussa Outokummusta Outokumpuun
Hailuoto Hailuodon Hailuodossa Hailuodosta Hailuotoon
Lappeenranta Lappeenrannan Lappeenrannassa Lappeenrannasta Lappeenrantaan
Harjavalta Harjavallan Harjavallassa Harjavallasta Harjavaltaan
Hanko Hangon Hangossa Hangosta Hankoon
Lieto Liedon Liedossa Liedosta Lietoon
Pomarkku Pomarkun Pomarkussa Pomarkusta Pomarkkuun
Kurikka Kurikan Kurikassa Kurikasta Kurikkaan
Juuka Juuan Juuassa Juuasta Juukaan
Vihti Vihdin Vihdissä Vihdistä Vihtiin
Loppi Lopen Lopella Lopelta Lopelle
Kangasala Kangasalan Kangasalla Kangasalta Kangasalle
Isokyrö Isonkyrön Isossakyrössä Isostakyröstä Isoonkyröön
Uusikaupunki Uudenkaupungin Uudessakaupungissa Uudestakaupungista Uuteenkaupunkiin
Uusikaarlepyy Uudenkaarlepyyn Uudessakaarlepyyssä Uudestakaarlepyystä Uuteenkaarlepyyhyn
Kruunupyy Kruunupyyn Kruunupyyssä Kruunupyystä Kruunupyyhyn
Virrat Virtain Virroilla Virroilta Virroille
Huittinen Huittisten Huittisissa Huittisista Huittisiin
Kaustinen Kaustisen Kaustisella Kaustiselta Kaustiselle
Parainen Paraisten Paraisilla Paraisilta Paraisille
Kerava Keravan Keravalla Keravalta Keravalle
Lohja Lohjan Lohjalla Lohjalta Lohjalle
Imatra Imatran Imatralla Imatralta Imatralle
Nokia Nokian Nokialla Nokialta Nokialle
Pihtipudas Pihtiputaan Pihtiputaalla Pihtiputaalta Pihtiputaalle
Punkalaidun Punkalaitumen Punkalaitumella Punkalaitumelta Punkalaitumelle
Kemiönsaari Kemiönsaaren Kemiönsaaressa Kemiönsaaresta Kemiönsaareen
Maarianhamina Maarianhaminan Maarianhaminassa Maarianhaminasta Maarianhaminaan
Vöyri Vöyrin Vöyrillä Vöyriltä Vöyrille
Eckerö Eckerön Eckerössä Eckeröstä Eckeröön
Keminmaa Keminmaan Keminmaassa Keminmaasta Keminmaahan
"""
CODES = dict(division(2026).frame.select("name_fi", "code").iter_rows())


@pytest.mark.parametrize("line", FORMS.strip().splitlines(), ids=lambda line: line.split()[0])
def test_case_forms_of_towns(line: str) -> None:
    fi, of, in_, from_, to = line.split()
    name = local_name(CODES[fi])
    assert (name.fi, name.fi_of, name.fi_in, name.fi_from, name.fi_to) == (fi, of, in_, from_, to)


def test_pedersore_is_spoken_of_without_its_kunta() -> None:
    name = local_name("599")
    assert (name.fi, name.fi_in, name.fi_to) == ("Pedersören kunta", "Pedersöressä", "Pedersöreen")


@pytest.mark.parametrize("year", [2013, 2026])
def test_every_municipality_has_its_forms(year: int) -> None:
    for code in division(year).codes:
        name = local_name(code, year)
        first = name.fi_in.removesuffix(" Tl")
        assert first.endswith(("ssa", "ssä", "lla", "llä")), name
        assert name.fi_of.removesuffix(" Tl").endswith("n"), name
        assert name.fi_from.removesuffix(" Tl").endswith(("sta", "stä", "lta", "ltä")), name
        assert name.fi_to.removesuffix(" Tl").endswith(("n", "lle")), name
        assert all(form[0] == name.fi[0] for form in (first, name.fi_of, name.fi_from, name.fi_to))


def test_swedish_and_english_phrases() -> None:
    rauma = local_name("684")
    assert (rauma.form("sv", "in"), rauma.form("en", "in")) == ("i Raumo", "in Rauma")
    assert local_name("287").form("sv", "in") == "i Kristinestad"


@pytest.mark.parametrize(
    ("code", "in_", "to"),
    [
        ("01", "Uudellamaalla", "Uudellemaalle"),
        ("04", "Satakunnassa", "Satakuntaan"),
        ("11", "Pohjois-Savossa", "Pohjois-Savoon"),
        ("05", "Kanta-Hämeessä", "Kanta-Hämeeseen"),
        ("13", "Keski-Suomessa", "Keski-Suomeen"),
        ("18", "Kainuussa", "Kainuuseen"),
        ("19", "Lapissa", "Lappiin"),
        ("21", "Ahvenanmaalla", "Ahvenanmaalle"),
    ],
)
def test_regions(code: str, in_: str, to: str) -> None:
    name = local_name(code, level="region")
    assert (name.fi_in, name.fi_to) == (in_, to)


def test_a_subregion_is_never_taken_for_its_town() -> None:
    name = local_name("041", level="subregion")
    assert (name.fi, name.sv, name.en) == ("Rauman seutukunta", "Raumo ekonomiska region", "Rauma sub-region")
    assert name.fi_in == "Rauman seutukunnassa"
    assert local_name("174", level="subregion").sv == "Brahestads ekonomiska region"
    assert local_name("154", level="subregion").sv == "Jakobstadsregionen"
    assert local_name("212", level="subregion").fi_in == "Ålands landsbygd -seutukunnassa"


def test_offices_keep_their_name_in_every_case() -> None:
    assert area_names("ely")["03"].fi_in == "Satakunnan ELY-keskus"


def test_names_stand_in_messages() -> None:
    assert Message("x", {"town": local_name("684")}).to_json()["parameters"]["town"]["name"]["fi_in"] == "Raumalla"
