"""Pages of comment rounds: the draft with its comments, opening and closing, commenting, dealing with a comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from seutukuva.base import Problem, parse_urn
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.picture.report_forms import named_texts
from seutukuva.web.picture.review import actions
from seutukuva.web.picture.review.forms import CommentForm, HandleForm, RoundForm
from seutukuva.web.picture.review.models import Outcome
from seutukuva.web.picture.review.selectors import CommentRow, get_comment, newest_round_of, round_page
from seutukuva.web.picture.review.subjects import report_urn
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme

if TYPE_CHECKING:
    from seutukuva.web.picture.review.selectors import RoundPage
    from seutukuva.web.programmes.models import Ecosystem

OUTCOMES: dict[str, Any] = {
    Outcome.ANSWERED: gettext_lazy("answered"),
    Outcome.EDITED: gettext_lazy("the text was edited"),
    Outcome.SETTLED: gettext_lazy("dealt with"),
}
BACK = ("picture_publish", "situation_report_publish")  # whence a round may be closed, to go on there
READ, WRITE, PUBLISH = "programmes.read_town", "programmes.work_on_town", "programmes.publish"


@login_required
def comments(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show the draft with its comments; open a round."""
    participant = get_participant(request.user, programme, town, READ)
    ecosystem = default_ecosystem(participant)
    may_publish = request.user.has_perm(PUBLISH, participant.programme)
    if request.method == "POST":
        get_programme(request.user, programme, PUBLISH)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_round(actor=signed_in(request), ecosystem=ecosystem, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The comment round is open."))
            return redirect("picture_round", programme, town)
    page = round_page(ecosystem)
    is_open = page.round is not None and page.round.is_open
    may_comment = is_open and request.user.has_perm(WRITE, participant)
    context = programme_context(request, participant.programme, participant) | {
        "page": page,
        "is_open": is_open,
        "may_publish": may_publish,
        "may_work": request.user.has_perm(WRITE, participant),
        "form": form if may_publish and not is_open else None,
        **_parts(page, ecosystem, may_comment=may_comment, may_handle=may_publish),
    }
    return render(request, "review/round.html", context)


@login_required
@require_POST
def close(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Close the round before its last day."""
    get_programme(request.user, programme, PUBLISH)
    participant = get_participant(request.user, programme, town, READ)
    try:
        actions.close_round(actor=signed_in(request), round=newest_round_of(default_ecosystem(participant)))
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, _("The comment round was closed."))
    back = request.POST.get("back")
    if back == "programme_report_publish":
        return redirect(back, programme)
    return redirect(back if back in BACK else "picture_round", programme, town)


@login_required
@require_POST
def comment(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Write a comment."""
    participant = get_participant(request.user, programme, town, WRITE)
    row = newest_round_of(default_ecosystem(participant))
    form = CommentForm(request.POST)
    try:
        if not form.is_valid():
            raise Problem("web_picture.comment_empty")
        made = actions.write_comment(actor=signed_in(request), round=row, **form.cleaned_data)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect("picture_round", programme, town)
    messages.success(request, _("Your comment was saved."))
    return redirect(f"{reverse('picture_round', args=[programme, town])}#comment-{made.pk}")


@login_required
@require_POST
def handle(request: HttpRequest, programme: str, town: str, comment: int) -> HttpResponse:
    """Deal with a comment."""
    row = get_comment(request.user, programme, town, comment, PUBLISH)
    form = HandleForm(request.POST)
    if form.is_valid():
        try:
            actions.handle_comment(actor=signed_in(request), comment=row, **form.cleaned_data)
        except Problem as problem:
            messages.error(request, problem_text(problem))
        else:
            messages.success(request, _("Saved."))
    return redirect(f"{reverse('picture_round', args=[programme, town])}#comment-{row.pk}")


def _parts(page: RoundPage, ecosystem: Ecosystem, *, may_comment: bool, may_handle: bool) -> dict[str, Any]:
    """Return what the template walks through: every thing with its comments, their forms and the form of a new one."""

    def rows(found: Sequence[CommentRow]) -> list[dict[str, Any]]:
        return [
            {
                "comment": row.comment,
                "changed": row.changed,
                "outcome": OUTCOMES.get(row.comment.outcome, ""),
                "form": HandleForm(place=row.comment.pk) if may_handle and row.comment.waits else None,
            }
            for row in found
        ]

    def part(urn: str, found: Sequence[CommentRow]) -> dict[str, Any]:
        parts = parse_urn(urn)
        place = f"{parts.kind}-{parts.id}"
        form = CommentForm(about=urn, place=place) if may_comment else None
        return {"urn": urn, "place": place, "rows": rows(found), "form": form}

    return {
        "whole": part(ecosystem.urn, page.whole),
        "report": part(report_urn(ecosystem), page.report),
        "texts": named_texts(page.texts, model_of(ecosystem.participant.programme)),
        "cells": [
            {
                "row": cell,
                "part": part(cell.urn, cell.comments),
                "findings": [(finding, part(finding.finding.urn, found)) for finding, found in cell.findings],
            }
            for cell in page.cells
        ],
        "growth": [(finding, part(finding.finding.urn, found)) for finding, found in page.growth],
        "gone": {"rows": rows(page.gone), "form": None},
    }
