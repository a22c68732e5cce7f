"""Writes of composite indices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from seutukuva.web.indicators.composite.definition import check, from_stored
from seutukuva.web.indicators.models import CompositeIndex
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme


@action("programmes.analyse", on="programme")
def save_index(
    *,
    actor: User,
    programme: Programme,
    index: CompositeIndex | None,
    names: Mapping[str, str],
    definition: Mapping[str, Any],
) -> CompositeIndex:
    """Store an index, a new one for None. Raises Problem when its groups make no tree of two levels.

    definition: as `Definition.stored` gives it, so that the audit trail keeps every choice.
    """
    if index is not None and index.programme_id != programme.pk:
        raise PermissionDenied("indicators.save_index")
    check(from_stored(definition))
    row = index or CompositeIndex(programme=programme)
    row.definition = dict(definition)
    row.save()
    write_texts(row.urn, "name", names)
    return row


@action("programmes.analyse", on="programme")
def remove_index(*, actor: User, programme: Programme, index: CompositeIndex) -> Programme:
    """Remove an index of a programme with its name."""
    if index.programme_id != programme.pk:
        raise PermissionDenied("indicators.remove_index")
    write_texts(index.urn, "name", {"fi": "", "sv": "", "en": ""})
    index.delete()
    return programme
