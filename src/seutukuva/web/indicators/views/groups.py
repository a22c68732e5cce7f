"""Groups of municipalities that a programme compares its towns with."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seutukuva.base import Problem
from seutukuva.base.languages import as_language
from seutukuva.regions import local_name
from seutukuva.web.accounts.selectors import signed_in
from seutukuva.web.indicators import actions, selectors
from seutukuva.web.indicators.forms import GroupForm
from seutukuva.web.kit.forms import problem_text
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import get_programme


@login_required
def groups(request: HttpRequest, programme: str) -> HttpResponse:
    """List the groups and make one."""
    row = get_programme(request.user, programme, "programmes.analyse")
    language = as_language(get_language())
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.make_group(
                actor=signed_in(request), programme=row, names=data["name"], codes=data["municipalities"]
            )
        except Problem as problem:
            form.add_error(None, problem_text(problem))
        else:
            messages.success(request, _("The group was made. Choose it on a town's page."))
            return redirect("groups", row.slug)
    listed = [
        (group, name, ", ".join(local_name(code).form(language, "name") for code in group.codes))
        for group, name in selectors.groups(row, language)
    ]
    return render(request, "indicators/groups.html", programme_context(request, row) | {"form": form, "groups": listed})


@login_required
@require_POST
def group_remove(request: HttpRequest, programme: str, group: int) -> HttpResponse:
    """Remove a group."""
    row = get_programme(request.user, programme, "programmes.analyse")
    found = next((g for g, _name in selectors.groups(row, "fi") if g.pk == group), None)
    if found is None:
        raise Http404
    actions.remove_group(actor=signed_in(request), programme=row, group=found)
    return redirect("groups", row.slug)
