"""Every address x every role, as a table that a person can read.

A row: method, name of the address, its arguments (see `arguments`), then what each role gets: `ok` a page or a file
(200), `to` a redirect after a change or to the right place (302), `in` a redirect to signing in, `-` 404, `bad` 400,
`405` a method that the address has not.
"""

from __future__ import annotations

ROLES = ("anonymous", "stranger", "viewer", "coordinator", "other_coordinator", "analyst", "manager", "administrator")

TABLE = """
method address               arguments       anon stra view coor othe anal mana admi
GET    healthz               none            ok   ok   ok   ok   ok   ok   ok   ok
GET    robots                none            ok   ok   ok   ok   ok   ok   ok   ok
GET    front                 none            ok   ok   ok   ok   ok   ok   ok   ok
GET    accessibility         none            ok   ok   ok   ok   ok   ok   ok   ok
GET    privacy               none            ok   ok   ok   ok   ok   ok   ok   ok
GET    about                 none            ok   ok   ok   ok   ok   ok   ok   ok
GET    setup                 none            -    -    -    -    -    -    -    -
GET    account               none            in   ok   ok   ok   ok   ok   ok   ok
GET    programme_create      none            in   -    -    -    -    -    -    ok
GET    programme_change      closed          in   -    -    -    -    -    ok   ok
GET    programme_change      open            in   -    -    -    -    -    -    ok
GET    participants          closed          in   -    ok   ok   ok   ok   ok   ok
GET    participants          open            in   -    -    -    -    -    -    ok
POST   participants          closed          in   -    -    -    -    -    ok   ok
GET    members               closed          in   -    -    -    -    -    ok   ok
GET    members               open            in   -    -    -    -    -    -    ok
POST   remove_member         membership      in   -    -    -    -    -    to   to
GET    remove_member         membership      in   405  405  405  405  405  405  405
POST   withdraw_invitation   no_invitation   in   -    -    -    -    -    -    -
GET    audit                 closed          in   -    -    -    -    -    ok   ok
GET    audit                 open            in   -    -    -    -    -    -    ok
GET    invitation            token           -    -    -    -    -    -    -    -
GET    release               no_slug         -    -    -    -    -    -    -    -
GET    release_file          no_file         -    -    -    -    -    -    -    -
GET    thread                no_urn          -    -    -    -    -    -    -    -
"""


def rows() -> list[tuple[str, str, str, dict[str, str]]]:
    """Return the table as (method, address, arguments, role -> expectation)."""
    found = []
    for line in TABLE.strip().splitlines()[1:]:
        method, address, arguments, *expected = line.split()
        found.append((method, address, arguments, dict(zip(ROLES, expected, strict=True))))
    return found
