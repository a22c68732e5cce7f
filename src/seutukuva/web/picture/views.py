"""Pages of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.picture import programme_document
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.audit.selectors import events_of
from seutukuva.web.kit.forms import LANGUAGE_NAMES, problem_text
from seutukuva.web.kit.once import one_reading
from seutukuva.web.kit.releases.selectors import releases_of
from seutukuva.web.kit.texts.notices import tell_changed_alone
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.kit.thread.selectors import carriers_of, flagged
from seutukuva.web.picture import actions, publishing, selectors
from seutukuva.web.picture.across import alike_rows
from seutukuva.web.picture.forms import FindingForm, NewFindingForm, PublishForm
from seutukuva.web.picture.growing import growth_picture
from seutukuva.web.picture.leading import leading
from seutukuva.web.picture.models import Status
from seutukuva.web.picture.shared.publishing import approved_words
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme
from seutukuva.writers import html

if TYPE_CHECKING:
    from seutukuva.web.picture.models import Finding

DEEDS = {
    "picture.write_finding": gettext_lazy("written"),
    "picture.change_finding": gettext_lazy("edited"),
    "picture.approve_finding": gettext_lazy("approved"),
    "picture.return_finding": gettext_lazy("made a draft again"),
    "picture.confirm_finding": gettext_lazy("looked at: it still holds"),
}
READ, WRITE = "programmes.read_town", "programmes.work_on_town"


@login_required
@require_safe
@one_reading()
def overview(request: HttpRequest, programme: str) -> HttpResponse:
    """Show the programme's picture: the levels of the towns that the reader may read."""
    row = get_programme(request.user, programme, "programmes.belong")
    context = programme_context(request, row) | {"may_analyse": request.user.has_perm("programmes.analyse", row)}
    document = programme_document(
        selectors.programme_rows(request.user, row),
        as_language(get_language()),
        name=str(context["programme_name"]),
        synthetic=row.synthetic,
        made_on=timezone.localdate().isoformat(),
    )
    # The writer escapes every text.
    article = mark_safe(html.write(document))
    return render(
        request,
        "picture/overview.html",
        context
        | {
            "document": document,
            "article": article,
            "shared": approved_words(row, signed_in(request)),
            "may_publish": request.user.has_perm("programmes.publish", row),
        },
    )


@login_required
@require_safe
@one_reading()
def town(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show a town's picture with its drafts."""
    participant = get_participant(request.user, programme, town, READ)
    ecosystem = default_ecosystem(participant)
    context = programme_context(request, participant.programme, participant) | {
        "picture": selectors.ecosystem_picture(ecosystem),
        "leading": leading(request.user, ecosystem, as_language(get_language())),
        "alike": alike_rows(request.user, participant),
        "growth": growth_picture(ecosystem),
        "may_work": request.user.has_perm(WRITE, participant),
        "may_publish": request.user.has_perm("programmes.publish", participant.programme),
        "releases": [*releases_of(ecosystem.urn), *releases_of(participant.urn)],
        "public": publishing.address_of(participant),
    }
    return render(request, "picture/town.html", context)


@login_required
@require_POST
def draft(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Let the rules draft findings."""
    participant = get_participant(request.user, programme, town, WRITE)
    actions.draft_findings(actor=signed_in(request), ecosystem=default_ecosystem(participant))
    messages.success(request, _("The findings were drafted in three languages. Read and edit them."))
    return redirect("town_picture", programme, town)


@login_required
def new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Write a finding."""
    participant = get_participant(request.user, programme, town, WRITE)
    form = NewFindingForm(request.POST or None, model=model_of(participant.programme))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_finding(
                actor=signed_in(request), ecosystem=default_ecosystem(participant), **form.cleaned_data
            )
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The finding was saved as a draft."))
            return redirect("finding", programme, town, made.pk)
    context = programme_context(request, participant.programme, participant) | {"form": form}
    return render(request, "picture/new.html", context)


@login_required
def finding(request: HttpRequest, programme: str, town: str, finding: int) -> HttpResponse:
    """Show a finding with its edits, and edit it."""
    permission = WRITE if request.method == "POST" else READ
    found = selectors.get_finding(request.user, programme, town, finding, permission)
    sentence = own_text(found.urn, "sentence")
    further = [carrier for carrier in carriers_of(found.urn) if carrier != found.cell]
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
            return redirect("finding", programme, town, found.pk)
    participant = found.ecosystem.participant
    context = programme_context(request, participant.programme, participant) | {
        "finding": found,
        "sentence": sentence.shown(get_language() or "fi"),
        "behind": [LANGUAGE_NAMES[language] for language in sentence.behind],
        "approved": approved,
        "flagged": found.urn in flagged([found.urn]),
        "form": form,
        "events": [(event, DEEDS.get(event.action, event.action)) for event in events_of(found.urn)],
        "may_work": request.user.has_perm(WRITE, participant),
        "may_publish": request.user.has_perm("programmes.publish", participant.programme),
    }
    return render(request, "picture/finding.html", context)


@login_required
@require_POST
def step(request: HttpRequest, programme: str, town: str, finding: int, step: str) -> HttpResponse:
    """Approve a finding, return it to a draft, or say that it still holds."""
    found = selectors.get_finding(request.user, programme, town, finding, READ)
    done = {
        "approve": ("programmes.publish", actions.approve_finding, _("The finding was approved.")),
        "return": ("programmes.publish", actions.return_finding, _("The finding is a draft again.")),
        "holds": (WRITE, actions.confirm_finding, _("The flag was taken down.")),
    }.get(step)
    if done is None or not request.user.has_perm(done[0], _asked(found, done[0])):
        raise Http404
    try:
        done[1](actor=signed_in(request), finding=found)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect("finding", programme, town, found.pk)
    messages.success(request, done[2])
    return redirect(f"{reverse('town_picture', args=[programme, town])}#{found.dimension}")


def _asked(finding: Finding, permission: str) -> Model:
    participant = finding.ecosystem.participant
    return participant.programme if permission == "programmes.publish" else participant


@login_required
def report(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Publish a real town's report from open statistics."""
    row = get_programme(request.user, programme, "programmes.publish")
    participant = get_participant(request.user, programme, town, READ)
    if not participant.codes:
        raise Http404
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publishing.publish_town_report(
            actor=signed_in(request), programme=row, participant=participant, **form.cleaned_data
        )
        messages.success(request, _("The report was published."))
        return redirect("release", publishing.report_address_of(participant))
    return render(request, "picture/report.html", programme_context(request, row, participant) | {"form": form})
