"""Names of municipalities as people write them."""

from __future__ import annotations

import pytest

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.regions import division, find, local_name

WRITTEN = """
Rauma|684
RAUMA|684
rauma|684
 Rauma |684
Raumo|684
Rauman kaupunki|684
Raumo stad|684
City of Rauma|684
Iisalmen kaupunki|140
Idensalmi stad|140
Kristiinankaupungin kaupunki|287
Kristinestad|287
Kristinestads stad|287
Kristiinankaupunki|287
Pedersören kunta|599
Pedersöre|599
Pedersöre kommun|599
Jamsa|182
JÄMSÄ|182
Aanekoski|992
äänekosken kaupunki|992
Abo|853
Åbo stad|853
Turun kaupunki|853
Uleåborgs stad|564
Uudenkaupungin kaupunki|895
Nystad|895
Virtain kaupunki|936
Kangasalan kaupunki|211
Isonkyrön kunta|152
Isokyrön kunta|152
Manttä - Vilppula|508
Mänttä–Vilppula|508
Koski Tl|284
S:t Michel|491
Sankt Michel|491
Sankt Karins|202
Mariehamns stad|478
Länsi-Turunmaa|445
Väståboland|445
Gamlakarleby|272
Grankulla|235
Pyhäsalmi|626
Helsingin mlk|092
Helsingin maalaiskunta|092
684|684
 5|005
005|005
KU684|684
"""


@pytest.mark.parametrize(("written", "code"), [line.split("|") for line in WRITTEN.strip("\n").splitlines()])
def test_finds_a_name_as_people_write_it(written: str, code: str) -> None:
    found = find(written)
    assert (found.code, found.former) == (code, None)


@pytest.mark.parametrize("year", [2013, 2026])
def test_every_municipality_is_found_by_each_name_and_its_genitive(year: int) -> None:
    for code in division(year).codes:
        name = local_name(code, year)
        for written in (name.fi, name.sv, name.en, f"{name.fi_of} kunta", f"{name.fi_of} kaupunki", f"{name.sv} stad"):
            assert find(written, year).code == code, written


@pytest.mark.parametrize(
    ("written", "code", "former", "date"),
    [
        ("Maaninka", "297", "476", "2015-01-01"),
        ("Maaningan kunta", "297", "476", "2015-01-01"),
        ("476", "297", "476", "2015-01-01"),
        ("Pertunmaa", "507", "588", "2025-01-01"),
        ("Pohja", "710", "606", "2009-01-01"),
        ("Pojo", "710", "606", "2009-01-01"),
        ("Anjalankoski", "286", "754", "2009-01-01"),
        ("Sippola", "286", "754", "2009-01-01"),
    ],
)
def test_an_abolished_municipality_is_found_in_its_successor(written: str, code: str, former: str, date: str) -> None:
    found = find(written)
    assert found.code == code
    assert found.former
    assert (found.former.code, found.former.date) == (former, date)


def test_in_its_own_year_it_is_found_itself() -> None:
    assert (find("Maaninka", 2014).code, find("Maaninka", 2014).former) == ("476", None)
    assert find("Pertunmaa", 2024).code == "588"


PROBLEMS = {
    "Raum": "There is no municipality called Raum. The nearest names are Rauma,",
    "Iisalmo": "The nearest names are Iisalmi,",
    "Tampreen kaupunki": "The nearest names are Tampere,",
    "": "The name of the municipality is missing.",
    " ": "The name of the municipality is missing.",
    "999": "There is no municipality code 999.",
    "Vanaja": "leads to several municipalities: Hattula (082), Hämeenlinna (109), Janakkala (165). Give the code",
    "914": "leads to several municipalities: Hattula (082)",
    "Antrea": "Antrea lies in the area ceded in 1944.",
}


@pytest.mark.parametrize(("written", "told"), PROBLEMS.items())
def test_what_cannot_be_found_is_told(written: str, told: str) -> None:
    with pytest.raises(Problem) as caught:
        find(written)
    assert told in str(caught.value)
    assert all(explain(caught.value, language) for language in LANGUAGES)


def test_three_nearest_names_are_told_once_each() -> None:
    with pytest.raises(Problem) as caught:
        find("Raumma")
    assert len(set(str(caught.value.message.parameters["nearest"]).split(", "))) == 3
