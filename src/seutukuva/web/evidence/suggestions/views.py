"""Pages of suggestions: the proposers of a programme, one of them, and what it proposes for a source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.evidence.suggestions import learning_figure
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.coding.selectors import code_names, code_numbers
from seutukuva.web.evidence.models import Source
from seutukuva.web.evidence.selectors import get_source
from seutukuva.web.evidence.suggestions import actions, selectors
from seutukuva.web.evidence.suggestions.forms import ProposalsForm, TownForm
from seutukuva.web.evidence.suggestions.learning import as_frame
from seutukuva.web.evidence.suggestions.models import State, Status
from seutukuva.web.evidence.suggestions.selectors import ProposerRow
from seutukuva.web.indicators.downloads import table_response
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme, participants_readable_by
from seutukuva.writers import html

BELONG, ANALYSE = "programmes.belong", "programmes.analyse"
READ, WRITE = "programmes.read_town", "programmes.work_on_town"
PAGE = 30  # stretches
SOURCES = 50


@login_required
@require_safe
def proposers(request: HttpRequest, programme: str) -> HttpResponse:
    """List the programme's proposers, tell what there is to learn from, and the sources to ask about."""
    row = get_programme(request.user, programme, BELONG)
    town = request.GET.get("town", "")
    found = selectors.sources(request.user, row, town)
    models = selectors.rows(row)
    context = programme_context(request, row) | {
        "rows": models,
        "taught": any(one.proposer.status == Status.DONE for one in models),
        "ground": selectors.ground(row),
        "learning": actions.waiting(row),
        "may_analyse": request.user.has_perm(ANALYSE, row),
        "filters": TownForm({"town": town}, towns=participants_readable_by(request.user, row)),
        "query": _query(request),
        "page": Paginator(found, SOURCES).get_page(request.GET.get("page")),
    }
    return render(request, "suggestions/proposers.html", context)


@login_required
@require_POST
def learn(request: HttpRequest, programme: str) -> HttpResponse:
    """Have a new proposer learn."""
    row = get_programme(request.user, programme, ANALYSE)
    try:
        made = actions.start_learning(actor=signed_in(request), programme=row)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect("proposers", programme)
    return redirect("proposer", programme, made.number)


@login_required
@require_safe
def proposer(request: HttpRequest, programme: str, number: int) -> HttpResponse:
    """Show a proposer: how far it is, then how good it is by cross-validation and by what people said of it."""
    row = selectors.get_proposer(request.user, programme, number)
    language = as_language(get_language())
    names = code_names(row.proposer.programme_id, language)
    context = programme_context(request, row.proposer.programme) | {
        "row": row,
        "waiting": row.proposer.status == Status.WAITING,
        "curve": _curve(row) if len(row.proposer.curve) > 1 else "",
        "record": [(names.get(one.code, ""), one) for one in selectors.record(request.user, row.proposer)],
        "untaught": _untaught(row, names),
        "may_analyse": request.user.has_perm(ANALYSE, row.proposer.programme),
    }
    return render(request, "suggestions/proposer.html", context)


@login_required
@require_safe
def curve_file(request: HttpRequest, programme: str, number: int, ending: str) -> HttpResponse:
    """Send the learning curve of a proposer."""
    row = selectors.get_proposer(request.user, programme, number)
    if not row.proposer.curve:
        raise Http404
    language = as_language(get_language())
    table = learning_figure(as_frame(row.proposer.curve), language).table
    name, synthetic = f"{programme}-model-{number}", row.proposer.programme.synthetic
    return table_response(table, ending, name, [row.name], language, synthetic=synthetic)


@login_required
@require_safe
def suggestions(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Show what is proposed for a source, stretch by stretch, each to be accepted or turned down."""
    return _page(request, get_source(request.user, programme, town, source, READ))


@login_required
@require_POST
def ask(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Have the newest proposer read a source."""
    found = get_source(request.user, programme, town, source, WRITE)
    latest = selectors.latest(found.programme_id)
    try:
        if latest is None:
            raise Problem("web_suggestions.not_learned")
        actions.ask(actor=signed_in(request), proposer=latest.proposer, source=found)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    return redirect("suggestions", programme, town, source)


@login_required
@require_POST
def decide(request: HttpRequest, programme: str, town: str, source: int) -> HttpResponse:
    """Accept a proposal or turn it down, and go on where the next one stands."""
    found = get_source(request.user, programme, town, source, WRITE)
    verdict = next((one for one in ("accept", "reject") if request.POST.get(one, "").isdecimal()), None)
    if verdict is None:
        raise Http404
    proposal = selectors.get_proposal(found, int(request.POST[verdict]))
    try:
        if verdict == "accept":
            actions.accept(actor=signed_in(request), proposal=proposal)
        else:
            actions.reject(actor=signed_in(request), proposal=proposal)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    following = selectors.proposals(found).filter(state=State.OPEN, start__gte=proposal.start).order_by("start").first()
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    place = f"#s{following.start}" if following else ""
    return HttpResponseRedirect(reverse("suggestions", args=[programme, town, source]) + query + place)


def _page(request: HttpRequest, source: Source) -> HttpResponse:
    participant = source.ecosystem.participant
    names = code_names(source.programme_id, get_language() or "fi")
    desk = selectors.desk(source)
    found = selectors.proposals(source)
    proposed = sorted(set(found.order_by().values_list("code", flat=True)), key=lambda pk: names[pk].casefold())
    show, code = request.GET.get("show", "open"), request.GET.get("code", "")
    if show == "open":
        found = found.filter(state=State.OPEN)
    elif show == "decided":
        found = found.exclude(state=State.OPEN)
    if code.isdecimal():
        found = found.filter(code=int(code))
    filled = {"show": show, "code": code}
    context = programme_context(request, participant.programme, participant) | {
        "source": source,
        "desk": desk,
        "name": selectors.name_of(desk.reading.proposer) if desk.reading else "",
        "filters": ProposalsForm(filled, codes=[(str(pk), names[pk]) for pk in proposed]),
        "page": _paged(request, [] if desk.blind else selectors.stretches(source, found, names)),
        "query": _query(request),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "suggestions/suggestions.html", context)


def _untaught(row: ProposerRow, names: Mapping[int, str]) -> list[str]:
    """Return the names of the codes that a proposer had too few passages of."""
    numbers = code_numbers(row.proposer.programme)
    return sorted((names[numbers[slug]] for slug in row.proposer.untaught if slug in numbers), key=str.casefold)


def _paged(request: HttpRequest, found: list[Any]) -> Any:
    return Paginator(found, PAGE).get_page(request.GET.get("page"))


def _query(request: HttpRequest) -> str:
    """Return the filters as the end of an address; the page's number is not among them."""
    given = request.GET.copy()
    given.pop("page", None)
    return given.urlencode()


def _curve(row: ProposerRow) -> str:
    language = as_language(get_language())
    programme = row.proposer.programme
    figure = learning_figure(as_frame(row.proposer.curve), language)
    links = [
        (ending.upper(), reverse("proposer_file", args=[programme.slug, row.proposer.number, ending]))
        for ending in ("csv", "xlsx")
    ]
    return mark_safe(html.figure_html(figure, language, synthetic=programme.synthetic, links=links))
