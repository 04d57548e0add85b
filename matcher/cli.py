"""``kamermatch …``: finds its commands by entry point, and tells errors without a traceback.

Entry points keep the rings intact (``matcher`` imports neither ``web`` nor ``seed``)
and the start quick: a command's module is loaded only when it is asked for.
"""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint, entry_points

import click

from matcher import __version__
from matcher.errors import MatcherError


class InstalledCommands(click.Group):
    """A group whose commands are the entry points ``kamermatch.commands``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_installed())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = _installed().get(cmd_name)
        return None if entry is None else entry.load()


def _installed() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group="kamermatch.commands")}


@click.group(cls=InstalledCommands)
@click.version_option(__version__, prog_name="kamermatch")
def kamermatch() -> None:
    """Match rooms in host families with young people who leave youth care."""


def main() -> None:
    """Run the command line; an expected error ends with one line and exit code 1."""
    try:
        kamermatch()
    except MatcherError as error:
        click.echo(f"kamermatch: {error}", err=True)
        sys.exit(1)
