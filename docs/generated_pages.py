"""Pages of the reference that are written from the code, so that they cannot fall behind it."""

from __future__ import annotations

from pathlib import Path

import click

from seutukuva.cli.main import seutukuva
from seutukuva.indicators import all_sources, catalogue


def write_pages(folder: Path) -> None:
    """Write the command line and the catalogue of indicators as Markdown."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "commands.md").write_text(commands(), encoding="utf-8")
    (folder / "indicators.md").write_text(indicators(), encoding="utf-8")


def commands() -> str:
    """Return every command with its help."""
    parts: list[str] = []

    def describe(command: click.Command, path: str) -> None:
        context = click.Context(command, info_name=path)
        parts.append(f"## `{path}`\n\n```text\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                if inner is not None:
                    describe(inner, f"{path} {name}")

    describe(seutukuva, "seutukuva")
    return "\n".join(parts)


def indicators() -> str:
    """Return the catalogue and its sources as tables."""
    rows = [f"| `{i.id}` | {i.name.en} | {i.name.fi} | {i.name.sv} | `{i.source}` |" for i in catalogue()]
    sources = [f"| `{s.id}` | {s.publisher.en} | {s.title.en} | {s.licence} |" for s in all_sources()]
    head = "| id | English | Finnish | Swedish | source |\n|---|---|---|---|---|\n"
    below = "\n\n## Sources\n\n| id | publisher | data | licence |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + below + "\n".join(sources) + "\n"
