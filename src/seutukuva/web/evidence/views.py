"""Pages of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem, Term
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence import actions, selectors
from seutukuva.web.evidence.forms import (
    CONSENTS,
    CorrectionForm,
    DocumentFactsForm,
    PassageForm,
    RatingForm,
    SourceFactsForm,
    SourceForm,
)
from seutukuva.web.evidence.models import Passage, Rating, Source
from seutukuva.web.evidence.pseudonyms.gate import held_back, needs_treatment, standings
from seutukuva.web.evidence.threads import rating_text, source_tags
from seutukuva.web.evidence.values import DOCUMENT
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.maturity import dimension_names, model_of
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme

if TYPE_CHECKING:
    from seutukuva.picture import MaturityModel

READ, WRITE = "programmes.read_town", "programmes.work_on_town"


@login_required
@require_safe
def overview(request: HttpRequest, programme: str) -> HttpResponse:
    """List the towns whose evidence the reader may read."""
    row = get_programme(request.user, programme, "programmes.belong")
    context = programme_context(request, row) | {"towns": selectors.towns(request.user, row)}
    return render(request, "evidence/overview.html", context)


@login_required
@require_safe
def town(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """List a town's sources and what is still missing."""
    participant = get_participant(request.user, programme, town, READ)
    context = programme_context(request, participant.programme, participant) | {
        "inventory": selectors.inventory(participant),
        "consents": CONSENTS,
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "evidence/town.html", context)


