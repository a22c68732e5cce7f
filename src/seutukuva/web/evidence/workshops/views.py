"""The facilitator's pages: a town's workshops, and one workshop that is led from step to step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.evidence import workshops as library
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.workshops import actions, live, selectors
from seutukuva.web.evidence.workshops.forms import (
    CardsForm,
    NewWorkshopForm,
    NoteForm,
    PaperVotesForm,
    RemovalForm,
    WorkshopForm,
    lines_of,
)
from seutukuva.web.evidence.workshops.models import Workshop
from seutukuva.web.evidence.workshops.qr import code_of, link_of
from seutukuva.web.evidence.workshops.words import STEP_NAMES
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant
from seutukuva.writers import csv, xlsx

READ, WRITE = "programmes.read_town", "programmes.work_on_town"
_STEPS: Final[tuple[str, ...]] = library.STEPS
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def workshops(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """List a town's workshops."""
    participant = get_participant(request.user, programme, town, READ)
    language = get_language() or "fi"
    rows = selectors.workshops_of(default_ecosystem(participant), language)
    context = programme_context(request, participant.programme, participant) | {
        "workshops": [(row, title, STEP_NAMES[row.step]) for row, title in rows],
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "workshops/workshops.html", context)


@login_required
def new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Make a workshop."""
    participant = get_participant(request.user, programme, town, WRITE)
    initial = {"date": date.today(), "language": get_language(), "template": library.shipped_templates()[0].id}
    form = NewWorkshopForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.make_workshop(
                actor=signed_in(request),
                ecosystem=default_ecosystem(participant),
                titles=data["title"],
                questions=form.asked(),
                **{name: data[name] for name in ("label", "language", "date", "dots", "template")},
            )
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The workshop is open. Share the link or the code."))
            return redirect("workshop", programme, town, row.pk)
    context = programme_context(request, participant.programme, participant)
    context |= {"form": form, "templates": library.shipped_templates()}
    return render(request, "workshops/new.html", context)


@login_required
@require_safe
def workshop(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Show a workshop to its facilitator: where it stands, what comes next, the cards once they are shown."""
    row = selectors.get_workshop(request.user, programme, town, workshop, READ)
    return _page(request, row)


@login_required
def change(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Change a workshop's title, questions, date and dots."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    initial = {
        "title": own_text(row.urn, "title").bodies,
        "questions": lines_of(actions.question_texts(row)),
        "date": row.date,
        "dots": row.dots,
    }
    form = WorkshopForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_workshop(
                actor=signed_in(request),
                workshop=row,
                titles=data["title"],
                questions=form.asked(),
                date=data["date"],
                dots=data["dots"],
            )
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("workshop", programme, town, row.pk)
    return render(request, "workshops/change.html", _context(request, row) | {"form": form})


