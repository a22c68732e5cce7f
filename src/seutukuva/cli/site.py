"""Commands that run and keep an installation: serve, migrate, createadmin, backup, restore, demo."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

import click


def set_up() -> None:
    """Load the web's settings; only these commands need them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seutukuva.web.site.settings")
    import django

    django.setup()


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes of the web part.")
@click.option("--only", type=click.Choice(["web", "worker", "clock"]), help="Run one part alone.")
def serve(bind: str, workers: int, only: str | None) -> None:
    """Run web, worker and clock; brings the database to this version first."""
    _lead_to(bind)
    set_up()
    from seutukuva.web.site import serving

    parts = [only] if only else serving.PARTS
    if "web" in parts:
        serving.require_free(bind)
        serving.prepare()
        _greet(bind)
    else:
        serving.require_prepared()
    sys.exit(serving.run(parts, bind=bind, workers=workers))


def _lead_to(bind: str) -> None:
    # Links of letters, boards and files lead to where it serves, unless the setting says otherwise.
    if not os.environ.get("SEUTUKUVA_ORIGIN"):
        os.environ["SEUTUKUVA_ORIGIN"] = origin_of(bind)


def origin_of(bind: str) -> str:
    """Return the address at which a browser on this machine finds what listens at `bind` (host:port)."""
    host, _, port = bind.rpartition(":")
    return f"http://{'127.0.0.1' if host in ('', '0.0.0.0', '[::]') else host}:{port}"


def _greet(bind: str) -> None:
    """Tell where it serves, and on an empty installation how the first account is made."""
    from django.conf import settings

    from seutukuva.web.accounts.selectors import nobody_yet

    click.echo(f"Seutukuva serves on http://{bind}/ (stop with Ctrl+C)", err=True)
    if nobody_yet():
        click.echo(
            f"No account yet: open {settings.ORIGIN}/fi/setup/ with the setup key {settings.SETUP_KEY}", err=True
        )


@click.command()
def migrate() -> None:
    """Bring the database and the static files to this version (after an upgrade)."""
    set_up()
    from seutukuva.web.site import serving

    serving.prepare()


@click.command()
@click.argument("email")
@click.option("--name", default="", help="Shown name.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
def createadmin(email: str, name: str, password: str) -> None:
    """Make an administrator's account."""
    set_up()
    from django.utils import translation

    from seutukuva.cli.main import message_language
    from seutukuva.web.accounts.actions import create_administrator
    from seutukuva.web.site import serving

    serving.prepare()
    with translation.override(message_language()):
        create_administrator(actor=None, email=email, password=password, name=name)
    click.echo(f"{email} can sign in.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write database, releases, uploads and keys to one FILE; the service may be running."""
    set_up()
    from django.conf import settings

    from seutukuva.web.site import serving
    from seutukuva.web.site.backup import backup as write

    serving.connect()
    manifest = write(file, settings.VAR)
    click.echo(f"{file}: {len(manifest.files)} files, version {manifest.version}.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="Put the backup in the place of what is here.")
def restore(file: Path, replace: bool) -> None:
    """Put an installation back from FILE; stop the service first."""
    set_up()
    from django.conf import settings

    from seutukuva.web.site import serving
    from seutukuva.web.site.backup import restore as read

    serving.connect()
    manifest = read(file, settings.VAR, replace=replace)
    serving.prepare()
    click.echo(f"{len(manifest.files)} files of {manifest.made} are back.", err=True)


class Steps:
    """Progress on standard error: one line a step, with its count and its seconds."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._title, self._total, self._done, self._began = "", 0, 0, 0.0

    def start(self, title: str, total: int) -> None:
        """Begin a step of `total` parts."""
        self._title, self._total, self._done, self._began = title, total, 0, time.monotonic()

    def advance(self) -> None:
        """Count one part as done."""
        self._done += 1
        if self._done == self._total or self._live:
            self._write()

    def _write(self) -> None:
        seconds = time.monotonic() - self._began
        line = f"{self._title}: {self._done}/{self._total}  {seconds:.1f} s"
        ended = self._done == self._total
        click.echo(f"\r{line:<70}" if self._live else line, err=True, nl=ended or not self._live)


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--no-serve", is_flag=True, help="Build the demo and stop.")
def demo(bind: str, no_serve: bool) -> None:
    """Build the demo programmes, tell how to sign in, and serve. What is there already is left alone."""
    began = time.monotonic()
    steps = Steps()
    steps.start("Database and static files", 1)
    _lead_to(bind)
    set_up()
    from django.conf import settings

    from seutukuva.web.site import demo as programmes
    from seutukuva.web.site import serving
    from seutukuva.web.site.demo_people import ROLES, address

    if not no_serve:
        serving.require_free(bind)
    with contextlib.ExitStack() as meanwhile:
        meanwhile.enter_context(serving.words_beside())
        serving.bring_up_to_date()
        steps.advance()
        password = programmes.build(steps, before_texts=meanwhile.close)
    people = ", ".join(address(role) for role in ("admin", *ROLES, "coordinator"))
    click.echo(f"The demo is ready ({time.monotonic() - began:.0f} s).", err=True)
    click.echo(f"Sign in as one of {people}", err=True)
    click.echo(f"with the password {password} (kept in {Path(settings.VAR) / 'demo-password'}).", err=True)
    if not no_serve:
        click.echo(f"Seutukuva serves on http://{bind}/ (stop with Ctrl+C)", err=True)
        sys.exit(serving.run(serving.PARTS, bind=bind, workers=2))
