"""Who works in the demo: accounts with one password, and how its building is told of."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from seutukuva.web.accounts.actions import create_account, create_administrator
from seutukuva.web.accounts.selectors import user_by_email
from seutukuva.web.programmes import actions as programmes

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme

ROLES = ("analyst", "manager", "viewer")


class Progress(Protocol):
    """Where the building tells how far it is."""

    def start(self, title: str, total: int) -> None:
        """Begin a step of `total` parts."""
        ...

    def advance(self) -> None:
        """Count one part as done."""
        ...


def demo_password(file: Path) -> str:
    """Return the one password of the demo's people, made when there is none and kept where only its owner reads it."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"{secrets.token_urlsafe(12)}\n", encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()


def address(role: str) -> str:
    """Return the address by which a demo person signs in."""
    return f"{role}@example.org"


def people(password: str, progress: Progress) -> User:
    """Make the accounts that are missing and return the administrator's."""
    progress.start("People", len(ROLES) + 2)
    admin = user_by_email(address("admin"))
    if admin is None:
        admin = create_administrator(actor=None, email=address("admin"), password=password, name="Administrator")
    progress.advance()
    for role in (*ROLES, "coordinator"):
        if user_by_email(address(role)) is None:
            create_account(actor=admin, email=address(role), password=password, name=role.capitalize())
        progress.advance()
    return admin


def person(role: str) -> User:
    """Return the account of a role. Raises LookupError before `people` made it."""
    user = user_by_email(address(role))
    if user is None:
        raise LookupError(role)
    return user


def team(admin: User, programme: Programme) -> None:
    """Make the people of all roles members of a programme."""
    for role in ROLES:
        programmes.add_member(actor=admin, programme=programme, user=person(role), role=role)
