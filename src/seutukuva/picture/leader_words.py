"""The words for who may lead an ecosystem, and for the signs of it."""

from __future__ import annotations

from seutukuva.base import Term

LEADER_NAMES = {
    "city": Term("kaupunki", "staden", "the city"),
    "company": Term("yritykset", "företagen", "companies"),
    "education": Term("oppilaitos", "läroanstalten", "an educational institution"),
    "shared": Term("useampi yhdessä", "flera tillsammans", "several together"),
    "none": Term("ei kukaan", "ingen", "nobody"),
}
SIGN_NAMES = {
    "mandate": Term("toimeksianto tai rakenne", "uppdrag eller struktur", "mandate or structure"),
    "nomination": Term("haastateltu nimeää", "en informant nämner", "named by an informant"),
    "brokerage": Term(
        "useimmin välissä verkostossa", "oftast mellan andra i nätverket", "most often between others in the network"
    ),
    "money": Term("rahoitus", "finansiering", "funding"),
}
