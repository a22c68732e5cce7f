"""Forms of the interview plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import formats, timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seutukuva.base import LANGUAGES, Term
from seutukuva.evidence.consents import ConsentText, consent_text
from seutukuva.evidence.guides import Question
from seutukuva.web.evidence.coding.forms import MEANINGS
from seutukuva.web.evidence.forms import said
from seutukuva.web.evidence.interviews.actions import Consents, Person, Proposal
from seutukuva.web.evidence.interviews.models import ProposedTime, Status
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.values import SECTORS
from seutukuva.web.kit.forms import LANGUAGE_NAMES
from seutukuva.web.programmes.maturity import dimension_name

STATUSES: dict[str, Any] = {
    Status.PLANNED: _("planned"),
    Status.INVITED: _("invited"),
    Status.AGREED: _("agreed"),
    Status.HELD: _("held"),
    Status.TRANSCRIBED: _("transcribed"),
    Status.DECLINED: _("declined"),
}
OTHER_TIME = "other"
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class QuotaForm(forms.Form):
    """How many interviews of each sector are wanted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sector in SECTORS:
            self.fields[sector] = forms.IntegerField(label=said(f"evidence.sector.{sector}"), min_value=0, max_value=99)


class InterviewForm(forms.Form):
    """Whom to interview, and who does it."""

    sector = forms.ChoiceField(label=_("Sector"), choices=[(one, said(f"evidence.sector.{one}")) for one in SECTORS])
    who = forms.CharField(
        label=_("Who"), help_text=_("A role, not a name: managing director, headmaster."), max_length=120
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Used for the invitation only; it is not shown to others than those who work on the town."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the interview"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )

    def __init__(self, *args: Any, people: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = people
        named = [(key, str(person)) for key, person in people.items()]
        self.fields["interviewer"] = forms.ChoiceField(
            label=_("Interviewer"), choices=[("", _("(nobody yet)")), *named], required=False
        )

    def given(self) -> dict[str, Any]:
        """Return what the actions take."""
        data = self.cleaned_data
        return {
            "sector": data["sector"],
            "person": Person(data["who"], data["organisation"], data["email"]),
            "language": data["language"],
            "interviewer": self._people.get(data["interviewer"]),
        }


def _time_field(label: Any, *, required: bool) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget)


class InvitationForm(forms.Form):
    """Up to three times and a place."""

    time_1 = _time_field(_("First proposed time"), required=True)
    time_2 = _time_field(_("Second proposed time"), required=False)
    time_3 = _time_field(_("Third proposed time"), required=False)
    place = forms.CharField(
        label=_("Where"),
        help_text=_("An address, or the link of a remote meeting. It stands in the letter."),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        """Refuse times that have passed."""
        data = super().clean() or {}
        for name in ("time_1", "time_2", "time_3"):
            time = data.get(name)
            if time is not None and time < timezone.now():
                self.add_error(name, _("This time has passed."))
        return data

    def given(self) -> Proposal:
        """Return the times and the place."""
        data = self.cleaned_data
        times = (data[name] for name in ("time_1", "time_2", "time_3"))
        return Proposal(tuple(time for time in times if time is not None), data["place"])


class StatusForm(forms.Form):
    """How far an interview is, where no letter and no source tells."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(one, STATUSES[one]) for one in (Status.PLANNED, Status.AGREED, Status.HELD, Status.DECLINED)],
    )
    time = _time_field(_("Time"), required=False)
    place = forms.CharField(label=_("Where"), max_length=300, required=False)

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        times = (data["time"],) if data["time"] else ()
        return {"status": data["status"], "proposal": Proposal(times, data["place"])}


class ConsentForm(forms.Form):
    """What the interviewee agrees to, asked one by one. The labels are those of the newest text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text, language = consent_text(), get_language() or "fi"
        self.version = text.version
        for name in ("interview", "recording", "quotation"):
            self.fields[f"to_{name}"] = forms.ChoiceField(
                label=getattr(text, name).text(language), choices=YES_NO, widget=forms.RadioSelect
            )

    def given(self) -> Consents:
        """Return the answers."""
        yes = {name: self.cleaned_data[f"to_{name}"] == "yes" for name in ("interview", "recording", "quotation")}
        return Consents(self.version, **yes)


class AnswerForm(ConsentForm):
    """An interviewee's answer: a time and the consents."""

    def __init__(self, *args: Any, times: Sequence[ProposedTime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._times = {str(row.pk): row for row in times}
        if times:
            shown = [(key, moment(row.begins)) for key, row in self._times.items()]
            other = (OTHER_TIME, _("None of these suits me: contact me"))
            self.fields["time"] = forms.ChoiceField(label=_("Time"), choices=[*shown, other], widget=forms.RadioSelect)
            self.order_fields(["time"])

    def clean_to_interview(self) -> str:
        """Ask for the consent without which there is no interview."""
        answer = str(self.cleaned_data["to_interview"])
        if answer != "yes":
            raise forms.ValidationError(_("If you do not agree to be interviewed, choose “I decline” below."))
        return answer

    def time(self) -> ProposedTime | None:
        """Return the time that was chosen, None where none suits."""
        return self._times.get(self.cleaned_data.get("time", OTHER_TIME))


class TieForm(forms.Form):
    """Which source came of the interview."""

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {str(row.pk): row for row in sources}
        shown = [(key, f"{row.label} {row.who}".strip()) for key, row in self._sources.items()]
        self.fields["source"] = forms.ChoiceField(label=_("Source"), choices=shown)

    def given(self) -> Source:
        """Return the source."""
        return self._sources[self.cleaned_data["source"]]


def meanings(question: Question, language: str, dimensions: Mapping[str, Term]) -> list[str]:
    """Return what a question asks about, in words of `language`: dimensions, the leader, what is missing.

    dimensions: the names of the programme's dimensions.
    """
    names = dict(MEANINGS)
    with translation.override(language):
        other = [str(names[point]) for point in question.points_to if point in names]
    return [dimension_name(dimensions, one).text(language) for one in question.dimensions] + other


def moment(time: Any) -> str:
    """Return a time in the reader's form, with the day of the week."""
    local = timezone.localtime(time)
    return f"{formats.date_format(local, 'D')} {formats.date_format(local, 'SHORT_DATETIME_FORMAT')}"


def told(text: ConsentText) -> list[str]:
    """Return what the text on consent tells, in the reader's language."""
    return [term.text(get_language() or "fi") for term in text.told]
