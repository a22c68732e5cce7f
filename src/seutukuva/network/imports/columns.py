"""Which column is which: guessed from headings in three languages and from those of Gephi and Kumu."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

import polars as pl

from seutukuva.base import Place, Problem
from seutukuva.base.tables import require_column

Side = Literal["actors", "ties"]

# The first heading of a list that a table has is taken, so the surer words stand first.
HEADINGS: Final[Mapping[Side, Mapping[str, str]]] = {
    "actors": {
        "id": "id|tunnus|tunniste|node|key|kod",
        "name": "name|label|nimi|toimija|toimijan nimi|organisaatio|namn|aktör|organisation|actor|title|name fi",
        "kind": "kind|type|tyyppi|toimijatyyppi|laji|typ|aktörstyp|slag|actor type",
        "sector": "sector|sektori|sektor|taho",
        "area": "area|municipality|kunta|kotikunta|paikkakunta|kommun|hemkommun|ort|city|kaupunki|town|alue|område",
        "business_id": "business id|businessid|y-tunnus|ytunnus|fo-nummer|fo nummer|vat number|vatnumber|alv-numero",
        "name_sv": "name sv|nimi ruotsiksi|ruotsinkielinen nimi|namn på svenska|svenskt namn|swedish name",
        "name_en": "name en|nimi englanniksi|englanninkielinen nimi|namn på engelska|english name",
        "aliases": "aliases|alias|aka|muut nimet|rinnakkaisnimet|andra namn|shortname|short name|lyhenne",
        "roles": "roles|role|roolit|rooli|roller|roll",
        "industry": "industry|toimiala|tol|tol 2008|toimialakoodi|bransch|näringsgren|nace",
        "size": "size|size class|koko|kokoluokka|henkilöstöluokka|storleksklass",
    },
    "ties": {
        "source": "source|from|lähde|mistä|lähtö|toimija 1|toimija a|från|aktör 1|actor 1|a",
        "target": "target|to|kohde|mihin|toimija 2|toimija b|till|mål|aktör 2|actor 2|b",
        "kind": "kind|type|tyyppi|laji|suhde|suhteen laji|typ|slag|relation|relationship|connection type",
        "weight": "weight|strength|paino|vahvuus|vikt|styrka|määrä|antal|count|value",
        "directed": "directed|direction|suunnattu|suunta|riktad|riktning",
        "start": "start|start date|startdate|alku|alkaa|alkupvm|börjar|startdatum",
        "end": "end|end date|enddate|loppu|päättyy|loppupvm|slutar|slutdatum",
        "permanence": "permanence|pysyvyys|varaktighet",
        "cluster": "cluster|informant|informantti|lähdeaineisto|aineisto|dataset|källmaterial|survey wave",
    },
}
_DIRECTIONS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("directed", "true", "1", "yes", "kyllä", "ja", "suunnattu", "riktad"), True),
    **dict.fromkeys(("undirected", "mutual", "false", "0", "no", "ei", "nej", "suuntaamaton", "oriktad"), False),
}


def guess(frame: pl.DataFrame, side: Side) -> dict[str, str]:
    """Return field -> column of a user's table of actors or ties, as far as the headings tell.

    A column "Type" that holds only Directed and Undirected is Gephi's way of telling the direction.
    """
    by_heading = {_plain(column): column for column in reversed(frame.columns)}
    found: dict[str, str] = {}
    for field, words in HEADINGS[side].items():
        column = next((by_heading[word] for word in words.split("|") if word in by_heading), None)
        if column is not None and column not in found.values():
            found[field] = column
    if side == "ties" and "kind" in found and _tells_direction(frame[found["kind"]]):
        found.setdefault("directed", found["kind"])
        del found["kind"]
    return found


def chosen(frame: pl.DataFrame, side: Side, mapping: Mapping[str, str] | None, place: Place) -> dict[str, str]:
    """Return field -> column: what the user chose, the rest guessed; a field mapped to "" is left out.

    Raises Problem for a field that does not exist and for a column that the table does not have.
    """
    fields = dict(mapping or {})
    unknown = [field for field in fields if field not in HEADINGS[side]]
    if unknown:
        known = ", ".join(HEADINGS[side])
        raise Problem("network.imports.unknown_field", place=place, field=", ".join(unknown), known=known)
    for column in fields.values():
        if column:
            require_column(frame, column, place)
    guessed = {f: c for f, c in guess(frame, side).items() if f not in fields and c not in fields.values()}
    return {**guessed, **{field: column for field, column in fields.items() if column}}


def direction(text: str) -> bool | None:
    """Return whether a tie's direction counts, as files tell it; None for what is not a word for it."""
    return _DIRECTIONS.get(text.strip().casefold())


def _tells_direction(column: pl.Series) -> bool:
    values = column.drop_nulls().unique().to_list()
    return bool(values) and all(direction(value) is not None for value in values)


def _plain(heading: str) -> str:
    return re.sub(r"[\s_]+", " ", heading).strip(" :*").casefold()
