"""The coding page of a source. Every form works as a plain form; the page's script asks for the changed lines only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.evidence import Anchor
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.evidence.coding import actions, selectors
from seutukuva.web.evidence.coding.forms import CodingForm, MemoForm, MentionForm, PlacedRatingForm, PlaceForm
from seutukuva.web.evidence.coding.transcript import Look, draw, touched
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.pseudonyms.gate import is_raw
from seutukuva.web.evidence.selectors import get_source
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.page import programme_context

if TYPE_CHECKING:
    from seutukuva.picture import MaturityModel

READ, WRITE = "programmes.read_town", "programmes.work_on_town"
SCRIPT = "seutukuva-coding"  # what the page's script calls itself in X-Requested-With


@login_required
@require_safe
def coding(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Show a source's text with everybody's codings (one's own in a blind round) and the forms to code it."""
    return _page(request, get_source(request.user, programme, town, source, READ))


@login_required
@require_POST
def code(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Give a passage a code."""
    found = get_source(request.user, programme, town, source, WRITE)
    form = CodingForm(request.POST, codes=selectors.codes_of(found.ecosystem.participant.programme))
    if not form.is_valid():
        return _refused(request, found, form)
    chosen = selectors.get_code(request.user, programme, int(form.cleaned_data["code"]))
    at = _at(form, found)
    if at is None:
        return _refused(request, found, form)
    actions.add_coding(actor=signed_in(request), source=found, at=at, code=chosen)
    return _changed(request, found, [(at.start, at.end)])


@login_required
@require_POST
def remove(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Take one's own coding back."""
    found = get_source(request.user, programme, town, source, WRITE)
    number = request.POST.get("coding", "")
    row = selectors.get_coding(request.user, found, int(number) if number.isdecimal() else 0)
    row.passage.source = found
    passage = actions.remove_coding(actor=signed_in(request), coding=row)
    return _changed(request, found, [(passage.start, passage.end)])


@login_required
@require_POST
def undo(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Take back one's own last step."""
    found = get_source(request.user, programme, town, source, WRITE)
    step = actions.undo(actor=signed_in(request), source=found)
    return _changed(request, found, [(step.start, step.end)] if step else [])


@login_required
@require_safe
def since(request: HttpRequest, programme: str, town: str, source: int, step: int) -> HttpResponse:
    """Return the lines that somebody has changed since a step."""
    found = get_source(request.user, programme, town, source, READ)
    steps = selectors.steps_since(request.user, found, step)
    return JsonResponse(_lines(request, found, [(row.start, row.end) for row in steps]))


@login_required
@require_POST
def rate(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Rate a passage where it stands."""
    found = get_source(request.user, programme, town, source, WRITE)

    def write(form: PlaceForm, at: Anchor) -> None:
        passage = actions.passage_at(found, at)
        values = {key: form.cleaned_data[key] for key in ("dimension", "level", "confidence")}
        evidence.rate(actor=signed_in(request), passage=passage, **values)

    return _placed(
        request, found, PlacedRatingForm(request.POST, model=_model(found)), write, _("The rating was saved.")
    )


@login_required
@require_POST
def mention(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Keep that a passage speaks of an actor or a tie."""
    found = get_source(request.user, programme, town, source, WRITE)

    def write(form: PlaceForm, at: Anchor) -> None:
        values = {key: form.cleaned_data[key] for key in ("name", "other", "kind")}
        actions.add_mention(actor=signed_in(request), source=found, at=at, **values)

    return _placed(request, found, MentionForm(request.POST), write, _("The mention was saved."))


@login_required
@require_POST
def mention_remove(request: HttpRequest, programme: str, town: str, source: int, mention: int) -> HttpResponse:
    """Take a mention back."""
    found = get_source(request.user, programme, town, source, WRITE)
    actions.remove_mention(actor=signed_in(request), mention=selectors.get_mention(found, mention))
    return redirect("coding", programme, town, source)


@login_required
@require_POST
def memo(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Write a memo on a passage, or on the whole source."""
    found = get_source(request.user, programme, town, source, WRITE)
    form = MemoForm(request.POST)
    if form.is_valid() and not form.cleaned_data["quote"].strip():
        body = form.cleaned_data["body"]
        actions.write_memo(actor=signed_in(request), ecosystem=found.ecosystem, about=found.urn, body=body)
        return redirect("coding", programme, town, source)

    def write(form: PlaceForm, at: Anchor) -> None:
        passage = actions.passage_at(found, at)
        body = form.cleaned_data["body"]
        actions.write_memo(actor=signed_in(request), ecosystem=found.ecosystem, about=passage.urn, body=body)

    return _placed(request, found, form, write, _("The memo was saved."))


@login_required
@require_POST
def memo_remove(request: HttpRequest, programme: str, town: str, source: int, memo: int) -> HttpResponse:
    """Take one's own memo away."""
    found = get_source(request.user, programme, town, source, WRITE)
    row = next((one for one in selectors.memos_in(found) if one.pk == memo and one.author_id == request.user.pk), None)
    if row is None:
        raise Http404
    actions.remove_memo(actor=signed_in(request), memo=row)
    return redirect("coding", programme, town, source)


def _placed(
    request: HttpRequest,
    source: Source,
    form: PlaceForm,
    write: Callable[[PlaceForm, Anchor], None],
    done: str,
) -> HttpResponse:
    """Let `write` write what a valid form says about its place, and go back to that place."""
    at = _at(form, source) if form.is_valid() else None
    if at is None:
        return _refused(request, source, form)
    write(form, at)
    messages.success(request, done)
    return _back(source, at.start)


def _at(form: PlaceForm, source: Source) -> Anchor | None:
    """Return where a form's words stand; None, with the problem on the form, when they do not."""
    data = form.cleaned_data
    try:
        return actions.place(
            source, start=data.get("start"), end=data.get("end"), quote=data["quote"], seen=data["seen"]
        )
    except Problem as problem:
        form.add_error("quote", problem_text(problem))
        return None


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == SCRIPT


def _refused(request: HttpRequest, source: Source, form: PlaceForm) -> HttpResponse:
    if _by_script(request):
        told = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"problem": told}, status=400)
    return _page(request, source, form)


def _changed(request: HttpRequest, source: Source, stretches: list[tuple[int, int]]) -> HttpResponse:
    if _by_script(request):
        return JsonResponse(_lines(request, source, stretches))
    return _back(source, stretches[0][0] if stretches else 0)


def _back(source: Source, start: int) -> HttpResponseRedirect:
    town = source.ecosystem.participant
    address = reverse("coding", args=[town.programme.slug, town.slug, source.pk])
    line = touched(source.text, start, start)[0]
    return HttpResponseRedirect(f"{address}#p{line}")


def _look(request: HttpRequest, source: Source) -> Look:
    names = selectors.code_names(source.programme_id, get_language() or "fi")
    return Look(names, request.user.pk, request.user.has_perm(WRITE, source.ecosystem.participant))


def _lines(request: HttpRequest, source: Source, stretches: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """Return the lines that stretches touch as the page's script puts them in, and the step it knows then."""
    step = selectors.last_step(source)
    look = _look(request, source)
    changed = sorted({touched(source.text, start, end) for start, end in stretches})
    codings = selectors.codings_between(request.user, source, changed)
    drawn = {}
    for first, last in changed:
        here = [one for one in codings if one.passage.start < last and one.passage.end > first]
        drawn.update({f"p{line.start}": line.html for line in draw(source.text, here, look, (first, last))})
    return {"step": step, "text": source.text_hash, "lines": drawn}


def _model(source: Source) -> MaturityModel:
    return model_of(source.ecosystem.participant.programme)


def _page(request: HttpRequest, source: Source, given: PlaceForm | None = None) -> HttpResponse:
    participant = source.ecosystem.participant
    rows = selectors.codes_of(participant.programme)
    seen = {"seen": source.text_hash}
    forms = (
        CodingForm(codes=rows, initial=seen),
        PlacedRatingForm(initial=seen, model=_model(source)),
        *(f(initial=seen) for f in (MentionForm, MemoForm)),
    )
    filled: dict[str, PlaceForm] = {form.tool: form for form in forms}
    if given:
        filled[given.tool] = given
    look = _look(request, source)
    codings = list(selectors.to_draw(selectors.codings_seen(request.user, source)))
    context = programme_context(request, participant.programme, participant) | {
        "source": source,
        "forms": filled,
        "open": given.tool if given else "coding",
        "paragraphs": draw(source.text, codings, look),
        "codes": rows,
        "step": selectors.last_step(source),
        "blind": selectors.blind_for(request.user, source),
        "mentions": selectors.mentions_seen(request.user, source),
        "memos": selectors.memos_seen(request.user, source),
        "may_work": look.may_work,
        "raw": is_raw(source),
        "script": SCRIPT,
    }
    return render(request, "coding/coding.html", context)
