"""What every action has: a permission check, one transaction, an audit event.

    @action("programmes.manage", on="programme")
    def rename(*, actor: User, programme: Programme, name: str) -> Programme: ...

An action is called with keywords only and with the person who acts as `actor`. `on` names the argument that the
permission is asked for, or a part of it ("source.ecosystem.participant"). The event is about the thing that the action
returns, or else about what the permission was asked for.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, ParamSpec, Protocol, TypeVar, runtime_checkable

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.kit.once import forget_read

P = ParamSpec("P")
R = TypeVar("R")


@runtime_checkable
class Auditable(Protocol):
    """A thing that an audit event can be about; `programme_id` may be absent."""

    @property
    def urn(self) -> str:
        """Return the URN of the thing."""
        ...


def action(permission: str | None, *, on: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action. `permission` None: anybody may (the function says why in its docstring)."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        room = function.__module__.removeprefix("seutukuva.web.").removesuffix(".actions")
        name = f"{room}.{function.__name__}"

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            actor: Any = kwargs["actor"]
            target: Any = _target(kwargs, on) if on else None
            if permission is not None and not actor.has_perm(permission, target):
                raise PermissionDenied(f"{name}: {permission}")
            told = _told(kwargs)  # before it happens: what is removed has no name afterwards
            forget_read()
            with transaction.atomic():
                result = function(*args, **kwargs)
                subject = result if isinstance(result, Auditable) else target
                if isinstance(subject, Auditable):
                    _write(actor, name, subject, told)
            forget_read()
            return result

        return run

    return wrap


def _target(arguments: Mapping[str, Any], path: str) -> Any:
    """Return the argument, or the part of it, that `path` names."""
    name, *parts = path.split(".")
    return functools.reduce(getattr, parts, arguments[name])


def hold(row: models.Model) -> None:
    """Hold a row until the transaction ends, so that two who add to it at the same moment go one after the other.

    Rows that refer to it can be added by others meanwhile; what is to be new is read after this.
    """
    type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)


def record(*, actor: Any, action: str, subject: Auditable, parameters: Mapping[str, Any]) -> None:
    """Write one audit event about `subject`."""
    _write(actor, action, subject, _told(parameters))


def _write(actor: Any, action: str, subject: Auditable, told: Mapping[str, Any]) -> None:
    known = actor is not None and getattr(actor, "pk", None) is not None
    AuditEvent.objects.create(
        actor=actor if known else None,
        actor_name=str(actor) if known else "",
        action=action,
        urn=subject.urn,
        programme_id=getattr(subject, "programme_id", None),
        parameters=told,
    )


_SECRET = {"actor", "password", "token"}
# What people said and who they are outlives in no trail the text that it stood in: only its length is kept.
_WORDS = {"text", "quote", "at", "body", "words", "who"}


def _told(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: {"characters": len(str(value))} if key in _WORDS else _plain(value)
        for key, value in parameters.items()
        if key not in _SECRET
    }


def _plain(value: Any) -> Any:
    """Return what the trail keeps of an argument: names of things, sizes of files, text in short."""
    if isinstance(value, models.Model):
        return str(getattr(value, "urn", f"{value._meta.label}:{value.pk}"))
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return {"bytes": len(value)}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(v) for v in value]
    return str(value)[:500]
