"""Pages of programmes: making one, its participants, its members, its audit trail."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.web.accounts.forms import NewAccountForm
from seutukuva.web.accounts.selectors import signed_in, user_by_email
from seutukuva.web.kit.audit.selectors import events_of_programme
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.programmes import actions, selectors
from seutukuva.web.programmes.forms import (
    ROLE_LABELS,
    InvitationForm,
    MunicipalityForm,
    NewProgrammeForm,
    ParticipantForm,
    ProgrammeForm,
)
from seutukuva.web.programmes.models import Programme
from seutukuva.web.programmes.page import programme_context

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """Make a programme."""
    if not request.user.has_perm("programmes.create"):
        raise Http404
    form = NewProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        programme = actions.create_programme(
            actor=signed_in(request),
            names=data["name"],
            descriptions=data["description"],
            open_statistics=data["open_statistics"],
            synthetic=data["synthetic"],
        )
        messages.success(request, _("The programme was made. Add its participants next."))
        return redirect("participants", programme.slug)
    return render(request, "programmes/create.html", {"form": form})


@login_required
def change(request: HttpRequest, programme: str) -> HttpResponse:
    """Change a programme's texts."""
    row = selectors.get_programme(request.user, programme, "programmes.manage")
    name, description = own_text(row.urn, "name"), own_text(row.urn, "description")
    initial = {"name": name.bodies, "description": description.bodies, "open_statistics": row.open_statistics}
    form = ProgrammeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.change_programme(
            actor=signed_in(request),
            programme=row,
            names=data["name"],
            descriptions=data["description"],
            open_statistics=data["open_statistics"],
        )
        messages.success(request, _("Saved."))
        return redirect("programme_change", row.slug)
    statuses = [(_("Name"), name.statuses), (_("Description"), description.statuses)]
    return render(
        request, "programmes/change.html", programme_context(request, row) | {"form": form, "statuses": statuses}
    )


@login_required
def participants(request: HttpRequest, programme: str) -> HttpResponse:
    """List a programme's participants and add one: a municipality, or one under its own name."""
    row = selectors.get_programme(request.user, programme, "programmes.belong")
    may_manage = request.user.has_perm("programmes.manage", row)
    data = request.POST or None
    chosen = "m-municipality" in request.POST
    municipality_form = MunicipalityForm(data if chosen else None, prefix="m")
    own_form = ParticipantForm(None if chosen else data, prefix="p")
    if request.method == "POST":
        form = municipality_form if chosen else own_form
        if not may_manage:
            raise PermissionDenied
        if form.is_valid() and _add_participant(request, row, form):
            return redirect("participants", row.slug)
    context = programme_context(request, row) | {
        "participants": selectors.participants_visible_to(request.user, row),
        "municipality_form": municipality_form,
        "own_form": own_form,
        "may_manage": may_manage,
    }
    return render(request, "programmes/participants.html", context)


def _add_participant(request: HttpRequest, programme: Programme, form: MunicipalityForm | ParticipantForm) -> bool:
    data = form.cleaned_data
    try:
        if isinstance(form, MunicipalityForm):
            added = actions.add_municipality(actor=signed_in(request), programme=programme, code=data["municipality"])
        else:
            added = actions.add_participant(
                actor=signed_in(request),
                programme=programme,
                names={"fi": data["name_fi"], "sv": data["name_sv"], "en": data["name_en"]},
                forms={"in": data["form_in"], "of": data["form_of"]},
                codes=data["municipalities"],
            )
    except Problem as problem:
        form.add_error(None, problem_text(problem))
        return False
    language = as_language(get_language())
    messages.success(request, _("%(name)s was added.") % {"name": added.name.form(language, "name")})
    return True


@login_required
def members(request: HttpRequest, programme: str) -> HttpResponse:
    """List members and open invitations, and invite."""
    row = selectors.get_programme(request.user, programme, "programmes.manage")
    towns = selectors.participants_visible_to(request.user, row)
    language = as_language(get_language())
    form = InvitationForm(request.POST or None, participants=towns, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(actor=signed_in(request), programme=row, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            sent = _("The invitation was sent to %(email)s.") % {"email": form.cleaned_data["email"]}
            messages.success(request, sent)
            return redirect("members", row.slug)
    context = programme_context(request, row) | {
        "form": form,
        "members": [(m, ROLE_LABELS[m.role]) for m in selectors.members(row)],
        "invitations": [(i, ROLE_LABELS[i.role]) for i in selectors.open_invitations(row)],
    }
    return render(request, "programmes/members.html", context)


@login_required
@require_POST
def remove_member(request: HttpRequest, programme: str, membership: int) -> HttpResponse:
    """End a membership."""
    row = selectors.get_programme(request.user, programme, "programmes.manage")
    found = next((m for m in selectors.members(row) if m.pk == membership), None)
    if found is None:
        raise Http404
    try:
        actions.remove_member(actor=signed_in(request), programme=row, membership=found)
    except Problem as problem:
        messages.error(request, problem_text(problem))
    return redirect("members", row.slug)


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, programme: str, invitation: int) -> HttpResponse:
    """Take back an invitation."""
    row = selectors.get_programme(request.user, programme, "programmes.manage")
    found = next((i for i in selectors.open_invitations(row) if i.pk == invitation), None)
    if found is None:
        raise Http404
    actions.withdraw_invitation(actor=signed_in(request), programme=row, invitation=found)
    return redirect("members", row.slug)


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: signed in with one click, with a new account, or after signing in."""
    found = selectors.invitation_by_token(token)
    if found is None:
        return render(request, "programmes/invitation_gone.html", status=404)
    needs_account = not request.user.is_authenticated
    known = user_by_email(found.email) is not None
    form = NewAccountForm(request.POST or None) if needs_account and not known else None
    ready = request.method == "POST" and (form.is_valid() if form else not needs_account)
    if ready:
        data = form.cleaned_data if form else {"password": None, "name": ""}
        membership = actions.accept_invitation(actor=None if needs_account else request.user, invitation=found, **data)
        if needs_account:
            login(request, membership.user, backend=MODEL_BACKEND)
        return redirect("front")
    context = programme_context(request, found.programme) | {
        "invitation": found,
        "role": ROLE_LABELS[found.role],
        "form": form,
        "must_sign_in": needs_account and known,
        "here": "",
    }
    return render(request, "programmes/invitation.html", context)


@login_required
def audit(request: HttpRequest, programme: str) -> HttpResponse:
    """Show who did what in a programme."""
    row = selectors.get_programme(request.user, programme, "programmes.manage")
    context = programme_context(request, row) | {"events": events_of_programme(row.pk)}
    return render(request, "programmes/audit.html", context)
