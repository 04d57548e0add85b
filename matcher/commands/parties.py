"""``kamermatch contract`` and ``kamermatch organisation``: who takes part, from the command line."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from matcher.audit import COMMAND_LINE
from matcher.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

DAY = click.DateTime(["%Y-%m-%d"])


def _factory() -> sessionmaker[Session]:
    from matcher.database.session import make_engine, make_session_factory

    return make_session_factory(make_engine(Settings.from_environment()))


@click.group()
def contract() -> None:
    """Let municipalities take part: only rooms there are proposed to anybody."""


@contract.command("add")
@click.argument("municipality")
@click.option("--from", "starts_on", type=DAY, required=True, help="First day.")
@click.option("--until", "ends_on", type=DAY, help="First day without contract.")
@click.option("--limit", type=click.IntRange(min=0), help="Its youths with a room, at most.")
@click.option("--tariff", type=click.FloatRange(min=0), help="Euros per year.")
def add_contract(
    municipality: str,
    starts_on: datetime,
    ends_on: datetime | None,
    limit: int | None,
    tariff: float | None,
) -> None:
    """Add a contract of MUNICIPALITY (a name, or a CBS code such as GM0344)."""
    from matcher.database.session import transaction
    from matcher.geography import load
    from matcher.municipalities.contracts import add_contract as add
    from matcher.municipalities.rules import ContractTerms

    found = load().find_municipality(municipality)
    if found is None:
        raise click.BadParameter(
            f"no municipality is called {municipality!r}; use its official name or its CBS code"
        )
    if ends_on is not None and ends_on <= starts_on:
        raise click.BadParameter("--until must be later than --from")
    terms = ContractTerms(
        starts_on=starts_on.date(),
        ends_on=ends_on.date() if ends_on else None,
        placement_limit=limit,
        tariff_cents=None if tariff is None else round(tariff * 100),
    )
    with transaction(_factory()) as session:
        add(session, COMMAND_LINE, found.code, terms)
    click.echo(f"{found.name} takes part from {terms.starts_on}.")


@contract.command("list")
def list_contracts() -> None:
    """List all contracts."""
    from matcher.database.session import reading
    from matcher.municipalities.contracts import all_contracts

    with reading(_factory()) as session:
        for one in all_contracts(session):
            until = one.ends_on or "no end yet"
            limit = "no limit" if one.placement_limit is None else one.placement_limit
            click.echo(f"{one.municipality.name:28} {one.starts_on}  {until}  {limit}")


@click.group()
def organisation() -> None:
    """Make care organisations known, so that files and accounts can name them."""


@organisation.command("add")
@click.argument("code")
@click.argument("name")
def add_organisation(code: str, name: str) -> None:
    """Add the care organisation NAME under CODE."""
    from matcher.database.session import transaction
    from matcher.organisations.service import add_organisation as add

    with transaction(_factory()) as session:
        add(session, COMMAND_LINE, code, name)
    click.echo(f"{name} is known as {code}.")


@organisation.command("list")
def list_organisations() -> None:
    """List all care organisations, with their numbers of youths and accounts."""
    from matcher.database.session import reading
    from matcher.organisations.service import with_numbers

    with reading(_factory()) as session:
        for one, youths, accounts in with_numbers(session):
            click.echo(f"{one.code:20} {one.name:40} {youths} youths, {accounts} accounts")
