"""The maturity model of a programme as its page tells it, and what another model would do to the levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Language, LocalName, Term, languages, render
from seutukuva.base.languages import as_language
from seutukuva.picture import Dimension, DimensionCell, Gate, MaturityModel, Reading, set90
from seutukuva.picture.maturity import own_mark
from seutukuva.picture.questions import prior_name
from seutukuva.picture.reading_words import reading_name, threshold_words
from seutukuva.web.evidence.selectors import kind_name
from seutukuva.web.picture.model_conditions import changed_conditions
from seutukuva.web.picture.models import Finding, Kind
from seutukuva.web.picture.selectors import Judged, judged
from seutukuva.web.programmes.maturity import dimension_name, dimension_names, model_of
from seutukuva.web.programmes.selectors import default_ecosystem, participants_readable_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from seutukuva.web.programmes.models import Programme

LARGEST = 400_000  # characters of a model's file; the shipped one has about 20,000
STATED = "stated"
FACTORS = (0.5, 1.0, 2.0, 3.0)


@dataclass(frozen=True)
class GateRow:
    """A gate with the names that its sentence needs."""

    gate: Gate
    level: str
    dimension: str


@dataclass(frozen=True)
class ReadingRow:
    """How a figure or a document is read as a level; `begins` has where levels 2-4 begin, or the states' levels."""

    reading: Reading
    dimension: Term
    name: str
    begins: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class ModelPicture:
    """A maturity model as a reader sees it."""

    model: MaturityModel
    dimensions: Sequence[tuple[Dimension, Term, Sequence[str]]]
    gates: Sequence[GateRow]
    sizes: Sequence[tuple[str, str, str]]
    priors: Sequence[tuple[Any, Sequence[str]]]
    scales: Sequence[str]
    readings: Sequence[ReadingRow]


@dataclass(frozen=True)
class LevelShift:
    """A dimension of a town whose most probable level would be another one."""

    town: LocalName
    dimension: Term
    before: tuple[int | None, str]
    after: tuple[int | None, str]


@dataclass(frozen=True)
class StageShift:
    """A town whose stage would be another one."""

    town: LocalName
    before: Term | None
    after: Term | None


@dataclass(frozen=True)
class Gone:
    """A dimension that the model would no longer have: what stands on it is kept."""

    name: Term
    ratings: int
    findings: int


@dataclass(frozen=True)
class Change:
    """What another model would do: to levels, stages, dimensions and sentences. `cells` counts those compared.

    `conditions` names what the model states otherwise, also where that moves nothing in these towns.
    """

    towns: int
    cells: int
    levels: Sequence[LevelShift]
    widths: int
    stages: Sequence[StageShift]
    gone: Sequence[Gone]
    new: Sequence[Term]
    flagged: int
    conditions: Sequence[str]

    @property
    def still(self) -> bool:
        """Tell whether no level and no stage would move, nor how sure a level is."""
        return not (self.levels or self.widths or self.stages)

    @property
    def nothing(self) -> bool:
        """Tell whether no level, stage, dimension, condition or sentence would be touched."""
        return self.still and not (self.gone or self.new or self.flagged or self.conditions)


class ModelFileForm(forms.Form):
    """A model's file."""

    file = forms.FileField(
        label=_("Changed file"),
        help_text=_("A .toml file. Nothing changes yet: first you see what it would do to the levels."),
        widget=forms.ClearableFileInput({"accept": ".toml"}),
    )

    def clean_file(self) -> str:
        """Return the file's text."""
        data = self.cleaned_data["file"].read(4 * LARGEST)
        try:
            text = str(data, "utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not text in UTF-8. Save it as UTF-8.")) from error
        if len(text) > LARGEST:
            raise forms.ValidationError(_("The file is too large to be a model."))
        return text.replace("\r\n", "\n")


