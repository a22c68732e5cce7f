"""Public pages."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base import Message
from seutukuva.web.accounts.selectors import nobody_yet
from seutukuva.web.kit.releases import selectors as releases
from seutukuva.web.kit.releases.files import load, rendered
from seutukuva.web.kit.releases.withheld import as_told
from seutukuva.web.portal.comparing import choice_form, chosen, compared, days
from seutukuva.web.portal.writing import ENDINGS, page_html
from seutukuva.web.programmes.selectors import cards


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show what is here: the programmes that the reader may see and what was published."""
    if nobody_yet():
        return redirect("setup")
    language = get_language() or "fi"
    shown = [(card, card.name.shown(language), card.description.shown(language)) for card in cards(request.user)]
    context = {
        "cards": shown,
        "releases": releases.published(language),
        "may_create": request.user.has_perm("programmes.create"),
    }
    return render(request, "portal/front.html", context)


@require_safe
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the newest release at a public address, in the reader's language or else in one that it has."""
    language = get_language() or "fi"
    found = releases.current(slug, language)
    if found is None:
        return _not_in_language(request, slug)
    document = as_told(load(found.document_hash))
    context = {
        "release": found,
        "document": document,
        "article": page_html(document),
        "synthetic": found.synthetic,
        "endings": ENDINGS,
        "several": len(releases.standing(found)) > 1,
    }
    return render(request, "portal/release.html", context)


@require_safe
def release_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what differs between two releases at a public address: the newest and the one before, or the two named."""
    found = releases.current(slug, get_language() or "fi")
    if found is None:
        return _not_in_language(request, slug)
    standing = releases.standing(found)
    context = {"release": found, "synthetic": any(release.synthetic for release in standing)}
    if len(standing) > 1:
        try:
            older, newer = chosen(standing, request.GET.dict())
        except KeyError as unknown:
            raise Http404 from unknown
        told = days(standing)
        context |= {
            "form": choice_form(standing, older, newer),
            "changes": compared(older, newer),
            "before": told[older.pk],
            "after": told[newer.pk],
            # Only the newest speaks on the threads: what an older one says may have none that the public can open.
            "linked": newer.pk == found.pk,
            "evidence": Message("writers.evidence"),
            "within": Message("writers.set90"),
        }
    return render(request, "portal/changes.html", context)


def _not_in_language(request: HttpRequest, slug: str) -> HttpResponse:
    """Show in which other languages a public address has a release, or that what stood there was withdrawn.

    Raises Http404 when it never had one.
    """
    languages = releases.languages_of(slug)
    if not languages:
        gone = releases.withdrawn_at(slug)
        if gone is None:
            raise Http404
        context = {"release": gone, "synthetic": gone.synthetic}
        return render(request, "portal/withdrawn.html", context, status=410)
    return render(request, "portal/other_language.html", {"languages": languages}, status=404)


@require_safe
def release_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Send the newest release at a public address as a file."""
    found = releases.current(slug, get_language() or "fi")
    if ending not in ENDINGS:
        raise Http404
    if found is None:
        return _not_in_language(request, slug)
    kind, write = ENDINGS[ending]
    document = as_told(load(found.document_hash))
    response = HttpResponse(rendered(document, ending, write), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{found.language}.{ending}"'
    if found.synthetic:
        response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def statement(request: HttpRequest, name: str) -> HttpResponse:
    """Show a standing page: accessibility, privacy, about."""
    context = {"contact": settings.CONTACT_EMAIL, "origin": settings.ORIGIN}
    return render(request, f"portal/{name}_{get_language()}.html", context)
