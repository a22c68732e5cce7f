"""Pages of publishing: where each picture and report is, and withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.picture.chain import ChainStep, told_in
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.kit.once import one_reading
from seutukuva.web.kit.releases.selectors import releases_of
from seutukuva.web.picture.publishing import address_of
from seutukuva.web.picture.review import actions, approval
from seutukuva.web.picture.review.forms import RoundForm
from seutukuva.web.picture.review.selectors import way_of, ways_of
from seutukuva.web.picture.review.subjects import picture_of, report_of
from seutukuva.web.picture.shared.selectors import reads_all
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seutukuva.web.kit.releases.models import Release
    from seutukuva.web.picture.review.selectors import Way

READ, PUBLISH = "programmes.read_town", "programmes.publish"
STEPS = {
    "draft": gettext_lazy("Draft"),
    "comments": gettext_lazy("Comments"),
    "approval": gettext_lazy("Approval"),
    "published": gettext_lazy("Publication"),
}
STANDINGS = {
    "nothing": gettext_lazy("nothing is known yet"),
    "draft": gettext_lazy("draft"),
    "commenting": gettext_lazy("open to comments"),
    "commented": gettext_lazy("comments are in"),
    "asked": gettext_lazy("waits for approval"),
    "approved": gettext_lazy("approved, not published"),
    "published": gettext_lazy("published"),
    "differs": gettext_lazy("published, the draft has changed"),
    "withdrawn": gettext_lazy("withdrawn from the public"),
}


@login_required
@one_reading()
def programme_publishing(request: HttpRequest, programme: str) -> HttpResponse:
    """Show where the pictures and reports are; open a round for all towns that have none."""
    may_open = request.method == "POST"
    row = get_programme(request.user, programme, PUBLISH if may_open else "programmes.belong")
    form = RoundForm(request.POST or None)
    if may_open and form.is_valid():
        try:
            opened = actions.open_rounds(actor=signed_in(request), programme=row, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Comment rounds opened: %(n)s.") % {"n": len(opened)})
            return redirect("publishing", programme)
    towns, whole = ways_of(request.user, row)
    context = programme_context(request, row) | {
        "rows": [(_shown(picture), _shown(report)) for picture, report in towns],
        "whole": _shown(whole) if reads_all(request.user, row) else None,
        "standing": _standing(releases_of(row.urn)),
        "may_publish": request.user.has_perm(PUBLISH, row),
        "form": form if request.user.has_perm(PUBLISH, row) else None,
    }
    return render(request, "review/programme.html", context)


@login_required
@require_safe
@one_reading()
def town_publishing(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show where a town's picture and report are, and what was published."""
    participant = get_participant(request.user, programme, town, READ)
    ecosystem = default_ecosystem(participant)
    releases = [*releases_of(ecosystem.urn), *releases_of(participant.urn)]
    readable = [(row.slug, row.language) for row in releases if row.withdrawn is None]
    context = programme_context(request, participant.programme, participant) | {
        "shown": _shown(way_of(request.user, picture_of(ecosystem))),
        "report": _shown(way_of(request.user, report_of(ecosystem))),
        "may_publish": request.user.has_perm(PUBLISH, participant.programme),
        "releases": releases,
        "standing": _standing(releases),
        "public": address_of(participant),
        "several": readable.count((address_of(participant), get_language() or "fi")) > 1,
    }
    return render(request, "review/town.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, programme: str) -> HttpResponse:
    """Take a publication from the public pages; a town's page that asked for it is shown again."""
    row = get_programme(request.user, programme, PUBLISH)
    town = str(request.POST.get("town", ""))
    place = ("town_publishing", get_participant(request.user, programme, town, READ).slug) if town else ("publishing",)
    address = str(request.POST.get("address", ""))
    try:
        approval.withdraw_publication(actor=signed_in(request), programme=row, address=address)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, _("Withdrawn from the public pages. The archive keeps it."))
    return redirect(place[0], programme, *place[1:])


def _standing(releases: Iterable[Release]) -> list[tuple[str, str]]:
    """Return the addresses that can be withdrawn with their titles, in the reader's language where a page has it."""
    # The last title that is put in stays.
    spoken = sorted(releases, key=lambda row: row.language == get_language())
    return list({row.slug: row.title for row in spoken if row.withdrawn is None}.items())


def _shown(way: Way) -> dict[str, Any]:
    """Return a way in the reader's words."""
    return {
        "way": way,
        "standing": STANDINGS[way.standing],
        "steps": [(step, STEPS[step.id], _told(step)) for step in way.steps],
        "told": {step.id: _told(step) for step in way.steps},
    }


def _told(step: ChainStep) -> list[str]:
    language = as_language(get_language())
    return [told_in(message, language) for message in step.messages]
