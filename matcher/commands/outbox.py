"""``kamermatch outbox``: messages that wait, and sending them now."""

from __future__ import annotations

import sys

import click

from matcher.settings import Settings


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
            state = "sent" if message.sent_at else f"waits, {message.number_of_tries} tries"
            click.echo(
                f"{message.id}  {message.created_at:%Y-%m-%d %H:%M}  {message.template}  {state}"
                + (f"  {message.last_error}" if message.last_error else "")
            )


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
