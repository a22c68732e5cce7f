"""Two publications of one page beside each other: which two, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from seutukuva.picture.differences import Differences, differences
from seutukuva.web.kit.releases.files import load
from seutukuva.web.kit.releases.models import Release
from seutukuva.web.kit.releases.withheld import as_told


class ChoiceForm(forms.Form):
    """Which two publications are compared."""

    older = forms.ChoiceField(label=_("Older publication"))
    newer = forms.ChoiceField(label=_("Newer publication"))


def choice_form(standing: Sequence[Release], older: Release, newer: Release) -> ChoiceForm:
    """Return the form with two publications chosen."""
    form = ChoiceForm(initial={"older": older.pk, "newer": newer.pk})
    told = days(standing)
    for field in form.fields.values():
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(release.pk), told[release.pk]) for release in standing]
    return form


def chosen(standing: Sequence[Release], wanted: Mapping[str, str]) -> tuple[Release, Release]:
    """Return the older and the newer of the two that an address names, or the newest and the one before it.

    `standing` has two or more, newest first. Raises KeyError for one that is not among them.
    """
    places = {str(release.pk): place for place, release in enumerate(standing)}
    newer = places[wanted["newer"]] if wanted.get("newer") else 0
    older = places[wanted["older"]] if wanted.get("older") else min(newer + 1, len(standing) - 1)
    # Named the wrong way round they are still the same two.
    return standing[max(older, newer)], standing[min(older, newer)]


def compared(older: Release, newer: Release) -> Differences:
    """Return what differs between two publications as they may be read today.

    Both pass the same gate as the published page, so words that were withdrawn do not come back by the older one.
    """
    return differences(as_told(load(older.document_hash)), as_told(load(newer.document_hash)))


def days(standing: Sequence[Release]) -> dict[int, str]:
    """Return the day of every publication as it is shown, with the time of day where a day has several."""
    moments = {release.pk: timezone.localtime(release.published) for release in standing}
    counted = Counter(moment.date() for moment in moments.values())
    return {
        pk: date_format(moment, "SHORT_DATE_FORMAT")
        + (f" {date_format(moment, 'TIME_FORMAT')}" if counted[moment.date()] > 1 else "")
        for pk, moment in moments.items()
    }
