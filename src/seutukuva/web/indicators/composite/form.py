"""The form of an index: indicators in a tree of at most two levels of groups, with weights and the method."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Language
from seutukuva.web.indicators.board import Board, Measure
from seutukuva.web.indicators.composite.definition import Chosen, Definition, Group, direction_of
from seutukuva.web.indicators.composite.inputs import years
from seutukuva.web.indicators.composite.points import points_text, read_points
from seutukuva.web.indicators.composite.words import methods
from seutukuva.web.indicators.pieces import by_theme, theme
from seutukuva.web.kit.forms import OwnTextField

MOST_GROUPS, SPARE = 12, 2
METHODS = ("normalisation", "treatment", "imputation", "weighting", "aggregation", "top")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,30}")


@dataclass(frozen=True)
class Line:
    """A row of the form: what it is called, its key, and its controls."""

    key: str
    name: str
    note: str
    fields: tuple[forms.BoundField, ...]


def _plain(weight: float) -> float:
    """Return a weight as it is written into its box: 1, not 1.0."""
    return int(weight) if weight == int(weight) else weight


def _small(label: str, width: str = "5") -> forms.TextInput:
    return forms.TextInput({"inputmode": "decimal", "size": width, "aria-label": label})


class IndexForm(forms.Form):
    """An index. Fields of an indicator and of a group carry its key; a new indicator starts in its theme's group."""

    name = OwnTextField(label=_("Name of the index"), max_length=120)
    year = forms.ChoiceField(label=_("Year"), required=False)
    normalisation = forms.ChoiceField(label=_("One scale"))
    treatment = forms.ChoiceField(label=_("Outlying figures"))
    imputation = forms.ChoiceField(label=_("Missing figures"))
    weighting = forms.ChoiceField(label=_("Weights"))
    points = forms.CharField(
        label=_("Points that people give out"),
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "A line each: person; indicator or group as it is called above; points. A role or a letter is enough for a "
            "person. Each person's points within a group become shares, and the mean of the shares is the weight."
        ),
    )
    aggregation = forms.ChoiceField(label=_("Summing up"))
    top = forms.ChoiceField(label=_("From groups to the index"), required=False)
    chosen = forms.MultipleChoiceField(label=_("Indicators"))

    def __init__(
        self,
        data: Any = None,
        *,
        board: Board,
        definition: Definition,
        language: Language,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self._board, self._language, self._definition = board, language, definition
        self._measures = {measure.key: measure for measure in board.measures}
        super().__init__(data, initial=self._started(definition, names, language))
        told = [str(key) for key in data.getlist("groups")] if data is not None else []
        self.codes = self._codes(told)
        keys = [str(key) for key in data.getlist("chosen")] if data is not None else []
        self._keys = [k for k in self._measures if k in keys or k in {c.key for c in definition.indicators}]
        for kind in METHODS:
            self._choices(kind, list(methods(kind).items()))
        known = [(year, year) for year in years(board, definition)]
        self._choices("year", [("", gettext("each indicator's latest")), *known])
        self._choices("chosen", [(key, key) for key in self._measures])
        self._add_groups()
        self._add_indicators()

    def _called(self, definition: Definition) -> dict[str, str]:
        """Return the names of what can be given points: key or code -> name in the page's language."""
        groups = {group.code: group.name(self._language) for group in definition.groups}
        return groups | {key: measure.name.text(self._language) for key, measure in self._measures.items()}

    def _started(self, definition: Definition, names: Mapping[str, str] | None, language: Language) -> dict[str, Any]:
        initial: dict[str, Any] = {
            "name": names or {},
            "chosen": [chosen.key for chosen in definition.indicators],
            "points": points_text(definition, self._called(definition)),
            **{k: getattr(definition, k) for k in ("year", *METHODS)},
        }
        for group in definition.groups:
            initial |= {
                f"called-{group.code}": group.name(language),
                f"under-{group.code}": group.parent,
                f"share-{group.code}": _plain(group.weight),
            }
        for chosen in definition.indicators:
            initial |= {
                f"group-{chosen.key}": chosen.group,
                f"weight-{chosen.key}": _plain(chosen.weight),
                f"direction-{chosen.key}": str(chosen.direction),
            }
        return initial

    def _codes(self, told: list[str]) -> list[str]:
        """Return the codes of the groups that the form has rows for; without data two spare ones more."""
        known = [code for code in dict.fromkeys(told) if _CODE.fullmatch(code)][:MOST_GROUPS]
        if known:
            return known
        codes = [group.code for group in self._definition.groups]
        free = (f"g{number}" for number in range(1, MOST_GROUPS + 1) if f"g{number}" not in codes)
        return [*codes, *(code for code, _n in zip(free, range(SPARE), strict=False))][:MOST_GROUPS]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _group_name(self, code: str) -> str:
        spare = gettext("New group %(number)s") % {"number": self.codes.index(code) + 1}
        if self.is_bound:
            return str(self.data.get(f"called-{code}", "")).strip()[:80] or spare
        return str(self.initial.get(f"called-{code}") or spare)

    def _add_groups(self) -> None:
        for code in self.codes:
            name = self._group_name(code)
            self.fields[f"called-{code}"] = forms.CharField(
                label=gettext("Name of the group"),
                max_length=80,
                required=False,
                widget=forms.TextInput({"aria-label": f"{gettext('Name of the group')}: {name}"}),
            )
            above = [(other, self._group_name(other)) for other in self.codes if other != code]
            self.fields[f"under-{code}"] = forms.ChoiceField(
                choices=[("", gettext("the index")), *above],
                required=False,
                widget=forms.Select({"aria-label": gettext("Stands under: %(name)s") % {"name": name}}),
            )
            self.fields[f"share-{code}"] = self._weight(name)

    def _add_indicators(self) -> None:
        groups = [("", gettext("the index")), *((code, self._group_name(code)) for code in self.codes)]
        for key in self._keys:
            name = self._measures[key].name.text(self._language)
            self.fields[f"group-{key}"] = forms.ChoiceField(
                choices=groups,
                required=False,
                widget=forms.Select({"aria-label": gettext("Stands under: %(name)s") % {"name": name}}),
            )
            self.fields[f"weight-{key}"] = self._weight(name)
            self.fields[f"direction-{key}"] = forms.ChoiceField(
                choices=[("1", gettext("high")), ("-1", gettext("low"))],
                required=False,
                widget=forms.Select({"aria-label": gettext("Good is: %(name)s") % {"name": name}}),
            )

    def _weight(self, name: str) -> forms.FloatField:
        label = gettext("Weight: %(name)s") % {"name": name}
        return forms.FloatField(
            min_value=0, max_value=1000, required=False, localize=True, initial=1, widget=_small(label)
        )

    def group_lines(self) -> list[Line]:
        """Return the rows of the groups."""
        parts = ("called", "under", "share")
        return [Line(c, self._group_name(c), "", tuple(self[f"{part}-{c}"] for part in parts)) for c in self.codes]

    def indicator_lines(self) -> list[Line]:
        """Return the rows of the indicators that are in the index."""
        chosen = set(self["chosen"].value() or [])
        parts = ("group", "weight", "direction")
        return [
            Line(k, self._measures[k].name.text(self._language), "", tuple(self[f"{part}-{k}"] for part in parts))
            for k in self._keys
            if k in chosen
        ]

    def others(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the measures that are not in the index by theme: (label, [(key, name)])."""
        shown = {line.key for line in self.indicator_lines()}
        return [
            (label, [(m.key, m.name.text(self._language)) for m in found if m.key not in shown])
            for label, found in by_theme(list(self._measures.values()))
        ]

    def problems(self) -> list[str]:
        """Return what is wrong in the rows, which have no place for it, with the row's name."""
        lines = [*self.group_lines(), *self.indicator_lines()]
        return [
            f"{line.name}: {' '.join(str(e) for e in bound.errors)}"
            for line in lines
            for bound in line.fields
            if bound.errors
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse groups in groups in groups, and one without a name that something stands under."""
        data = super().clean() or {}
        above = {code: str(data.get(f"under-{code}") or "") for code in self.codes}
        used = {str(data.get(f"group-{key}") or "") for key in data.get("chosen", [])}
        for code, parent in above.items():
            if parent and above.get(parent):
                self.add_error(f"under-{code}", _("Groups can stand in a group, but that one then stands in none."))
            if not data.get(f"called-{code}") and (code in used or code in above.values()):
                self.add_error(f"called-{code}", _("Give the group a name."))
        groups = {code: str(data.get(f"called-{code}") or "").strip() for code in self.codes}
        self._points, wrong = read_points(str(data.get("points") or ""), self._called(Definition(())) | groups)
        for line in wrong:
            self.add_error("points", line)
        if data.get("weighting") == "budget" and not self._points and not wrong:
            self.add_error("points", _("Nobody has given out points."))
        return data

    def definition(self) -> Definition:
        """Return what was filled in, once it is valid."""
        data, before = self.cleaned_data, {group.code: group for group in self._definition.groups}
        groups = []
        for code in self.codes:
            name = str(data.get(f"called-{code}") or "").strip()
            if name:
                group = before.get(code) or Group(code, ())
                weight = _number(data.get(f"share-{code}"))
                told = group.renamed(self._language, name)
                groups.append(replace(group, names=told, parent=str(data[f"under-{code}"] or ""), weight=weight))
        known = {group.code for group in groups}
        picked = [key for key in self._measures if key in data["chosen"]]
        return Definition(
            indicators=tuple(self._chosen(self._measures[key], known) for key in picked),
            groups=tuple(groups),
            points=self._points,
            **{k: str(data[k]) for k in ("year", *METHODS)},
        )

    def _chosen(self, measure: Measure, known: set[str]) -> Chosen:
        data, key = self.cleaned_data, measure.key
        if f"direction-{key}" not in self.data:
            group = theme(measure) if theme(measure) in known else ""
            return Chosen(key, group, 1.0, direction_of(measure))
        group = str(data[f"group-{key}"])
        direction = -1 if data[f"direction-{key}"] == "-1" else 1
        return Chosen(key, group if group in known else "", _number(data[f"weight-{key}"]), direction)


def _number(value: Any) -> float:
    return 1.0 if value is None else float(value)
