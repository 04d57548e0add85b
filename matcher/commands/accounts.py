"""``kamermatch account``: create and list accounts."""

from __future__ import annotations

import click
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from matcher.accounts import service
from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account
from matcher.database.session import make_engine, make_session_factory, reading, transaction
from matcher.settings import Settings
from matcher.words import Role


@click.group()
def account() -> None:
    """Create and list accounts."""


@account.command()
@click.argument("email")
@click.option("--name", default="", help="Name shown on screen (default: the address).")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice(Role.codes()),
    help="Repeat for several roles.",
)  # fmt: skip
@click.option("--organisation", help="Code of the care organisation of a referrer.")
@click.option("--municipality", help="CBS code of the officer's municipality, such as GM0363.")
@click.option("--region", "regions", multiple=True, help="CBS code; repeat for each municipality.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option(
    "--passphrase",
    envvar="KAMERMATCH_NEW_PASSPHRASE",
    prompt="Passphrase (at least 15 characters)",
    hide_input=True,
    confirmation_prompt=True,
    help="Asked for when not given; prefer the prompt, for others can read a command line.",
)
def create(
    email: str,
    name: str,
    roles: tuple[str, ...],
    organisation: str | None,
    municipality: str | None,
    regions: tuple[str, ...],
    language: str,
    passphrase: str,
) -> None:
    """Create the account EMAIL."""
    factory = make_session_factory(make_engine(Settings.from_environment()))
    with transaction(factory) as session:
        service.create_account(
            session,
            COMMAND_LINE,
            email,
            name,
            [role for role in Role if role.value in roles],
            organisation=organisation,
            municipality=municipality,
            regions=regions,
            passphrase=passphrase,
            language=language,
        )
    click.echo(f"Created {email} ({', '.join(roles)}).")


@account.command("list")
def list_accounts() -> None:
    """List all accounts with their roles."""
    factory = make_session_factory(make_engine(Settings.from_environment()))
    with reading(factory) as session:
        query = select(Account).options(selectinload(Account.roles)).order_by(Account.email)
        for found in session.scalars(query):
            roles = ", ".join(str(link.role) for link in found.roles)
            state = "" if found.is_active else "  (inactive)"
            click.echo(f"{found.email:40} {roles}{state}")
