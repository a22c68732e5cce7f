"""Pages of publishing: where each picture is, asking and approving, publishing, withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.picture.chain import ChainStep, told_in
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.selectors import held_back_in
from seutukuva.web.kit.forms import LANGUAGE_NAMES, problem_text
from seutukuva.web.kit.releases.selectors import releases_of
from seutukuva.web.picture.publishing import address_of
from seutukuva.web.picture.review import actions, approval
from seutukuva.web.picture.review.content import draft_of
from seutukuva.web.picture.review.forms import AskForm, ReturnForm, RoundForm
from seutukuva.web.picture.review.selectors import (
    current_approval,
    holds,
    last_returned,
    others_may_publish,
    programme_chains,
    town_chain,
)
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme
from seutukuva.writers import html

if TYPE_CHECKING:
    from seutukuva.web.picture.review.selectors import TownChain
    from seutukuva.web.programmes.models import Ecosystem

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
def programme_publishing(request: HttpRequest, programme: str) -> HttpResponse:
    """Show where the pictures of all towns are; open a round for all that have none."""
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
    context = programme_context(request, row) | {
        "rows": [_shown(chain) for chain in programme_chains(request.user, row)],
        "form": form if request.user.has_perm(PUBLISH, row) else None,
    }
    return render(request, "review/programme.html", context)


@login_required
@require_safe
def town_publishing(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show where a town's picture is, step by step, and what was published."""
    participant = get_participant(request.user, programme, town, READ)
    ecosystem = default_ecosystem(participant)
    releases = [*releases_of(ecosystem.urn), *releases_of(participant.urn)]
    # In the reader's language where a page has it: the last title that is put in stays.
    spoken = sorted(releases, key=lambda row: row.language == get_language())
    titles = {row.slug: row.title for row in spoken if row.withdrawn is None}
    readable = [(row.slug, row.language) for row in releases if row.withdrawn is None]
    context = programme_context(request, participant.programme, participant) | {
        "shown": _shown(town_chain(request.user, ecosystem)),
        "may_publish": request.user.has_perm(PUBLISH, participant.programme),
        "releases": releases,
        "standing": list(titles.items()),
        "public": address_of(participant),
        "several": readable.count((address_of(participant), get_language() or "fi")) > 1,
    }
    return render(request, "review/town.html", context)


@login_required
def publish(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show a picture as it would be published, with its approval; ask for one."""
    row = get_programme(request.user, programme, PUBLISH)
    participant = get_participant(request.user, programme, town, READ)
    ecosystem = default_ecosystem(participant)
    draft = draft_of(ecosystem)
    form = AskForm(request.POST or None, flags=len(draft.flags), comments=len(draft.comments))
    if request.method == "POST" and form.is_valid():
        try:
            approval.ask_approval(actor=signed_in(request), ecosystem=ecosystem, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Approval was asked for."))
            return redirect("picture_publish", programme, town)
    made = draft.edition(as_language(get_language()), signed_in(request))
    context = programme_context(request, row, participant) | {
        "form": form,
        "flags": len(draft.flags),
        "comments": len(draft.comments),
        "round": draft.round if draft.round and draft.round.is_open else None,
        "findings": len(draft.matter.findings),
        "held": held_back_in(ecosystem.pk),
        **_asked(request, ecosystem),
        # The writer escapes every text.
        "article": mark_safe(html.write(made.document)),
    }
    return render(request, "review/publish.html", context)


@login_required
@require_POST
def step(request: HttpRequest, programme: str, town: str, step: str) -> HttpResponse:
    """Approve or return what was asked for, or publish what was approved: that which the page showed, no later one."""
    get_programme(request.user, programme, PUBLISH)
    participant = get_participant(request.user, programme, town, READ)
    ecosystem = default_ecosystem(participant)
    current = current_approval(ecosystem)
    if step not in ("approve", "return", "now"):
        raise Http404
    if current is None or str(current.pk) != request.POST.get("approval"):
        messages.error(request, problem_text(Problem("web_picture.approval_ended")))
        return redirect("picture_publish", programme, town)
    actor = signed_in(request)
    words = str(request.POST.get("words", ""))[:2000]
    done: dict[str, tuple[Callable[[], Any], str]] = {
        "approve": (
            lambda: approval.approve_publishing(actor=actor, approval=current),
            _("Approved. It can be published now."),
        ),
        "return": (
            lambda: approval.return_request(actor=actor, approval=current, words=words),
            _("The request was returned."),
        ),
        "now": (
            lambda: approval.publish_picture(actor=actor, ecosystem=ecosystem),
            _("The picture was published."),
        ),
    }
    try:
        done[step][0]()
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect("picture_publish", programme, town)
    messages.success(request, done[step][1])
    return redirect("picture_publish" if step == "approve" else "town_publishing", programme, town)


@login_required
@require_POST
def withdraw(request: HttpRequest, programme: str) -> HttpResponse:
    """Take a publication from the public pages."""
    row = get_programme(request.user, programme, PUBLISH)
    address = str(request.POST.get("address", ""))
    try:
        approval.withdraw_publication(actor=signed_in(request), programme=row, address=address)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, _("Withdrawn from the public pages. The archive keeps it."))
    return redirect("publishing", programme)


def _asked(request: HttpRequest, ecosystem: Ecosystem) -> dict[str, Any]:
    """Return what the page tells of the request that is open, or of the one that was returned."""
    current = current_approval(ecosystem)
    alone = not others_may_publish(ecosystem.participant.programme, request.user)
    found: dict[str, Any] = {"current": current, "alone": alone}
    if current is None:
        return found | {"returned": last_returned(ecosystem)}
    return found | {
        "holds": holds(current, signed_in(request)),
        "may_approve": alone or current.asked_by_id != request.user.pk,
        "return_form": ReturnForm(),
        "languages": [LANGUAGE_NAMES[code] for code in current.languages],
    }


def _shown(chain: TownChain) -> dict[str, Any]:
    """Return a chain in the reader's words."""
    return {
        "chain": chain,
        "standing": STANDINGS[chain.standing],
        "steps": [(step, STEPS[step.id], _told(step)) for step in chain.steps],
        "told": {step.id: _told(step) for step in chain.steps},
    }


def _told(step: ChainStep) -> list[str]:
    language = as_language(get_language())
    return [told_in(message, language) for message in step.messages]
