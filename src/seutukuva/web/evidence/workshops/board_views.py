"""Pages without an account: a participant's board and the projector. Every form works plainly; the script asks quietly.

Nothing is written on a GET. A participant is known by a signed cookie of this one workshop that holds a random key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.web.evidence.workshops import guest_actions, live, selectors
from seutukuva.web.evidence.workshops.models import Guest, Workshop
from seutukuva.web.evidence.workshops.qr import code_of, link_of
from seutukuva.web.kit.forms import problem_text

SCRIPT: Final = "seutukuva-board"  # what the page's script calls itself in X-Requested-With
_SALT: Final = "workshop-guest"
_DAYS: Final = 2
_LONGEST_KEY: Final = 40
_MOST_DIGITS: Final = 3


@require_safe
def board(request: HttpRequest, token: str) -> HttpResponse:
    """Show the board to who takes part, and to anybody else how to join; a closed one shows its result to both."""
    workshop = selectors.workshop_by_token(token)
    guest = _guest(request, workshop)
    if guest is None and workshop.step != "closed":
        return render(request, "workshops/join.html", _frame(workshop))
    context = _frame(workshop) | {"parts": {part.id: part for part in live.guest_parts(request, workshop, guest)}}
    return _private(render(request, "workshops/board.html", context | {"guest": guest}))


@require_POST
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody take part; again is no second participant."""
    workshop = selectors.workshop_by_token(token)
    response = redirect("workshop_board", token)
    if _guest(request, workshop) is None and workshop.step != "closed":
        _row, key = guest_actions.join(actor=None, workshop=workshop)
        response.set_signed_cookie(
            _cookie(workshop),
            key,
            salt=_SALT,
            max_age=_DAYS * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@require_safe
def state(request: HttpRequest, token: str) -> HttpResponse:
    """Return the parts of a participant's page; 304 when nothing has changed for him."""
    workshop = selectors.workshop_by_token(token)
    guest = _guest(request, workshop)
    if guest is None:
        return _private(JsonResponse({"reload": True}))
    etag = live.guest_etag(workshop, guest)
    return _state(request, etag, lambda: live.guest_parts(request, workshop, guest))


@require_POST
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Keep a card."""

    def write(workshop: Workshop, guest: Guest) -> None:
        number = request.POST.get("question", "")
        question = workshop.questions.filter(pk=int(number)).first() if number.isdecimal() else None
        key = request.POST.get("key", "")
        if question is None or not 0 < len(key) <= _LONGEST_KEY:
            raise Http404
        guest_actions.add_card(
            actor=None,
            guest=guest,
            question=question,
            key=key,
            text=request.POST.get("text", ""),
            language=as_language(get_language()),
        )

    return _write(request, token, write)


@require_POST
def card_remove(request: HttpRequest, token: str) -> HttpResponse:
    """Take one's own card back."""
    return _write(
        request,
        token,
        lambda _workshop, guest: guest_actions.remove_card(actor=None, guest=guest, key=request.POST.get("key", "")),
    )


@require_POST
def vote(request: HttpRequest, token: str) -> HttpResponse:
    """Give one's dots."""

    def write(_workshop: Workshop, guest: Guest) -> None:
        ballot = {
            int(name.removeprefix("group-")): _number(request.POST.get(name, ""))
            for name in request.POST
            if name.startswith("group-") and name.removeprefix("group-").isdecimal()
        }
        guest_actions.vote(actor=None, guest=guest, ballot=ballot)

    return _write(request, token, write)


@require_POST
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the impact and effort of one group are."""

    def write(_workshop: Workshop, guest: Guest) -> None:
        number = request.POST.get("group", "")
        group = int(number) if number.isdecimal() else 0
        impact, effort = (_number(request.POST.get(name, "")) for name in ("impact", "effort"))
        guest_actions.opine(actor=None, guest=guest, group=group, impact=impact, effort=effort)

    return _write(request, token, write)


@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """Show the board for a projector: large, with the code by which others join."""
    workshop = selectors.workshop_by_token(token)
    context = _frame(workshop) | {
        "parts": {part.id: part for part in live.screen_parts(workshop)},
        "code": code_of(workshop),
        "link": link_of(workshop),
    }
    return render(request, "workshops/screen.html", context)


@require_safe
def screen_state(request: HttpRequest, token: str) -> HttpResponse:
    """Return the parts of the projector's page; 304 when nothing has changed."""
    workshop = selectors.workshop_by_token(token)
    return _state(request, live.screen_etag(workshop), lambda: live.screen_parts(workshop))


def _state(request: HttpRequest, etag: str, parts: Callable[[], list[live.Part]]) -> HttpResponse:
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = JsonResponse({"parts": [vars(part) for part in parts()]})
    response["ETag"] = etag
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """No cache between keeps a page that is one participant's own, or asks nobody whether it is still so."""
    response["Cache-Control"] = "private, no-cache"
    return response


def _write(request: HttpRequest, token: str, write: Callable[[Workshop, Guest], None]) -> HttpResponse:
    """Let `write` write for the guest of a request; a script gets a word, a plain form the board again."""
    workshop = selectors.workshop_by_token(token)
    guest = _guest(request, workshop)
    by_script = request.headers.get("X-Requested-With") == SCRIPT
    if guest is None:
        return JsonResponse({"reload": True}, status=409) if by_script else redirect("workshop_board", token)
    if not by_script:
        write(workshop, guest)
        return redirect("workshop_board", token)
    try:
        write(workshop, guest)
    except Problem as problem:
        return JsonResponse({"problem": problem_text(problem)}, status=400)
    return JsonResponse({"stored": request.POST.get("key", "")})


def _guest(request: HttpRequest, workshop: Workshop) -> Guest | None:
    key = request.get_signed_cookie(_cookie(workshop), default=None, salt=_SALT)
    if not key:
        return None
    guest = Guest.objects.filter(workshop=workshop, key_hash=guest_actions.key_hash(key)).first()
    if guest is not None:
        guest.workshop = workshop  # one query less for each of sixty phones
    return guest


def _cookie(workshop: Workshop) -> str:
    return f"seutukuva_workshop_{workshop.token}"


def _frame(workshop: Workshop) -> dict[str, Any]:
    town = workshop.ecosystem.participant
    return {
        "workshop": workshop,
        "title": selectors.title_of(workshop, get_language() or "fi"),
        "participant": town,
        "synthetic": town.programme.synthetic,
        "noindex": True,
    }


def _number(text: str) -> int:
    """Return a form's whole number; an empty one is 0, anything else is below every allowed one."""
    if not text.strip():
        return 0
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else -1
