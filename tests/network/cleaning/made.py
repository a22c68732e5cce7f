"""A made register of organisations, and names as people write them, with the truth known."""

from __future__ import annotations

import random
from dataclasses import dataclass

import polars as pl

from seutukuva import regions

SYLLABLES = [c + v for c in "hjklmnprstv" for v in ("a", "e", "i", "o", "u", "aa", "ei", "uo")]
SURNAMES = [
    "Virtanen",
    "Korhonen",
    "Mäkinen",
    "Nieminen",
    "Mäkelä",
    "Hämäläinen",
    "Laine",
    "Heikkinen",
    "Koskinen",
    "Järvinen",
    "Lehtonen",
    "Saarinen",
    "Niemi",
    "Heikkilä",
    "Salminen",
    "Kinnunen",
    "Turunen",
    "Rantanen",
    "Laitinen",
    "Leppänen",
    "Ahonen",
    "Lindström",
    "Karlsson",
    "Johansson",
    "Nyman",
    "Holm",
    "Ojala",
    "Hakala",
    "Kallio",
    "Pitkänen",
]
# Finnish, Swedish, in short.
TRADES = [
    ("konepaja", "verkstad", "konep"),
    ("telakka", "varv", "telak"),
    ("rakennus", "bygg", "rak"),
    ("kuljetus", "transport", "kulj"),
    ("energia", "energi", "ener"),
    ("teollisuus", "industri", "teoll"),
    ("metalli", "metall", "met"),
    ("teknologia", "teknologi", "tekn"),
    ("satama", "hamn", "sat"),
    ("kauppakamari", "handelskammare", "kaupp"),
]
# These have no Swedish twin in the program's words; they must be told by their letters.
OTHER_TRADES = [
    "insinööritoimisto",
    "tilitoimisto",
    "parturi",
    "ravintola",
    "sähkö",
    "putki",
    "maansiirto",
    "kiinteistöpalvelu",
    "ohjelmistot",
]
FORMS = ["Oy"] * 12 + ["Oyj", "Ky", "Tmi", "ry", "Osuuskunta"]


@dataclass(frozen=True)
class Made:
    """names and register as `links` takes them; truth: id of a name -> id in the register or None."""

    names: pl.DataFrame
    register: pl.DataFrame
    truth: dict[str, str | None]


@dataclass(frozen=True)
class _Entity:
    own: str
    trade: tuple[str, str, str]
    form: str
    area: str
    place_first: bool

    def name(self) -> str:
        first = f"{regions.local_name(self.area).fi_of} {self.own}" if self.place_first else self.own
        return f"{first.strip()} {self.trade[0].capitalize()} {self.form}".strip()


def made(entries: int, wanted: int, seed: int = 11) -> Made:
    """Return a register of `entries` and `wanted` names, three in ten of which are not in it."""
    chance = random.Random(seed)
    areas = sorted(regions.division(regions.LATEST_YEAR).codes)
    seen: set[tuple[str, str]] = set()
    entities: list[_Entity] = []
    while len(entities) < entries + wanted:
        entity = _entity(chance, areas)
        key = (entity.name().rsplit(" ", 1)[0].casefold(), entity.area)
        if key not in seen:
            seen.add(key)
            entities.append(entity)
    inside, outside = entities[:entries], entities[entries:]
    register = pl.DataFrame(
        [(f"r{i}", entity.name(), entity.area) for i, entity in enumerate(inside)], ["id", "name", "area"], orient="row"
    )
    rows, truth = [], {}
    for number in range(wanted):
        there = chance.random() < 0.7
        index = chance.randrange(entries)
        entity = inside[index] if there else outside[number]
        truth[f"n{number}"] = f"r{index}" if there else None
        rows.append((f"n{number}", _written(entity, chance), entity.area if chance.random() < 0.7 else None))
    names = pl.DataFrame(rows, {"id": pl.String, "name": pl.String, "area": pl.String}, orient="row")
    return Made(names, register, truth)


def _entity(chance: random.Random, areas: list[str]) -> _Entity:
    kind = chance.random()
    trade = chance.choice(TRADES) if chance.random() < 0.5 else (word := chance.choice(OTHER_TRADES), word, word[:5])
    if kind < 0.25:
        own = chance.choice(SURNAMES)
        own = f"{chance.choice('AEHJKLMPRST')}. {own}" if chance.random() < 0.5 else own
    elif kind < 0.35:
        return _Entity("", trade, chance.choice(FORMS), chance.choice(areas), place_first=True)
    else:
        own = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3)))).capitalize()
    return _Entity(own, trade, chance.choice(FORMS), chance.choice(areas), place_first=False)


def _written(entity: _Entity, chance: random.Random) -> str:
    """Return a name as somebody may have written it: one or two changes."""
    own, trade, form = entity.own, entity.trade[0], entity.form
    place = regions.local_name(entity.area)
    first = place.fi_of if entity.place_first else ""
    changes = ["form", "typo", "genitive", "swedish", "short", "join", "order", "place", "case"]
    for change in sorted(chance.sample(changes, chance.choice((1, 2))), key=changes.index):
        if change == "form":
            form = "" if chance.random() < 0.7 else {"Oy": "Ab"}.get(form, form)
        elif change == "typo":
            own, trade = (_typo(own, chance), trade) if len(own) > 5 else (own, _typo(trade, chance))
        elif change == "genitive" and own:
            own += "n" if own[-1] in "aeiouäö" else "in"
        elif change == "swedish":
            trade, first = entity.trade[1], place.form("sv", "of") if entity.place_first else ""
        elif change == "short":
            trade = f"{entity.trade[2]}."
        elif change == "join" and own:
            own, trade = f"{own}{trade}", ""
        elif change == "order" and own:
            own, trade = trade, own
        elif change == "place" and not first:
            first = place.fi_of
        elif change == "case":
            own, trade, first = own.upper(), trade.upper(), first.upper()
    return " ".join(f"{first} {own} {trade} {form}".split())


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word[:at] + chance.choice("aeiklnrst") + word[at + 1 :],
        )
    )
