"""A document with every kind of block, about a made town."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from seutukuva import charts
from seutukuva.base import Language
from seutukuva.documents import (
    Column,
    Document,
    Figure,
    GridRow,
    Heading,
    ItemList,
    KeyFigure,
    KeyFigures,
    LevelCell,
    LevelGrid,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Source,
    Table,
)

SENTENCE = "urn:seutukuva:picture:sentence:1"
JOBS = pl.DataFrame({"town": ["Storsund", "Kuusilahti"], "jobs": [12500.0, 9360.0]})
SOURCE = Source("Tilastokeskus", "115h", "CC BY 4.0", "2023", "https://stat.fi/tilasto/tyokay")


def figure(id_: str = "jobs", language: Language = "sv", share: int = 7) -> Figure:
    drawing = charts.pair(charts.bars, JOBS, label="town", value="jobs", subject=["Kuusilahti"], language=language)
    rows = tuple((town, charts.shown(jobs, "number", language)) for town, jobs in JOBS.iter_rows())
    table = Table("Arbetsplatser", (Column("Stad"), Column("Arbetsplatser", True)), rows, raw=tuple(JOBS.rows()))
    return Figure(
        id_,
        "Storsund har fler arbetsplatser",
        "Arbetsplatser 2023",
        "Stapeldiagram: Storsund 12 500, Kuusilahti 9 360.",
        drawing.chart,
        drawing.narrow,
        SOURCE,
        table,
        share,
    )


def report(language: Language = "sv", *, synthetic: bool = False) -> Document:
    grid = LevelGrid(
        "Mognadsgrader",
        ("Gemensam riktning", "Läroanstaltssamarbete"),
        (GridRow("Kuusilahti", "företagsledd", "/sv/kuusilahti/"),),
        ((LevelCell(3, "2–3", "/sv/kuusilahti/direction/"), LevelCell(None)),),
        "Streckad: ingen information.",
    )
    long = replace(
        figure("long", language), table=Table("Lång", (Column("Nr", True),), tuple((str(i),) for i in range(99)))
    )
    return Document(
        "Kuusilahti",
        language,
        (
            KeyFigures((KeyFigure("39\u00a0360", "invånare 2018", "fler än året innan"),)),
            figure("jobs", language),
            figure("beside", language, 5),
            Heading("Vad vi inte vet"),
            Paragraph("Fyra av fem nämnde ingen läroanstalt.", SENTENCE),
            Quote("Harjoittelijoita meillä on käynyt.", ("intervju K-04", "nivå 1"), SENTENCE, "fi"),
            Heading("Nivåer", 3),
            grid,
            Table("Åtgärder", (Column("Åtgärd"), Column("År", True)), (("Expert", "2027"),)),
            ItemList((ListItem("Åtgärd 12", SENTENCE, "/sv/m/12/"), ListItem("Möjlighet"))),
            ItemList((ListItem("Första"), ListItem("Andra")), ordered=True),
            Note("Orsaker kan inte fastställas."),
            SOURCE,
            long,
        ),
        over="Österbotten",
        lead="En industristad.",
        lead_sentence=SENTENCE,
        synthetic=synthetic,
        made_on="2026-03-12",
        id="kuusilahti",
    )
