"""``kamermatch tick``: what falls due, told or done, now or as if it were another day."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime, time
from typing import TYPE_CHECKING

import click

from matcher.settings import Settings

if TYPE_CHECKING:
    from matcher.tick import DryRun, Ticked

NINE = time(9)


class Moment(click.ParamType):
    """A day or a moment in Dutch time: 2026-12-01 (nine o'clock) or 2026-12-01T14:30."""

    name = "date"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        from matcher.clock import NETHERLANDS

        if isinstance(value, datetime):
            return value
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write 2026-12-01 or 2026-12-01T14:30", param, ctx)
        if len(value) == len("2026-12-01"):
            found = datetime.combine(found.date(), NINE)
        return found if found.tzinfo else found.replace(tzinfo=NETHERLANDS)


@click.command()
@click.option("--at", "moment", type=Moment(), help="As if it were then (Dutch time).")
@click.option("--really", is_flag=True, help="Do it and keep it, instead of only telling.")
@click.option("--yes", is_flag=True, help="Do not ask before doing what is not due yet.")
def tick(moment: datetime | None, really: bool, yes: bool) -> None:
    """Tell what would happen by itself: reminders, ends of terms, check-ins, signals, digests.

    Nothing is kept, and nothing is mailed. With --really it is done; the worker
    (`kamermatch work`) does so every hour. On SQLite nobody else can save while it runs.
    """
    from matcher import clock
    from matcher.database.opening import open_guarded
    from matcher.tick import dry_run
    from matcher.tick import tick as really_tick

    present = clock.moment()
    factory = open_guarded(Settings.from_environment())
    if not really:
        _tell(dry_run(factory, moment or present), moment or present)
        return
    if moment is not None and moment > present and not yes:
        click.confirm(
            "That is in the future: terms that still run will end, and people will be told so. "
            "Go on?",
            abort=True,
        )
    with clock.at(moment or present):
        _report(really_tick(factory, moment or present), "done")


def _tell(found: DryRun, moment: datetime) -> None:
    click.echo(f"At {moment:%Y-%m-%d %H:%M %Z} this would happen (nothing is kept):")
    for one in found.happened:
        about = f"{one.subject} {one.subject_id}" if one.subject_id is not None else one.subject
        click.echo(f"  {one.kind:8} {about:20} {one.what}")
    counts = Counter(one.kind for one in found.happened)
    click.echo(f"{counts['event']} event(s), {counts['message']} message(s).")
    _report(found.ticked, "would be done")


def _report(ticked: Ticked, word: str) -> None:
    for name, number in sorted(ticked.done.items()):
        if number:
            click.echo(f"  {name}: {number}")
    click.echo(f"{ticked.number} thing(s) {word}.")
    if ticked.failed:
        click.echo(f"Failed: {', '.join(ticked.failed)}; the log above says why.", err=True)
        sys.exit(1)
