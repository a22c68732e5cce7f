"""Growth areas: themes that informants name, laid beside the industries of the town's jobs.

The statistics tell what there is now: a location quotient is a share of jobs over the whole country's share. They do
not tell what will grow, so a growth area always says who named it and what the statistics show, each apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from seutukuva.base import Message, Term
from seutukuva.base.store import package_file
from seutukuva.indicators import section_short

Standing = Literal["supported", "named", "statistics"]
Certainty = Literal["probable", "possible", "weak"]


@dataclass(frozen=True)
class Theme:
    """What informants may name, the industries (TOL 2008) that belong to it, and words it is known by."""

    id: str
    name: Term
    sections: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """From when on a theme is supported, and named by many; see the data file."""

    over: float
    share: float
    informants: int
    sectors: int


@dataclass(frozen=True)
class Mention:
    """A passage that was coded as a growth area.

    cluster: the source whose informant speaks; sector: of the informant, "" for none; theme: the id of the theme that
    its code points to, "" where the words must tell.
    """

    urn: str
    words: str
    cluster: str
    sector: str = ""
    theme: str = ""


@dataclass(frozen=True)
class IndustryFigure:
    """An industry's share of a town's jobs (0-1), its location quotient, and the URN of the figure ("" without one)."""

    section: str
    share: float
    quotient: float
    urn: str = ""


@dataclass(frozen=True)
class GrowthArea:
    """A growth area and what carries it. `id` is a theme's, or section-<letter> where only the statistics speak.

    `standing`: named and supported, named while the statistics do not support it, or shown by statistics alone.
    """

    id: str
    standing: Standing
    certainty: Certainty
    name: Term | Message
    message: Message
    mentions: tuple[Mention, ...] = ()
    figures: tuple[IndustryFigure, ...] = ()

    @property
    def carriers(self) -> tuple[str, ...]:
        """Return the URNs of the passages and figures that it stands on."""
        urns = (*(row.urn for row in self.mentions), *(row.urn for row in self.figures))
        return tuple(dict.fromkeys(filter(None, urns)))

    @property
    def informants(self) -> int:
        """Return how many sources name it."""
        return len({row.cluster for row in self.mentions})

    @property
    def sectors(self) -> int:
        """Return from how many sectors they are."""
        return len({row.sector for row in self.mentions if row.sector})


@dataclass(frozen=True)
class Growth:
    """Every growth area of a town, and the passages coded as growth areas that name no known theme."""

    areas: tuple[GrowthArea, ...]
    unplaced: tuple[Mention, ...] = ()

    def of(self, standing: Standing) -> tuple[GrowthArea, ...]:
        """Return the growth areas of one standing."""
        return tuple(area for area in self.areas if area.standing == standing)

    def area(self, id_: str) -> GrowthArea | None:
        """Return a growth area by its id, None when it is not there any more."""
        return next((area for area in self.areas if area.id == id_), None)


def themes() -> tuple[Theme, ...]:
    """Return the themes that ship with the package, in their order."""
    return _read()[0]


def limits() -> Limits:
    """Return from when on a theme is supported and named by many."""
    return _read()[1]


def themes_in(words: str) -> tuple[str, ...]:
    """Return the ids of the themes that words name: a word of theirs begins with one of the theme's words."""
    return tuple(id_ for id_, pattern in _patterns() if pattern.search(words))


def growth(mentions: Iterable[Mention], figures: Sequence[IndustryFigure], *, asked: bool = True) -> Growth:
    """Return the growth areas of a town: those named first, by how many name them, then what statistics alone show.

    figures: the industries whose figures are known, each once. asked: whether anybody in the town has been asked.
    """
    by_theme: dict[str, list[Mention]] = {theme.id: [] for theme in themes()}
    unplaced = []
    for mention in mentions:
        found = (mention.theme,) if mention.theme in by_theme else themes_in(mention.words)
        for id_ in found:
            by_theme[id_].append(mention)
        if not found:
            unplaced.append(mention)
    known = {figure.section: figure for figure in figures}
    named = [_named(theme, tuple(by_theme[theme.id]), known) for theme in themes() if by_theme[theme.id]]
    named.sort(key=lambda area: (area.standing != "supported", -area.informants, -area.sectors))
    covered = {figure.section for area in named for figure in area.figures}
    shown = [_shown(figure, asked=asked) for figure in figures if _is_over(figure) and figure.section not in covered]
    return Growth((*named, *(area for area in shown if area)), tuple(unplaced))


def _named(theme: Theme, mentions: tuple[Mention, ...], known: Mapping[str, IndustryFigure]) -> GrowthArea:
    figures = tuple(known[section] for section in theme.sections if section in known)
    strongest = max(figures, key=lambda figure: figure.quotient, default=None)
    supported = any(_is_over(figure) for figure in figures)
    informants = len({row.cluster for row in mentions})
    sectors = len({row.sector for row in mentions if row.sector})
    many = informants >= limits().informants and sectors >= limits().sectors
    certainty: Certainty = "weak"
    if many or (supported and informants > 1):
        certainty = "probable" if many and supported else "possible"
    parameters: dict[str, object] = {
        "theme": theme.name,
        "count": informants,
        "sectors": Message("picture.growth.sectors" if sectors else "picture.growth.sectors.none", {"count": sectors}),
        "certainty": Message(f"picture.growth.certainty.{certainty}"),
    }
    if strongest is None:
        code = "picture.growth.named.unknown"
    else:
        code = "picture.growth.supported" if supported else "picture.growth.named"
        parameters |= _told(strongest)
    standing: Standing = "supported" if supported else "named"
    return GrowthArea(theme.id, standing, certainty, theme.name, Message(code, parameters), mentions, figures)


def _shown(figure: IndustryFigure, *, asked: bool) -> GrowthArea | None:
    """Return what statistics alone show; None for an industry that belongs to no theme."""
    of = [theme.name for theme in themes() if figure.section in theme.sections]
    if not of:
        return None
    code = "picture.growth.statistics" if asked else "picture.growth.statistics.unasked"
    name = section_short(figure.section)
    message = Message(code, _told(figure))
    return GrowthArea(f"section-{figure.section.lower()}", "statistics", "weak", name, message, (), (figure,))


def _told(figure: IndustryFigure) -> dict[str, object]:
    return {"industry": section_short(figure.section), "share": figure.share, "quotient": figure.quotient}


def _is_over(figure: IndustryFigure) -> bool:
    return figure.quotient >= limits().over and figure.share >= limits().share


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (theme.id, re.compile(r"\b(?:" + "|".join(map(re.escape, theme.words)) + ")", re.IGNORECASE))
        for theme in themes()
    )


@cache
def _read() -> tuple[tuple[Theme, ...], Limits]:
    data = tomllib.loads(package_file("picture", "growth.toml").read_text(encoding="utf-8"))
    found = tuple(
        Theme(row["id"], Term(**row["name"]), tuple(row["sections"]), tuple(row["words"])) for row in data["themes"]
    )
    return found, Limits(data["over"], data["share"], data["informants"], data["sectors"])
