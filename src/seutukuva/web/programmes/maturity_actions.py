"""Writes of a programme's maturity model: a version is added, none is ever changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seutukuva.base import Problem, content_hash
from seutukuva.web.kit.actions import action, hold
from seutukuva.web.programmes.maturity import faults_of, version_in_use
from seutukuva.web.programmes.models import MaturityVersion

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme


@action("programmes.analyse", on="programme")
def use_model(*, actor: User, programme: Programme, text: str, note: str, seen: int) -> MaturityVersion:
    """Take a model into use as a new version; an empty `text` goes back to the shipped one.

    `seen` is the number of the version that was in use when the change was looked at. Raises Problem when another one
    is by now, and the first fault of a model that cannot be used.
    """
    hold(programme)
    in_use = version_in_use(programme)
    if in_use != seen:
        raise Problem("web_picture.model_moved", number=in_use)
    for fault in faults_of(text) if text else ():
        raise fault
    return MaturityVersion.objects.create(
        programme=programme,
        number=in_use + 1,
        content=text,
        digest=content_hash({"toml": text}) if text else "",
        note=note,
        made_by=actor,
    )
