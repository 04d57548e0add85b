"""``kamermatch work``: the worker that runs queued rounds and does what falls due each day."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from matcher.settings import Settings

SECONDS_TO_FINISH = 60


@click.command()
@click.option("--once", is_flag=True, help="Run what waits now, then stop.")
@click.option("--quiet", is_flag=True, help="Tell problems only.")
@click.option("--until-input-ends", is_flag=True, hidden=True)
def work(once: bool, quiet: bool, until_input_ends: bool) -> None:
    """Run queued rounds and do what falls due until interrupted (Ctrl-C). One worker is enough."""
    from matcher.database.opening import open_guarded
    from matcher.jobs import do_what_is_due, queue, run_waiting

    logging.basicConfig(
        level=logging.WARNING if quiet else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    if until_input_ends:
        # Whoever starts us in the background of a script passes on that interrupts are ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        threading.Thread(target=_stop_when_input_ends, daemon=True).start()
    settings = Settings.from_environment()
    factory = open_guarded(settings)
    # Whatever waited while no worker was there does not have to wait for the first sweep.
    # The same holds for the day: a machine that was off at night would else never remind.
    done = run_waiting(factory)
    ticked = do_what_is_due(factory)
    if once:
        click.echo(f"{len(done)} round(s) run.")
        click.echo(f"{ticked.number} thing(s) done that fell due by now.")
        if ticked.failed:
            click.echo(f"Failed: {', '.join(ticked.failed)}; the log above says why.", err=True)
            sys.exit(1)
        return
    if not quiet:
        click.echo("The worker waits for rounds (stop with Ctrl-C).")
    queue(settings).consumer().run()


@contextmanager
def worker_beside() -> Iterator[None]:
    """Run a worker in a process of its own while the block runs; it ends whatever ends us.

    The worker stops when its input closes, which also happens when this process is killed. It
    gets time to finish the round that it is busy with.
    """
    words = ["-c", "from matcher.cli import main; main()", "work", "--quiet", "--until-input-ends"]
    worker = subprocess.Popen([sys.executable, *words], stdin=subprocess.PIPE)  # noqa: S603
    try:
        yield
    finally:
        if worker.stdin is not None:
            worker.stdin.close()
        try:
            worker.wait(SECONDS_TO_FINISH)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def _stop_when_input_ends() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGINT)  # huey: finish what is under way, then stop