class UseModelForm(forms.Form):
    """Taking into use what was looked at; an empty text is the shipped model."""

    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False, max_length=LARGEST)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(
        label=_("Why"), help_text=_("Kept with the version, for example what was agreed and where."), max_length=200
    )

    def clean_text(self) -> str:
        """Return the text with the line ends that it was given with; a browser sends others."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class TryForm(forms.Form):
    """Another prior, another size of the shared error."""

    prior = forms.ChoiceField(label=_("Prior"))
    shared = forms.ChoiceField(label=_("Shared error"))

    def __init__(self, data: Any = None, *, model: MaturityModel) -> None:
        super().__init__(data, initial={"prior": STATED, "shared": STATED})
        language = as_language(get_language())
        priors = [(name, prior_name(name).text(language)) for name in model.errors.priors]
        sizes = [(f"{n:g}", _("%(n)s times what is stated") % {"n": languages.number(n, language, 1)}) for n in FACTORS]
        for name, choices in (
            ("prior", [(STATED, _("as the model states")), *priors]),
            ("shared", [(STATED, _("as the model states")), *sizes]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def varied(self, model: MaturityModel) -> MaturityModel:
        """Return the model under what was chosen."""
        errors, prior, shared = model.errors, self.cleaned_data["prior"], self.cleaned_data["shared"]
        if prior != STATED:
            errors = replace(errors, prior=errors.priors[prior])
        if shared != STATED:
            errors = replace(errors, scales=(float(shared),))
        return replace(model, errors=errors)


def model_picture(model: MaturityModel, language: Language) -> ModelPicture:
    """Return a model as its page shows it."""
    names = {dimension.id: dimension.name for dimension in model.dimensions}

    def number(value: float, decimals: int = 2) -> str:
        return languages.number(value, language, decimals)

    def shares(prior: Sequence[float]) -> list[str]:
        return [languages.percent(share, language) for share in prior]

    return ModelPicture(
        model,
        [
            (
                row,
                model.level(row.target).name,
                [_kind(kind, language) for kind in row.evidence],
            )
            for row in model.dimensions
        ],
        [
            GateRow(
                gate,
                model.level(gate.level).name.text(language),
                names[gate.dimension].text(language) if gate.dimension else "",
            )
            for gate in model.gates
        ],
        [(_kind(kind, language), number(size.own), number(size.shared)) for kind, size in model.errors.kinds.items()],
        [
            (_("In use"), shares(model.errors.prior)),
            *((prior_name(name).text(language), shares(prior)) for name, prior in model.errors.priors.items()),
        ],
        [number(scale, 1) for scale in model.errors.scales],
        [_reading_row(row, names, language) for row in model.readings],
    )


def change_to(user: Any, programme: Programme, model: MaturityModel) -> Change:
    """Return what a model would do in the towns of a programme that a person may read."""
    homes = {default_ecosystem(town).pk: town.name for town in participants_readable_by(user, programme)}
    now, then = judged(homes), judged(homes, model=model)
    names = dimension_names([programme.pk])[programme.pk]
    in_use = model_of(programme)
    kept = [row for row in model.dimensions if row.id in {one.id for one in in_use.dimensions}]
    found = list(_on_dimensions(homes).values_list("ecosystem", "dimension"))
    pairs = [(town, now[home].cell(row.id), then[home].cell(row.id)) for row in kept for home, town in homes.items()]
    left = {row.id for row in in_use.dimensions} - {row.id for row in kept}
    return Change(
        towns=len(homes),
        cells=len(pairs),
        levels=[
            LevelShift(town, new.dimension.name, (old.cell.mode, set90(old)), (new.cell.mode, set90(new)))
            for town, old, new in pairs
            if old.cell.mode != new.cell.mode
        ],
        widths=sum(old.cell.mode == new.cell.mode and old.cell.set90 != new.cell.set90 for _town, old, new in pairs),
        stages=[
            StageShift(town, now[home].stage.name, then[home].stage.name)
            for home, town in homes.items()
            if (now[home].stage.level, now[home].stage.name) != (then[home].stage.level, then[home].stage.name)
        ],
        gone=[_gone(id_, dimension_name(names, id_), now, found) for id_ in names if id_ in left],
        new=[row.name for row in model.dimensions if row not in kept],
        flagged=sum(_told(now[home], dimension) != _told(then[home], dimension) for home, dimension in found),
        conditions=changed_conditions(in_use, model, as_language(get_language()), reading_name),
    )


def _gone(id_: str, name: Term, now: Mapping[int, Judged], found: Sequence[tuple[int, str]]) -> Gone:
    ratings = sum(len(one.ratings.get(id_, ())) for one in now.values())
    return Gone(name, ratings, sum(dimension == id_ for _home, dimension in found))


def _told(found: Judged, dimension: str) -> tuple[object, ...]:
    """Return what a sentence on a dimension stands on, as far as a model can change it (see `CellKind.contents`)."""
    if dimension not in found.dimensions:
        return ()
    cell: DimensionCell = found.cell(dimension)
    return (cell.cell.mode, cell.cell.set90, own_mark(found.model, dimension))


def _reading_row(reading: Reading, names: Mapping[str, Term], language: Language) -> ReadingRow:
    if reading.states is not None:
        begins = [(level, state) for state, level in reading.states.items()]
    else:
        begins = list(enumerate((threshold_words(reading, value, language) for value in reading.thresholds), 2))
    return ReadingRow(reading, names[reading.dimension], reading_name(reading, language), begins)


def _kind(kind: str, language: Language) -> str:
    """Return the name of a kind of source; one of the model's own is told as it is written there."""
    name = kind_name(kind)
    return render(name, language) if languages.has(name.code, language) else kind


def beside(user: Any, programme: Programme) -> list[Gone]:
    """Return the dimensions that the model in use does not have though ratings or findings stand on them."""
    homes = [default_ecosystem(town).pk for town in participants_readable_by(user, programme)]
    now, names = judged(homes), dimension_names([programme.pk])[programme.pk]
    known = {row.id for row in model_of(programme).dimensions}
    ratings: Counter[str] = Counter()
    for one in now.values():
        ratings.update({id_: len(rows) for id_, rows in one.beside.items()})
    rows = _on_dimensions(homes).exclude(dimension__in=known)
    findings = Counter(rows.values_list("dimension", flat=True))
    return [Gone(dimension_name(names, id_), ratings[id_], findings[id_]) for id_ in {**ratings, **findings}]


def _on_dimensions(homes: Iterable[int]) -> QuerySet[Finding]:
    """Return the findings on dimensions: a growth area is no part of the model."""
    return Finding.objects.filter(ecosystem__in=list(homes)).exclude(kind=Kind.GROWTH)
