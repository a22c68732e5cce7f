"""Pages of asking, approving and publishing: of a town's picture, of its report, of the report of a programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seutukuva.base import Problem, parse_urn
from seutukuva.base.languages import as_language
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.evidence.selectors import held_back_in
from seutukuva.web.kit.forms import LANGUAGE_NAMES, problem_text
from seutukuva.web.kit.once import one_reading
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.picture.reporting import shared_sentences
from seutukuva.web.picture.review import approval
from seutukuva.web.picture.review.content import draft_of
from seutukuva.web.picture.review.forms import AskForm, ReturnForm
from seutukuva.web.picture.review.selectors import current_approval, holds, last_returned, others_may_publish
from seutukuva.web.picture.review.subjects import PICTURE, picture_of, programme_report_of, report_of
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant, get_programme
from seutukuva.writers import html

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.picture.review.content import Draft
    from seutukuva.web.picture.review.models import Approval
    from seutukuva.web.picture.review.subjects import Subject
    from seutukuva.web.programmes.models import Ecosystem

READ, PUBLISH = "programmes.read_town", "programmes.publish"
STEPS: Final = ("approve", "return", "now")


@login_required
@one_reading()
def picture(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show a picture as it would be published, with its approval; ask for one."""
    return _page(request, picture_of(_town(request, programme, town)))


@login_required
@one_reading()
def report(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show a town's report in the same way."""
    return _page(request, report_of(_town(request, programme, town)))


@login_required
@one_reading()
def whole(request: HttpRequest, programme: str) -> HttpResponse:
    """Show a programme's report in the same way."""
    return _page(request, programme_report_of(get_programme(request.user, programme, PUBLISH)))


@login_required
@require_POST
def picture_step(request: HttpRequest, programme: str, town: str, step: str) -> HttpResponse:
    """Approve or return what was asked for, or publish what was approved: that which the page showed, no later one."""
    return _step(request, picture_of(_town(request, programme, town)), step)


@login_required
@require_POST
def report_step(request: HttpRequest, programme: str, town: str, step: str) -> HttpResponse:
    """Take a step of a town's report in the same way."""
    return _step(request, report_of(_town(request, programme, town)), step)


@login_required
@require_POST
def whole_step(request: HttpRequest, programme: str, step: str) -> HttpResponse:
    """Take a step of a programme's report in the same way."""
    return _step(request, programme_report_of(get_programme(request.user, programme, PUBLISH)), step)


def place_of(subject: Subject) -> tuple[str, list[str]]:
    """Return the name and the arguments of the address where a subject is asked for and approved."""
    if subject.participant is None:
        return "programme_report_publish", [subject.programme.slug]
    name = "picture_publish" if subject.kind == PICTURE else "situation_report_publish"
    return name, [subject.programme.slug, subject.participant.slug]


def _town(request: HttpRequest, programme: str, town: str) -> Ecosystem:
    get_programme(request.user, programme, PUBLISH)
    return default_ecosystem(get_participant(request.user, programme, town, READ))


def _page(request: HttpRequest, subject: Subject) -> HttpResponse:
    name, arguments = place_of(subject)
    draft = draft_of(subject, signed_in(request))
    form = AskForm(request.POST or None, flags=len(draft.flags), comments=len(draft.comments))
    if request.method == "POST" and form.is_valid():
        try:
            approval.ask_approval(actor=signed_in(request), subject=subject, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("Approval was asked for."))
            return redirect(name, *arguments)
    made = draft.edition(as_language(get_language()), signed_in(request))
    context = programme_context(request, subject.programme, subject.participant) | {
        "form": form,
        "is_picture": subject.kind == PICTURE,
        "here": name,
        "step": {step: reverse(f"{name}_step", args=[*arguments, step]) for step in STEPS},
        "flags": len(draft.flags),
        "comments": len(draft.comments),
        "rounds": draft.open_rounds,
        "behind": _behind(draft, signed_in(request)),
        "findings": draft.findings,
        "held": sum(held_back_in(matter.ecosystem.pk) for matter in draft.matters),
        **_asked(request, draft),
        # The writer escapes every text.
        "article": mark_safe(html.write(made.document)),
    }
    return render(request, "review/publish.html", context)


def _behind(draft: Draft, reader: User) -> list[tuple[str, str, str]]:
    """Return where the sentences are edited whose words in some language are older than the original, and which."""
    programme = draft.subject.programme
    rows = [
        (
            reverse("finding", args=[programme.slug, row.finding.ecosystem.participant.slug, row.finding.pk]),
            row.sentence,
        )
        for row in draft.behind
    ]
    if draft.subject.participant is None:
        shared = [
            (parse_urn(urn).id, text) for (urn, _), text in own_texts(shared_sentences(programme, reader)).items()
        ]
        rows += [(reverse("shared_finding", args=[programme.slug, id_]), text) for id_, text in shared if text.behind]
    language = get_language() or "fi"
    return [
        (href, text.shown(language).body, ", ".join(LANGUAGE_NAMES[one] for one in text.behind)) for href, text in rows
    ]


def _step(request: HttpRequest, subject: Subject, step: str) -> HttpResponse:
    name, arguments = place_of(subject)
    current = current_approval(subject)
    if step not in STEPS:
        raise Http404
    if current is None or str(current.pk) != request.POST.get("approval"):
        messages.error(request, problem_text(Problem("web_picture.approval_ended")))
        return redirect(name, *arguments)
    try:
        told = _taken(request, subject, current, step)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect(name, *arguments)
    messages.success(request, told)
    if step == "approve":
        return redirect(name, *arguments)
    return redirect("town_publishing" if subject.participant else "publishing", *arguments)


def _taken(request: HttpRequest, subject: Subject, current: Approval, step: str) -> str:
    """Take a step and return what is told of it. Raises Problem."""
    actor = signed_in(request)
    words = str(request.POST.get("words", ""))[:2000]
    published = _("The picture was published.") if subject.kind == PICTURE else _("The report was published.")
    done: dict[str, tuple[Callable[[], Any], str]] = {
        "approve": (
            lambda: approval.approve_publishing(actor=actor, approval=current),
            _("Approved. It can be published now."),
        ),
        "return": (
            lambda: approval.return_request(actor=actor, approval=current, words=words),
            _("The request was returned."),
        ),
        "now": (lambda: approval.publish_approved(actor=actor, subject=subject), published),
    }
    done[step][0]()
    return done[step][1]


def _asked(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """Return what the page tells of the request that is open, or of the one that was returned."""
    current = current_approval(draft.subject)
    alone = not others_may_publish(draft.subject.programme, request.user)
    found: dict[str, Any] = {"current": current, "alone": alone}
    if current is None:
        return found | {"returned": last_returned(draft.subject)}
    return found | {
        "holds": holds(current, signed_in(request), draft),
        "may_approve": alone or current.asked_by_id != request.user.pk,
        "return_form": ReturnForm(),
        "languages": [name for code, name in LANGUAGE_NAMES.items() if code in current.languages],
    }