@login_required
def new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Add a source."""
    participant = get_participant(request.user, programme, town, WRITE)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in form.fields if name != "file"}
        ecosystem = default_ecosystem(participant)
        try:
            added = actions.add_source(actor=signed_in(request), ecosystem=ecosystem, upload=form.upload, **data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The source was added. Mark its passages next."))
            return redirect("source", programme, town, added.pk)
    context = programme_context(request, participant.programme, participant) | {"form": form}
    return render(request, "evidence/new.html", context)


@login_required
def source(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Show a source with its passages marked, and add a passage."""
    found = selectors.get_source(request.user, programme, town, source, WRITE if request.method == "POST" else READ)
    form = PassageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_passage(actor=signed_in(request), source=found, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The passage was marked. Rate it next."))
            return redirect("passage", programme, town, added.pk)
    rated, names = selectors.rated_passages(found), _names(found)
    context = _source_context(request, found) | {
        "form": form,
        "pieces": selectors.marked_text(found, [row.passage for row in rated]),
        "rated": [(row, _ratings(row, names)) for row in rated],
        "held": held_back(row.passage for row in rated if row.passage.quotable),
        "standing": standings([found])[found.pk].label if needs_treatment(found) else "",
    }
    return render(request, "evidence/source.html", context)


@login_required
def change(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Change what is known of a source."""
    found = selectors.get_source(request.user, programme, town, source, WRITE)
    form = _facts_form(request, found)
    if request.method == "POST" and form.is_valid():
        actions.change_source(actor=signed_in(request), source=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("source", programme, town, found.pk)
    return render(request, "evidence/change.html", _source_context(request, found) | {"form": form})


def _facts_form(request: HttpRequest, source: Source) -> SourceFactsForm:
    initial = {name: getattr(source, name) for name in DocumentFactsForm.base_fields}
    if source.kind == DOCUMENT:
        model = model_of(source.ecosystem.participant.programme)
        return DocumentFactsForm(request.POST or None, initial=initial, model=model)
    return SourceFactsForm(request.POST or None, initial=initial)


@login_required
def correct(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Correct a source's text; what could not be found again is listed."""
    found = selectors.get_source(request.user, programme, town, source, WRITE)
    form = CorrectionForm(request.POST or None, initial={"text": found.text, "seen": found.text_hash})
    lost: tuple[Passage, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            lost = actions.correct_text(actor=signed_in(request), source=found, **form.cleaned_data).lost
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            told = ngettext(
                "The text was corrected. %(n)s passage is no longer in it.",
                "The text was corrected. %(n)s passages are no longer in it.",
                len(lost),
            )
            if lost:
                messages.warning(request, told % {"n": len(lost)})
            else:
                messages.success(request, _("The text was corrected; every passage was found again."))
            return redirect("source", programme, town, found.pk)
    return render(request, "evidence/correct.html", _source_context(request, found) | {"form": form})


@login_required
def passage(request: HttpRequest, programme: str, town: str, passage: int) -> HttpResponse:
    """Show a passage with its ratings; change its words."""
    found = selectors.get_passage(request.user, programme, town, passage, WRITE if request.method == "POST" else READ)
    form = PassageForm(request.POST or None, initial={"quote": found.quote, "quotable": found.quotable})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_passage(actor=signed_in(request), passage=found, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Saved. What stands on this passage is flagged if its words changed."))
            return redirect("passage", programme, town, found.pk)
    return _passage_page(request, found, form, RatingForm(model=_model(found)))


@login_required
@require_POST
def rate(request: HttpRequest, programme: str, town: str, passage: int) -> HttpResponse:
    """Rate a passage."""
    found = selectors.get_passage(request.user, programme, town, passage, WRITE)
    form = RatingForm(request.POST, model=_model(found))
    if form.is_valid():
        actions.rate(actor=signed_in(request), passage=found, **form.cleaned_data)
        messages.success(request, _("The rating was saved."))
        return redirect("passage", programme, town, found.pk)
    return _passage_page(request, found, PassageForm(initial={"quote": found.quote, "quotable": found.quotable}), form)


@login_required
@require_POST
def rating_holds(request: HttpRequest, programme: str, town: str, passage: int, rating: int) -> HttpResponse:
    """Say that a rating holds on the passage as it now is."""
    found = selectors.get_passage(request.user, programme, town, passage, WRITE)
    actions.confirm_rating(actor=signed_in(request), rating=_rating(found, rating))
    return redirect("passage", programme, town, found.pk)


@login_required
@require_POST
def rating_remove(request: HttpRequest, programme: str, town: str, passage: int, rating: int) -> HttpResponse:
    """Take a rating back."""
    found = selectors.get_passage(request.user, programme, town, passage, WRITE)
    actions.remove_rating(actor=signed_in(request), rating=_rating(found, rating))
    messages.success(request, _("The rating was removed; what stood on it is flagged."))
    return redirect("source", programme, town, found.source_id)


def _rating(passage: Passage, rating: int) -> Rating:
    found = passage.ratings.filter(pk=rating).first()
    if found is None:
        raise Http404
    found.passage = passage
    return found


def _model(passage: Passage) -> MaturityModel:
    return model_of(passage.source.ecosystem.participant.programme)


def _passage_page(request: HttpRequest, found: Passage, form: forms.Form, rating_form: forms.Form) -> HttpResponse:
    rated = selectors.rated_passage(found)
    context = _source_context(request, found.source) | {
        "passage": found,
        "form": form,
        "rating_form": rating_form,
        "ratings": _ratings(rated, _names(found.source)),
        "tags": source_tags(found.source),
    }
    return render(request, "evidence/passage.html", context)


def _names(source: Source) -> Mapping[str, Term]:
    programme = source.ecosystem.participant.programme_id
    return dimension_names([programme])[programme]


def _ratings(row: selectors.RatedRow, names: Mapping[str, Term]) -> list[tuple[Rating, str, bool]]:
    """Return a passage's ratings in words, each with whether the passage changed since."""
    return [(rating, rating_text(rating, names), rating.pk in row.flagged) for rating in row.ratings]


def _source_context(request: HttpRequest, source: Source) -> dict[str, Any]:
    participant = source.ecosystem.participant
    return programme_context(request, participant.programme, participant) | {
        "source": source,
        "kind": selectors.kind_name(source.kind),
        "sector": selectors.sector_name(source.sector),
        "consent": CONSENTS[source.consent],
        "may_work": request.user.has_perm(WRITE, participant),
    }
