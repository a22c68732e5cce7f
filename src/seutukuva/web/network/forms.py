"""Forms of the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import Term
from seutukuva.network.vocabulary import vocabulary
from seutukuva.web.kit.forms import OwnTextField
from seutukuva.web.network.actions import Facts, Terms
from seutukuva.web.network.bringing import FORMATS
from seutukuva.web.network.models import STRUCTURES, Actor
from seutukuva.web.network.selectors import Wanted

if TYPE_CHECKING:
    from seutukuva.web.network.mentions import Told
    from seutukuva.web.programmes.models import Participant

Choices = list[tuple[str, Any]]
_DATE = {"type": "date"}


def termed(term: Term) -> str:
    """Return a term of the vocabulary in the reader's language."""
    return term.text(get_language() or "fi")


def kind_choices() -> Choices:
    """Return the kinds of actors."""
    return [(entry.id, termed(entry.name)) for entry in vocabulary().kinds]


def open_kind_choices() -> Choices:
    """Return the kinds of actors after none, so that nobody is called a company by default."""
    return [("", _("(not chosen)")), *kind_choices()]


def role_choices() -> Choices:
    """Return the roles, each with what it means."""
    return [(entry.id, f"{termed(entry.name)}: {termed(entry.explanation)}") for entry in vocabulary().roles]


def tie_choices() -> Choices:
    """Return the kinds of ties."""
    return [(entry.id, termed(entry.name)) for entry in vocabulary().ties]


def permanence_choices() -> Choices:
    """Return how lasting a tie can be."""
    return [("", _("(not said)")), *((entry.id, termed(entry.name)) for entry in vocabulary().permanence)]


def size_choices() -> Choices:
    """Return the classes of size."""
    return [("", _("(not said)")), *((entry.id, termed(entry.name)) for entry in vocabulary().sizes)]


def form_choices() -> Choices:
    """Return the forms of cooperation, the lightest first."""
    return [("", _("(not chosen)")), *((entry.id, termed(entry.name)) for entry in vocabulary().forms)]


STRUCTURE_KINDS: dict[str, Any] = dict(
    zip(STRUCTURES, (_("body or organisation"), _("agreement"), _("programme or project")), strict=True)
)
FORMAT_NAMES: dict[str, Any] = dict(
    zip(
        FORMATS,
        (
            _("table of ties (CSV), with a table of actors if you have one"),
            _("workbook with a sheet of ties (XLSX), as Kumu exports"),
            _("GraphML"),
            _("GEXF, as Gephi saves"),
            _("EU projects: organization.csv of CORDIS, with project.csv if you have it"),
            _("list of funded projects (CSV): project, beneficiary"),
        ),
        strict=True,
    )
)


