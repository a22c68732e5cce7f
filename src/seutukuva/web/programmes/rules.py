"""Who may do what. The other rooms ask these permissions of a Programme or a Participant.

| permission              | asked of    | who                                                                        |
|-------------------------|-------------|----------------------------------------------------------------------------|
| programmes.create       | nothing     | administrators                                                             |
| programmes.view         | programme   | members; everybody where the statistics are open                           |
| programmes.belong       | programme   | members                                                                    |
| programmes.analyse      | programme   | managers, analysts                                                         |
| programmes.manage       | programme   | managers                                                                   |
| programmes.publish      | programme   | managers, analysts                                                         |
| programmes.view_town    | participant | who reads the town; everybody where the statistics are open                |
| programmes.read_town    | participant | managers, analysts, viewers; the town's own coordinators                   |
| programmes.work_on_town | participant | managers, analysts; the town's own coordinators                            |
| programmes.hold_key     | participant | managers: who the markers of pseudonymised texts are                       |

An administrator of the installation may all of it.
"""

from __future__ import annotations

from typing import Any

from rules.permissions import add_perm, perm_exists
from rules.predicates import Predicate, predicate

from seutukuva.web.programmes.models import Membership, Participant, Programme, Role


def memberships(user: Any) -> list[Membership]:
    """Return a person's memberships, read once for a request (they are kept on the person's object)."""
    if not user.is_authenticated:
        return []
    kept = getattr(user, "_kept_memberships", None)
    if kept is None:
        kept = list(user.memberships.all())  # no query for one of `selectors.members`, who come with theirs
        user._kept_memberships = kept
    return list(kept)


def has_role(*roles: Role) -> Predicate:
    """Return the rule "has one of these roles in the programme"."""

    def rule(user: Any, programme: Programme | None) -> bool:
        return programme is not None and any(
            m.programme_id == programme.pk and m.role in roles for m in memberships(user)
        )

    return Predicate(rule, name=f"has_role({', '.join(roles)})")


def in_programme_of(rule: Predicate) -> Predicate:
    """Return a programme's rule asked of the participant's programme."""

    def asked(user: Any, participant: Participant | None) -> bool:
        return participant is not None and bool(rule.test(user, participant.programme))

    return Predicate(asked, name=f"in_programme_of({rule.name})")


@predicate
def is_administrator(user: Any) -> bool:
    """An administrator of the installation."""
    return bool(user.is_superuser and user.is_active)


@predicate
def has_open_statistics(user: Any, programme: Programme | None) -> bool:
    """The programme's statistics are open to everybody."""
    return programme is not None and programme.open_statistics


@predicate
def coordinates(user: Any, participant: Participant | None) -> bool:
    """Is a coordinator of this very participant."""
    return participant is not None and any(m.participant_id == participant.pk for m in memberships(user))


def register() -> None:
    """Make the permissions known to `user.has_perm`."""
    manages = is_administrator | has_role(Role.MANAGER)
    analyses = manages | has_role(Role.ANALYST)
    reads = analyses | has_role(Role.VIEWER)
    belongs = reads | has_role(Role.COORDINATOR)
    permissions = {
        "programmes.create": is_administrator,
        "programmes.view": belongs | has_open_statistics,
        "programmes.belong": belongs,
        "programmes.analyse": analyses,
        "programmes.manage": manages,
        "programmes.publish": analyses,
        "programmes.view_town": in_programme_of(reads | has_open_statistics) | coordinates,
        "programmes.read_town": in_programme_of(reads) | coordinates,
        "programmes.work_on_town": in_programme_of(analyses) | coordinates,
        "programmes.hold_key": in_programme_of(manages),
    }
    for name, rule in permissions.items():
        if not perm_exists(name):
            add_perm(name, rule)
