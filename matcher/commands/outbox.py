"""``kamermatch outbox``: messages that wait, and sending them now."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from matcher.settings import Settings

if TYPE_CHECKING:
    from matcher.database.records import OutboxMessage


@click.group()
def outbox() -> None:
    """Look at messages that wait to be mailed, and send them."""


@outbox.command("list")
@click.option("--number", default=20, show_default=True, help="How many, newest first.")
def list_messages(number: int) -> None:
    """List the newest messages, with what went wrong. Shows no address."""
    from sqlalchemy import select

    from matcher.database.records import OutboxMessage
    from matcher.database.session import make_engine, make_session_factory, reading

    factory = make_session_factory(make_engine(Settings.from_environment()))
    with reading(factory) as session:
        query = select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(number)
        for message in session.scalars(query):
            click.echo(
                f"{message.id}  {message.created_at:%Y-%m-%d %H:%M}  {message.template}"
                f"  {_state(message)}" + (f"  {message.last_error}" if message.last_error else "")
            )


def _state(message: OutboxMessage) -> str:
    if message.sent_at:
        return "sent"
    if message.overtaken_at:
        return "no longer needed"
    word = "given up" if message.given_up_at else "waits"
    return f"{word}, {message.number_of_tries} tries"


@outbox.command()
@click.argument("number", type=int)
def retry(number: int) -> None:
    """Try a message that was given up once more, when the worker next sends."""
    from matcher.audit import COMMAND_LINE
    from matcher.database.session import make_engine, make_session_factory, transaction
    from matcher.errors import NotFound
    from matcher.outbox import try_again

    factory = make_session_factory(make_engine(Settings.from_environment()))
    try:
        with transaction(factory) as session:
            try_again(session, COMMAND_LINE, number)
    except NotFound:
        click.echo(f"No message {number} was given up. Remedy: kamermatch outbox list.", err=True)
        sys.exit(1)
    click.echo(f"Message {number} will be tried once more.")


@outbox.command()
def send() -> None:
    """Send what is due now. The worker (`kamermatch work`) does so every minute."""
    from matcher.database.base import now
    from matcher.database.session import make_engine, make_session_factory
    from matcher.mail import sender
    from matcher.outbox import send_waiting

    settings = Settings.from_environment()
    mailer = sender(settings)
    if mailer is None:
        click.echo("No mail server is set. Remedy: set KAMERMATCH_SMTP_HOST.", err=True)
        sys.exit(1)
    factory = make_session_factory(make_engine(settings))
    done = send_waiting(factory, mailer, settings, now())
    click.echo(f"{done.sent} message(s) sent, {done.failed} failed.")
