"""Pages of what the towns of a programme share: drafting, writing, editing and approving its findings."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seutukuva.base import Problem
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.audit.selectors import events_of
from seutukuva.web.kit.forms import LANGUAGE_NAMES, problem_text
from seutukuva.web.kit.texts.notices import tell_changed_alone
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.kit.thread.selectors import carriers_of, flagged
from seutukuva.web.picture.carrying import rendered
from seutukuva.web.picture.forms import FindingForm
from seutukuva.web.picture.models import Status
from seutukuva.web.picture.shared import actions
from seutukuva.web.picture.shared.forms import NewSharedForm
from seutukuva.web.picture.shared.selectors import (
    READ,
    drafts,
    get_programme_read_whole,
    get_shared,
    ground_of,
    now_of,
)
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.page import programme_context

DEEDS: Final = {
    "picture.shared.write_finding": gettext_lazy("written"),
    "picture.shared.change_finding": gettext_lazy("edited"),
    "picture.shared.redraft_finding": gettext_lazy("drafted anew by the rules"),
    "picture.shared.approve_finding": gettext_lazy("approved"),
    "picture.shared.return_finding": gettext_lazy("made a draft again"),
    "picture.shared.confirm_finding": gettext_lazy("looked at: it still holds"),
}
ANALYSE, PUBLISH = actions.ANALYSE, actions.PUBLISH


@login_required
@require_POST
def draft(request: HttpRequest, programme: str) -> HttpResponse:
    """Let the rules draft what the towns share."""
    row = get_programme_read_whole(request.user, programme, ANALYSE)
    actions.draft_findings(actor=signed_in(request), programme=row)
    messages.success(request, _("The findings were drafted in three languages. Read and edit them."))
    return redirect("picture_across", programme)


@login_required
def new(request: HttpRequest, programme: str) -> HttpResponse:
    """Write a finding."""
    row = get_programme_read_whole(request.user, programme, ANALYSE)
    form = NewSharedForm(request.POST or None, model=model_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_finding(actor=signed_in(request), programme=row, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The finding was saved as a draft."))
            return redirect("shared_finding", programme, made.pk)
    return render(request, "picture/shared_new.html", programme_context(request, row) | {"form": form})


@login_required
def finding(request: HttpRequest, programme: str, finding: int) -> HttpResponse:
    """Show a finding with its edits, and edit it."""
    found = get_shared(request.user, programme, finding, ANALYSE if request.method == "POST" else READ)
    sentence, ground = own_text(found.urn, "sentence"), ground_of(found)
    further = [carrier for carrier in carriers_of(found.urn) if carrier not in ground]
    form = FindingForm(request.POST or None, initial={"sentence": sentence.bodies, "carriers": "\n".join(further)})
    approved = found.status == Status.APPROVED
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_finding(actor=signed_in(request), finding=found, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            again = _("Saved. The sentence is a draft again and is published only once it is approved anew.")
            messages.success(request, again if approved and found.status == Status.DRAFT else _("Saved."))
            tell_changed_alone(request, [(sentence, form.cleaned_data["sentence"])])
            return redirect("shared_finding", programme, found.pk)
    now = now_of(found, drafts(found.programme))
    context = programme_context(request, found.programme) | {
        "finding": found,
        "sentence": sentence.shown(get_language() or "fi"),
        "behind": [LANGUAGE_NAMES[language] for language in sentence.behind],
        "approved": approved,
        "flagged": found.urn in flagged([found.urn]),
        "now": now,
        "otherwise": found.message and (now is None or rendered(now.message) != dict(sentence.bodies)),
        "form": form,
        "events": [(event, DEEDS.get(event.action, event.action)) for event in events_of(found.urn)],
        "may_analyse": request.user.has_perm(ANALYSE, found.programme),
        "may_publish": request.user.has_perm(PUBLISH, found.programme),
    }
    return render(request, "picture/shared_finding.html", context)


@login_required
@require_POST
def step(request: HttpRequest, programme: str, finding: int, step: str) -> HttpResponse:
    """Approve a finding, return it to a draft, draft it anew, or say that it still holds."""
    found = get_shared(request.user, programme, finding)
    done = {
        "approve": (PUBLISH, actions.approve_finding, _("The finding was approved.")),
        "return": (PUBLISH, actions.return_finding, _("The finding is a draft again.")),
        "redraft": (ANALYSE, actions.redraft_finding, _("The rules drafted the sentence anew.")),
        "holds": (ANALYSE, actions.confirm_finding, _("The flag was taken down.")),
    }.get(step)
    if done is None or not request.user.has_perm(done[0], found.programme):
        raise Http404
    try:
        done[1](actor=signed_in(request), finding=found)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, done[2])
    return redirect("shared_finding", programme, found.pk)
