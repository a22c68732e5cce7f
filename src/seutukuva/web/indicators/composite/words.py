"""What an index says in words: a heading that the numbers bear out, and which choice matters."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _

from seutukuva.base import Language, Problem, languages
from seutukuva.web.indicators.composite.definition import Definition
from seutukuva.web.indicators.composite.results import Choice, Result, Row
from seutukuva.web.kit.forms import problem_text

CLEAR = 0.9


def percent(share: float, language: Language) -> str:
    """Return a share as whole per cent, rounded down: all but one of a thousand is not 100."""
    return languages.number(math.floor(100 * share + 1e-9), language)


def headline(result: Result, language: Language) -> str:
    """Return what is true of the first place."""
    ranked = result.ranked
    if not ranked:
        return _("Too few figures are known to rank any town")
    name = ranked[0].town.name.form(language, "name")
    leaders = [row for row in ranked if row.rank == 1]
    if len(leaders) > 1:
        names = ", ".join(row.town.name.form(language, "name") for row in leaders)
        return _("The first place is shared: %(towns)s") % {"towns": names}
    told = {"town": name, "share": percent(result.first_share, language)}
    if result.first_share >= CLEAR:
        return _("%(town)s is first, and stays so in %(share)s %% of the ways of counting tried") % told
    return _("No town is clearly first: %(town)s is so in %(share)s %% of the ways of counting tried") % told


def choice_name(choice: str) -> str:
    """Return what varies, by the name that SPEC.toml gives it."""
    return {
        "Normalisation": _("how figures are put on one scale"),
        "Aggregation": _("how they are summed up"),
        "Weights": _("weights, each a quarter smaller or larger"),
        "Treatment": _("whether outlying figures are drawn in"),
    }[choice]


def matters_most(choices: tuple[Choice, ...]) -> str:
    """Return which choice moves the ranks most; that it cannot be told when the intervals overlap."""
    if not choices:
        return _("None of the choices tried moves any rank.")
    first, *others = choices
    if not others or first.low > max(other.high for other in others):
        return _("The ranks move most with this choice: %(choice)s.") % {"choice": choice_name(first.name)}
    close = [choice for choice in choices if choice.high >= first.low]
    told = "; ".join(choice_name(choice.name) for choice in close)
    return _("Which of these choices moves the ranks most cannot be told: %(choices)s.") % {"choices": told}


def between(row: Row, below: Row | None, language: Language) -> str:
    """Return how sure it is that a town is above the next one."""
    if row.above_next is None or below is None:
        return ""
    return percent(row.above_next, language)


def reason(why: str) -> str:
    """Return why an indicator is left out."""
    return {
        "gone": _("its figures are no longer there"),
        "unknown": _("fewer than two towns have a figure"),
        "alike": _("all towns have the same figure"),
    }[why]


def why_nothing(problem: Problem, towns: int) -> str:
    """Return why an index has no results, in the words of its page where a page can tell it better than a file can."""
    if towns < 2:
        return _("An index compares towns: the programme needs two of them at least.")
    if problem.code == "indicators.index.no_indicators":
        return _(
            "None of the indicators can be used: of each, fewer than two towns have a figure or all have the same."
        )
    return problem_text(problem)


def methods(kind: str) -> dict[str, str]:
    """Return the choices of a kind with their names."""
    return {
        "normalisation": {
            "minmax": _("Between the lowest and the highest town (min–max)"),
            "zscore": _("Distance from the mean in standard deviations"),
            "rank": _("Rank of the town"),
        },
        "treatment": {
            "none": _("Leave outlying figures as they are"),
            "outliers": _("Draw outlying figures in"),
        },
        "imputation": {
            "none": _("Leave missing figures out"),
            "mean": _("The mean of the other towns"),
            "median": _("The median of the other towns"),
        },
        "weighting": {
            "own": _("As written in the tables above"),
            "budget": _("The mean of the points that people give out, below"),
            "components": _("What a group's indicators have in common (principal component)"),
            "balanced": _("Each group counts as much (optimised)"),
        },
        "top": {"": _("As within groups"), **_ways()},
        "aggregation": _ways(),
    }[kind]


def _ways() -> dict[str, str]:
    return {
        "arithmetic": _("Arithmetic mean: strength makes up for weakness"),
        "geometric": _("Geometric mean: weakness counts more"),
        "harmonic": _("Harmonic mean: weakness counts most"),
        "copeland": _("Pairwise comparison (Copeland)"),
    }


def what_moves(row: Row, language: Language) -> str:
    """Return which choice moves a town's place most, with its total index; that none does."""
    if row.rank is None:
        return ""
    if not row.moves:
        return _("no choice moves it")
    name, total = row.moves[0]
    return f"{choice_name(name)} ({languages.number(total, language, 2)})"


def settings(definition: Definition) -> list[tuple[str, str]]:
    """Return the index's choices as (what, how)."""
    return [
        (_("Year"), definition.year or _("each indicator's latest")),
        (_("One scale"), methods("normalisation")[definition.normalisation]),
        (_("Outlying figures"), methods("treatment")[definition.treatment]),
        (_("Missing figures"), methods("imputation")[definition.imputation]),
        (_("Weights"), methods("weighting")[definition.weighting]),
        (_("Summing up"), methods("aggregation")[definition.aggregation]),
        *([(_("From groups to the index"), methods("top")[definition.top])] if definition.top else []),
    ]