@login_required
def remove(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Remove a workshop: one with answers by a manager only, who types its label."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    answered = selectors.answered(row)
    may_remove = not answered or request.user.has_perm(actions.MANAGE, row.ecosystem.participant.programme)
    form = RemovalForm(request.POST or None) if answered and may_remove else None
    if request.method == "POST" and (form is None or form.is_valid()):
        typed = form.cleaned_data["confirmation"] if form else ""
        try:
            actions.remove_workshop(actor=signed_in(request), workshop=row, confirmation=typed)
        except Problem as problem:
            if form is None:
                messages.error(request, problem_text(problem))
                return redirect("workshop_remove", programme, town, row.pk)
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The workshop was removed."))
            return redirect("workshops", programme, town)
    context = _context(request, row) | {"form": form, "may_remove": may_remove, "counts": selectors.counts_of(row)}
    return render(request, "workshops/remove.html", context)


@login_required
@require_POST
def move(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Go to the next step, or back."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    to = request.POST.get("to", "")
    return _do(request, row, lambda: actions.move(actor=signed_in(request), workshop=row, to=to))


@login_required
@require_POST
def timer(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Start the timer, or stop it."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    text = request.POST.get("minutes", "")
    minutes = int(text) if text.isdecimal() and len(text) <= 3 else 0
    return _do(request, row, lambda: actions.set_timer(actor=signed_in(request), workshop=row, minutes=minutes))


@login_required
@require_POST
def cards(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Type in cards that were written on paper."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    form = _cards_form(row, request.POST)
    if not form.is_valid():
        return _page(request, row, cards_form=form)
    question = row.questions.get(pk=int(form.cleaned_data["question"]))
    language = form.cleaned_data["language"]
    return _do(
        request,
        row,
        lambda: actions.type_cards(
            actor=signed_in(request), workshop=row, question=question, texts=form.lines(), language=language
        ),
    )


@login_required
@require_POST
def aside(request: HttpRequest, programme: str, town: str, workshop: int, card: int) -> HttpResponse:
    """Put a card aside, or take it back."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    found = selectors.get_card(row, card)
    return _do(request, row, lambda: actions.put_aside(actor=signed_in(request), card=found, aside=not found.aside))


@login_required
@require_POST
def group(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Put cards into a group, a new one, or none."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    numbers = [int(text) for text in request.POST.getlist("card") if text.isdecimal() and len(text) <= 18]
    chosen = list(row.cards.filter(pk__in=numbers))
    target = request.POST.get("group", "")
    into = selectors.get_group(row, int(target)) if target.isdecimal() else None
    title = request.POST.get("title", "") if into is None and target != "none" else ""
    if not chosen or (into is None and target != "none" and not title.strip()):
        messages.error(request, _("Choose cards, and a group or a name for a new one."))
        return redirect("workshop", programme, town, row.pk)
    answer = _do(
        request,
        row,
        lambda: actions.group_cards(actor=signed_in(request), workshop=row, cards=chosen, group=into, title=title),
    )
    if request.POST.get("from") == "suggested":  # the next suggestion waits there
        answer["Location"] += "?suggest#suggested"
    return answer


@login_required
@require_POST
def group_change(request: HttpRequest, programme: str, town: str, workshop: int, group: int) -> HttpResponse:
    """Rename a group, or dissolve it."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    found = selectors.get_group(row, group)
    if "dissolve" in request.POST:
        return _do(request, row, lambda: actions.dissolve_group(actor=signed_in(request), workshop=row, group=found))
    title = request.POST.get("title", "")
    return _do(
        request,
        row,
        lambda: actions.rename_group(actor=signed_in(request), workshop=row, group=found, title=title),
    )


@login_required
@require_POST
def paper(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Type in the votes that were given on paper."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    form = PaperVotesForm(request.POST, workshop=row, groups=list(row.groups.all()))
    if not form.is_valid():
        return _page(request, row, paper_form=form)
    voters = form.cleaned_data["voters"]
    return _do(
        request,
        row,
        lambda: actions.type_votes(actor=signed_in(request), workshop=row, voters=voters, dots=form.dots()),
    )


@login_required
@require_POST
def keep(request: HttpRequest, programme: str, town: str, workshop: int) -> HttpResponse:
    """Make the cards a source that is coded."""
    row = selectors.get_workshop(request.user, programme, town, workshop, WRITE)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, row, note_form=form)
    try:
        source = actions.keep_as_source(actor=signed_in(request), workshop=row, consent=form.cleaned_data["consent"])
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect("workshop", programme, town, row.pk)
    messages.success(request, _("The cards are a source now. Code them next."))
    return redirect("source", programme, town, source.pk)


@login_required
@require_safe
def file(request: HttpRequest, programme: str, town: str, workshop: int, name: str) -> HttpResponse:
    """Send the cards or the results as CSV, or both as XLSX; results only once voting is over."""
    row = selectors.get_workshop(request.user, programme, town, workshop, READ)
    language = as_language(get_language())
    board = selectors.board_of(row, language)
    tables = {"cards": library.cards_table(board, language)}
    if _STEPS.index(row.step) > _STEPS.index("voting"):
        tables["results"] = library.results_table(board, language)
    town_ = row.ecosystem.participant
    synthetic = town_.programme.synthetic
    if name == "workshop.xlsx":
        sheets = [(table.caption, table) for table in tables.values()]
        note = f"{board.title} · {town_.name.form(language, 'name')} · {row.date.isoformat()}"
        response = HttpResponse(
            xlsx.write(sheets, note=note, language=language, synthetic=synthetic), content_type=XLSX
        )
    elif name.removesuffix(".csv") in tables and name.endswith(".csv"):
        response = HttpResponse(csv.write(tables[name.removesuffix(".csv")]), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    mark = "-synthetic" if synthetic else ""
    stem, _dot, ending = name.rpartition(".")
    response["Content-Disposition"] = f'attachment; filename="{town_.slug}-{row.label}-{stem}{mark}.{ending}"'
    return response


def _do(request: HttpRequest, workshop: Workshop, act: Callable[[], Any]) -> HttpResponse:
    """Act, tell a problem above the page, and go back to it."""
    try:
        act()
    except Problem as problem:
        messages.error(request, problem_text(problem))
    town = workshop.ecosystem.participant
    return redirect("workshop", town.programme.slug, town.slug, workshop.pk)


def _context(request: HttpRequest, workshop: Workshop) -> dict[str, Any]:
    town = workshop.ecosystem.participant
    return programme_context(request, town.programme, town) | {
        "workshop": workshop,
        "title": selectors.title_of(workshop, get_language() or "fi"),
    }


def _cards_form(workshop: Workshop, data: Any = None) -> CardsForm:
    asked = selectors.asked(workshop, get_language() or "fi")
    questions = [(str(one.question.pk), str(one.text)) for one in asked]
    return CardsForm(data, questions=questions, initial={"language": workshop.language})


def _page(
    request: HttpRequest,
    workshop: Workshop,
    *,
    cards_form: CardsForm | None = None,
    paper_form: PaperVotesForm | None = None,
    note_form: NoteForm | None = None,
) -> HttpResponse:
    language = as_language(get_language())
    here = _STEPS.index(workshop.step)
    may_work = request.user.has_perm(WRITE, workshop.ecosystem.participant)
    shipped = library.template(workshop.template) if workshop.template else None
    step = shipped.step(workshop.step) if shipped else None
    following = _STEPS[here + 1] if here + 1 < len(_STEPS) else ""
    counts = selectors.counts_of(workshop)
    back = _STEPS[here - 1] if 0 < here <= _STEPS.index("voting") and not counts.voted else ""
    context = _context(request, workshop) | {
        "may_work": may_work,
        "steps": [(name, STEP_NAMES[name]) for name in _STEPS],
        "step": step,
        "following": (following, STEP_NAMES.get(following)),
        "back": (back, STEP_NAMES.get(back)),
        "parts": {part.id: part for part in live.screen_parts(workshop)},
        "code": code_of(workshop),
        "link": link_of(workshop),
        "cards_form": cards_form or _cards_form(workshop),
        "note_form": note_form or NoteForm(),
        **_cards_context(request, workshop, language),
    }
    if workshop.step in ("voting", "rating"):
        groups = list(workshop.groups.all())
        context["paper_form"] = paper_form or PaperVotesForm(workshop=workshop, groups=groups)
    return render(request, "workshops/workshop.html", context)


def _cards_context(request: HttpRequest, workshop: Workshop, language: str) -> dict[str, Any]:
    """Return the cards as the step shows them, and the groups that are suggested when they are asked for."""
    if workshop.step == "writing":
        return {}
    groups, alone = selectors.filled_groups(workshop)
    found: dict[str, Any] = {
        "groups": groups,
        "asked": selectors.asked(workshop, language, cards=alone),
        "kept_apart": list(workshop.cards.filter(aside=True)),
        "late": list(workshop.cards.filter(late=True, aside=False)),
    }
    if workshop.step == "grouping" and "suggest" in request.GET:
        found["suggestions"] = selectors.suggestions(alone)
    return found