class RolesForm(forms.Form):
    """What an actor does in one ecosystem."""

    roles = forms.MultipleChoiceField(
        label=_("Roles in the ecosystem"), choices=role_choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ActorForm(RolesForm):
    """An actor: its facts, and its roles in the ecosystem."""

    field_order = ["name", "kind", "roles", "names", "aliases", "area", "place", "business_id"]
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=open_kind_choices)
    names = OwnTextField(
        label=_("Names in the languages"),
        help_text=_("Where the actor has official names in several languages."),
        required=False,
        max_length=120,
    )
    aliases = forms.CharField(
        label=_("Other names"),
        help_text=_("One on a line: abbreviations, former names, names that people use."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    area = forms.ChoiceField(label=_("Town"), required=False)
    place = forms.CharField(
        label=_("Where it is"),
        help_text=_("When it is in none of the programme's towns."),
        required=False,
        max_length=120,
    )
    business_id = forms.CharField(
        label=_("Business id"), help_text=_("For example 1234567-1."), required=False, max_length=14
    )
    industry = forms.CharField(
        label=_("Industry"), help_text=_("Code of TOL 2008, for example 28."), required=False, max_length=8
    )
    size = forms.ChoiceField(label=_("Size"), choices=size_choices, required=False)
    education = forms.CharField(
        label=_("Campuses, fields and graduates"),
        help_text=_("Of an educational actor: where it teaches, what, and how many graduate in a year."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    note = forms.CharField(
        label=_("Remarks"),
        help_text=_("Read in every town where the actor takes part."),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, towns: Iterable[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fi"
        self._towns = {town.slug: town for town in towns}
        names = [(slug, town.name.form(cast(Any, language), "name")) for slug, town in self._towns.items()]
        cast(forms.ChoiceField, self.fields["area"]).choices = [("", _("(another place)")), *names]

    @property
    def facts(self) -> Facts:
        """Return what was told of the actor."""
        told = dict(self.cleaned_data)
        told.pop("roles")
        told["area"] = self._towns.get(told["area"])
        told["aliases"] = told["aliases"].splitlines()
        return Facts(**told)


def facts_of(row: Actor, names: dict[str, str], roles: Sequence[str]) -> dict[str, Any]:
    """Return what a form of an actor begins with."""
    same = ("name", "kind", "place", "business_id", "industry", "size", "education", "note")
    return {field: getattr(row, field) for field in same} | {
        "names": names,
        "roles": list(roles),
        "area": row.area.slug if row.area else "",
        "aliases": "\n".join(alias.name for alias in row.aliases.all()),
    }


class TermForm(forms.Form):
    """First and last day."""

    start = forms.DateField(label=_("Begins"), required=False, widget=forms.DateInput(_DATE, format="%Y-%m-%d"))
    end = forms.DateField(
        label=_("Ends"),
        help_text=_("Empty: no end is known or agreed."),
        required=False,
        widget=forms.DateInput(_DATE, format="%Y-%m-%d"),
    )


class LastsForm(TermForm):
    """How lasting the tie of a mention is."""

    field_order = ["permanence", "start", "end"]
    permanence = forms.ChoiceField(label=_("How lasting"), choices=permanence_choices, required=False)


class TieForm(TermForm):
    """A tie between two actors, and what tells it."""

    field_order = ["source", "target", "kind", "directed", "permanence", "start", "end", "weight", "carrier"]
    source = forms.CharField(label=_("From"), max_length=120, widget=forms.TextInput({"list": "actors"}))
    target = forms.CharField(label=_("To"), max_length=120, widget=forms.TextInput({"list": "actors"}))
    kind = forms.ChoiceField(label=_("Kind of tie"), choices=tie_choices)
    directed = forms.ChoiceField(
        label=_("Direction"),
        choices=[
            ("", _("as ties of this kind are")),
            ("yes", _("from the first to the second only")),
            ("no", _("both ways")),
        ],
        required=False,
    )
    permanence = forms.ChoiceField(label=_("How lasting"), choices=permanence_choices, required=False)
    weight = forms.FloatField(
        label=_("Strength"), help_text=_("1 when nothing else is known."), initial=1, localize=True
    )
    carrier = forms.ChoiceField(
        label=_("What tells it"),
        help_text=_("A passage in which actors were marked when the interviews were coded."),
        required=False,
    )
    cluster = forms.CharField(
        label=_("Source"),
        help_text=_("Who or what told it, when it is no passage: ties of one source share its error."),
        required=False,
        max_length=80,
    )

    def __init__(self, *args: Any, told: Sequence[Told], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clusters = {one.passage: one.cluster for one in told}
        chosen = {one.passage: f"{one.label}: ”{one.quote[:90]}”" for one in told}
        cast(forms.ChoiceField, self.fields["carrier"]).choices = [("", _("(no passage)")), *chosen.items()]

    def clean(self) -> dict[str, Any]:
        """Let a passage bring its source, and say direction as yes, no or as usual."""
        data = super().clean() or {}
        data["cluster"] = self._clusters.get(data.get("carrier", ""), data.get("cluster", ""))
        data["directed"] = {"yes": True, "no": False}.get(data.get("directed", ""))
        return data


class StructureForm(TermForm):
    """A structure: what it is, who is in it, what it stands on."""

    field_order = ["kind", "name", "mandate", "form", "members", "goals", "contributions", "funding", "start", "end"]
    kind = forms.ChoiceField(label=_("Kind"), choices=list(STRUCTURE_KINDS.items()))
    name = OwnTextField(label=_("Name"), max_length=160)
    mandate = OwnTextField(label=_("Mandate: what it is for, who gave it"), rows=3, required=False)
    form = forms.ChoiceField(label=_("Form of cooperation"), choices=form_choices, required=False)
    members = forms.MultipleChoiceField(
        label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Actors of the ecosystem.")
    )
    goals = OwnTextField(label=_("Goals, one on a line"), rows=3, required=False)
    contributions = OwnTextField(
        label=_("Contributions, one on a line"),
        help_text=_("Who brings what, for example: the town: premises."),
        rows=3,
        required=False,
    )
    funding = forms.CharField(label=_("Funding"), max_length=200, required=False)

    def __init__(self, *args: Any, actors: Sequence[tuple[Actor, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actors = {str(row.pk): row for row, _name in actors}
        cast(forms.MultipleChoiceField, self.fields["members"]).choices = [(str(r.pk), name) for r, name in actors]

    @property
    def terms(self) -> Terms:
        """Return what was told of the structure."""
        told = dict(self.cleaned_data)
        told["names"] = told.pop("name")
        told["members"] = [self._actors[key] for key in told["members"]]
        return Terms(**told)


class FilterForm(forms.Form):
    """Which ties are looked at."""

    kind = forms.ChoiceField(label=_("Kind of tie"), required=False)
    permanence = forms.ChoiceField(label=_("How lasting"), required=False)
    period = forms.ChoiceField(label=_("Year"), required=False)
    actor_kind = forms.ChoiceField(label=_("Ties of"), required=False)
    role = forms.ChoiceField(label=_("Ties of those who are"), required=False)
    without = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, years: Sequence[int]) -> None:
        super().__init__(data, auto_id="see_%s")
        every = ("", _("(all)"))
        roles = [(entry.id, termed(entry.name)) for entry in vocabulary().roles]
        span = [(str(year), str(year)) for year in range(years[0], years[-1] + 1)] if years else []
        for field, choices in (
            ("kind", tie_choices()),
            ("permanence", permanence_choices()[1:]),
            ("period", span),
            ("actor_kind", kind_choices()),
            ("role", roles),
        ):
            cast(forms.ChoiceField, self.fields[field]).choices = [every, *choices]

    @staticmethod
    def wanted(data: Any) -> Wanted:
        """Return what an address asks to look at; words that the vocabulary does not have leave nothing."""
        fields = ("kind", "permanence", "period", "actor_kind", "role", "without")
        return Wanted(**{field: data.get(field, "")[:40] for field in fields})


class ImportForm(forms.Form):
    """A file of a network, and what is known of it."""

    format = forms.ChoiceField(label=_("What the file is"), choices=list(FORMAT_NAMES.items()))
    main = forms.FileField(label=_("File"))
    more = forms.FileField(
        label=_("Second file"), help_text=_("The table of actors, or project.csv of CORDIS."), required=False
    )
    name = forms.CharField(label=_("Name of the material"), max_length=120)
    source = forms.CharField(label=_("Where it comes from"), max_length=200, required=False)
    licence = forms.CharField(label=_("Licence"), max_length=80, required=False)


class ColumnsForm(forms.Form):
    """What the columns of a table of ties are called, where the headings do not tell it."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="column")
        for field, label in (
            ("source", _("Column of the first actor")),
            ("target", _("Column of the second actor")),
            ("kind", _("Column of the kind of tie")),
            ("weight", _("Column of the strength")),
            ("start", _("Column of the beginning")),
            ("end", _("Column of the end")),
            ("permanence", _("Column of how lasting")),
            ("cluster", _("Column of the source")),
        ):
            self.fields[field] = forms.CharField(label=label, required=False, max_length=80)

    @property
    def columns(self) -> dict[str, str]:
        """Return field -> heading, those that were told."""
        return {field: heading for field, heading in self.cleaned_data.items() if heading}
