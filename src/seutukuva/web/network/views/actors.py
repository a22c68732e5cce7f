"""Pages of an actor, and of its ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.network.vocabulary import vocabulary
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.kit.texts.selectors import own_text
from seutukuva.web.kit.thread.selectors import shown_to
from seutukuva.web.network import actions, figures, selectors
from seutukuva.web.network.drawn import contacts_drawn, town_key
from seutukuva.web.network.forms import ActorForm, RolesForm, TieForm, facts_of
from seutukuva.web.network.mentions import told_in
from seutukuva.web.network.names import known
from seutukuva.web.network.views.drawing import picture
from seutukuva.web.network.views.overview import READ, WRITE
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant

if TYPE_CHECKING:
    from seutukuva.web.network.models import Actor
    from seutukuva.web.programmes.models import Ecosystem, Participant


@login_required
@require_safe
def actor(request: HttpRequest, programme: str, town: str, actor: int) -> HttpResponse:
    """Show an actor: its facts, its place in the network, its ties with what tells them, its structures."""
    row = selectors.get_actor(request.user, programme, town, actor, READ)
    participant = get_participant(request.user, programme, town, READ)
    if row.merged_into_id:
        return redirect("actor", programme, town, row.merged_into_id)
    ecosystem, language = default_ecosystem(participant), as_language(get_language())
    ties = selectors.ties_of(row, ecosystem, language)
    words = vocabulary()
    held = selectors.town_network(participant, language)
    context = programme_context(request, participant.programme, participant) | {
        "row": row,
        "name": selectors.actor_names([row], language)[row.pk],
        "names": own_text(row.urn, "name").bodies,
        "kind": words.kind(row.kind),
        "size": next((entry.name for entry in words.sizes if entry.id == row.size), None),
        "place": selectors.place_of(row, language),
        "roles": [words.role(role) for role in held.roles.get(str(row.pk), ())],
        "picture": picture(
            contacts_drawn(held, town_key(participant), str(row.pk), language),
            language,
            reverse("actor_drawing", args=[programme, town, row.pk]),
        ),
        "figures": figures.own_figures(figures.measurement(held.network), str(row.pk), language),
        "ties": ties,
        "told": shown_to(request.user, {one.tie.carrier for one in ties if one.tie.carrier}),
        "structures": selectors.structure_rows(selectors.structures_with(row, ecosystem), language),
        "merged": selectors.merged_under(row),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "network/actor.html", context)


@login_required
def actor_new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Add an actor."""
    participant = get_participant(request.user, programme, town, WRITE)
    form = ActorForm(request.POST or None, towns=_towns(participant), initial={"area": participant.slug})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_actor(
                actor=signed_in(request),
                ecosystem=default_ecosystem(participant),
                facts=form.facts,
                roles=form.cleaned_data["roles"],
            )
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The actor was saved."))
            return redirect("actor", programme, town, made.pk)
    context = programme_context(request, participant.programme, participant) | {"form": form}
    return render(request, "network/actor_new.html", context)


@login_required
def actor_change(request: HttpRequest, programme: str, town: str, actor: int) -> HttpResponse:
    """Change an actor; of one that takes part in others' towns too, its roles here only."""
    row = selectors.get_actor(request.user, programme, town, actor, WRITE)
    participant = get_participant(request.user, programme, town, WRITE)
    ecosystem = default_ecosystem(participant)
    form = _form_of(request, row, participant, ecosystem)
    if request.method == "POST" and form.is_valid():
        roles = form.cleaned_data["roles"]
        same: dict[str, Any] = {"actor": signed_in(request), "ecosystem": ecosystem, "row": row, "roles": roles}
        try:
            if isinstance(form, ActorForm):
                actions.change_actor(**same, facts=form.facts)
            else:
                actions.change_roles(**same)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The actor was saved."))
            return redirect("actor", programme, town, row.pk)
    language = as_language(get_language())
    context = programme_context(request, participant.programme, participant) | {
        "row": row,
        "name": selectors.actor_names([row], language)[row.pk],
        "form": form,
        "roles_only": not isinstance(form, ActorForm),
    }
    return render(request, "network/actor_change.html", context)


@login_required
@require_POST
def actor_remove(request: HttpRequest, programme: str, town: str, actor: int) -> HttpResponse:
    """Take an actor out of the town's ecosystem."""
    row = selectors.get_actor(request.user, programme, town, actor, WRITE)
    participant = get_participant(request.user, programme, town, WRITE)
    try:
        actions.remove_actor(actor=signed_in(request), ecosystem=default_ecosystem(participant), row=row)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect("actor", programme, town, actor)
    messages.success(request, _("The actor was taken away."))
    return redirect("town_network", programme, town)


@login_required
def tie_new(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Add a tie between two actors of the ecosystem."""
    participant = get_participant(request.user, programme, town, WRITE)
    ecosystem, language = default_ecosystem(participant), as_language(get_language())
    names = selectors.actor_names(selectors.actors_of(ecosystem), language)
    asked = {end: request.GET.get(name, "") for end, name in (("source", "actor"), ("target", "other"))}
    initial = {end: names.get(int(told), "") for end, told in asked.items() if told.isdecimal() and len(told) < 19}
    form = TieForm(request.POST or None, told=told_in(ecosystem), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            facts: dict[str, Any] = dict(form.cleaned_data)
            facts |= {end: _actor_called(ecosystem, facts[end]) for end in ("source", "target")}
            made = actions.add_tie(actor=signed_in(request), ecosystem=ecosystem, **facts)
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The tie was saved."))
            return redirect("actor", programme, town, made.source_id)
    context = programme_context(request, participant.programme, participant) | {
        "form": form,
        "names": sorted(names.values(), key=str.casefold),
    }
    return render(request, "network/tie_new.html", context)


@login_required
@require_POST
def tie_remove(request: HttpRequest, programme: str, town: str, tie: int) -> HttpResponse:
    """Take a tie away."""
    row = selectors.get_tie(request.user, programme, town, tie, WRITE)
    actions.remove_tie(actor=signed_in(request), tie=row)
    messages.success(request, _("The tie was taken away."))
    back = request.POST.get("back", "")
    if back.isdecimal() and len(back) < 19:
        return redirect("actor", programme, town, int(back))
    return redirect("town_network", programme, town)


def _actor_called(ecosystem: Ecosystem, name: str) -> Actor:
    """Return the actor of the ecosystem that a name means. Raises Problem when there is none."""
    row = known(ecosystem.programme_id, name)
    if row is None or not selectors.takes_part(row, ecosystem):
        raise Problem("web_network.unknown_actor", name=name)
    return row


def _form_of(request: HttpRequest, row: Actor, participant: Participant, ecosystem: Ecosystem) -> RolesForm:
    roles = selectors.roles_of(row, ecosystem)
    if not selectors.may_change_facts(request.user, row):
        return RolesForm(request.POST or None, initial={"roles": roles})
    names = dict(own_text(row.urn, "name").bodies)
    return ActorForm(request.POST or None, towns=_towns(participant), initial=facts_of(row, names, roles))


def _towns(participant: Participant) -> list[Participant]:
    """Return the towns that an actor of the programme can be in: their names are no secret to a member."""
    return list(participant.programme.participants.all())
