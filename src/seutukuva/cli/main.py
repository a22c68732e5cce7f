"""Entry point of the command `seutukuva`.

Each room's module registers its group in `GROUPS`; it is imported only when its command is called, so that
`seutukuva --help` stays quick.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

from seutukuva import __version__
from seutukuva.base import LANGUAGES, Language, Problem, explain

# command -> (module, attribute, one line of help)
GROUPS = {
    "picture": ("seutukuva.cli.picture", "picture", "Situational pictures: a town's report."),
    "indicators": ("seutukuva.cli.indicators", "indicators", "Figures of municipalities; composite indices."),
    "evidence": ("seutukuva.cli.evidence", "evidence", "Coded interviews from and to other programs (REFI-QDA)."),
    "network": ("seutukuva.cli.network", "network", "Actors and ties: the metrics of a network."),
    "demo": ("seutukuva.cli.site", "demo", "Build the demo programmes and serve them."),
    "serve": ("seutukuva.cli.site", "serve", "Run web, worker and clock."),
    "migrate": ("seutukuva.cli.site", "migrate", "Bring the database to this version."),
    "createadmin": ("seutukuva.cli.site", "createadmin", "Make an administrator's account."),
    "backup": ("seutukuva.cli.site", "backup", "Write everything to one file."),
    "restore": ("seutukuva.cli.site", "restore", "Put everything back from one file."),
    "regions": ("seutukuva.cli.regions", "regions", "Municipalities and areas: find, history, harmonise."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in GROUPS:
            return None
        module, attribute, _ = GROUPS[cmd_name]
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, GROUPS[name][2]) for name in sorted(GROUPS)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def seutukuva() -> None:
    """See, strengthen and grow the innovation ecosystems of regional towns.

    Exit status: 0 done, 1 a finding or invalid input, 2 wrong usage. Messages go to standard error, in the language
    that SEUTUKUVA_LANGUAGE names (fi, sv or en; English otherwise).
    """


def message_language() -> Language:
    """Return the language of messages on standard error."""
    wanted = os.environ.get("SEUTUKUVA_LANGUAGE", "en")
    return next((language for language in LANGUAGES if language == wanted), "en")


def require_folder(target: Path) -> None:
    """Do nothing when the folder of a file to be written is there. Raises Problem, before anything is computed."""
    if not target.absolute().parent.is_dir():
        raise Problem("base.no_folder", folder=str(target.parent))


def run() -> None:
    """Run the command; a Problem becomes one line on standard error and exit status 1."""
    try:
        seutukuva(standalone_mode=True)
    except Problem as problem:
        print(explain(problem, message_language()), file=sys.stderr)
        sys.exit(1)
