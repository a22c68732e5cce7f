"""Pages of accounts that allauth has not: the first account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from seutukuva.web.accounts.actions import create_first_administrator
from seutukuva.web.accounts.forms import SetupForm
from seutukuva.web.accounts.selectors import nobody_yet


def setup(request: HttpRequest) -> HttpResponse:
    """Make the first account of an empty installation; gone afterwards."""
    if not nobody_yet():
        raise Http404
    form = SetupForm(request.POST or None, setup_key=settings.SETUP_KEY)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = create_first_administrator(actor=None, email=data["email"], password=data["password"], name=data["name"])
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("front")
    return render(request, "accounts/setup.html", {"form": form})


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show a person his account: password, second factor, signing out."""
    return render(request, "accounts/account.html")
