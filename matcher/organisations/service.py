"""Add and rename care organisations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, NotFound


def with_numbers(session: Session) -> Sequence[tuple[CareOrganisation, int, int]]:
    """Return every organisation by name, with its numbers of youths and of accounts."""

    def number(table: type[Youth] | type[Account]) -> ScalarSelect[int]:
        return (
            select(func.count())
            .select_from(table)
            .where(table.organisation_id == CareOrganisation.id)
            .scalar_subquery()
        )

    query = select(CareOrganisation, number(Youth), number(Account)).order_by(CareOrganisation.name)
    return [(one, youths, accounts) for one, youths, accounts in session.execute(query)]


def add_organisation(session: Session, actor: Actor, code: str, name: str) -> CareOrganisation:
    """Make an organisation known, so that files and accounts can name it.

    Raises:
        AlreadyTaken: 'code' or 'name' belongs to another organisation, whatever the case.
    """
    code, name = code.strip(), name.strip()
    _require_new(session, name, code)
    organisation = CareOrganisation(code=code, name=name)
    session.add(organisation)
    session.flush()
    record(session, actor, "organisation.add", organisation.id, code=code)
    return organisation


def rename_organisation(session: Session, actor: Actor, key: int, name: str) -> CareOrganisation:
    """Change the name; the code stays, for files refer to it.

    Raises:
        NotFound: there is no such organisation.
        AlreadyTaken: 'name' belongs to another organisation.
    """
    organisation = session.get(CareOrganisation, key)
    if organisation is None:
        raise NotFound("care organisation", key)
    name = name.strip()
    if name == organisation.name:
        return organisation
    _require_new(session, name, apart_from=key)
    organisation.name = name
    session.flush()
    record(session, actor, "organisation.rename", key, code=organisation.code)
    return organisation


def _require_new(
    session: Session, name: str, code: str | None = None, apart_from: int | None = None
) -> None:
    """An import finds an organisation by code or name, so neither may be anybody else's."""
    wanted = {"code": code, "name": name}
    for field, text in wanted.items():
        if text is None:
            continue
        same = func.lower(CareOrganisation.code) == text.lower()
        same |= func.lower(CareOrganisation.name) == text.lower()
        query = select(CareOrganisation.id).where(same)
        if apart_from is not None:
            query = query.where(CareOrganisation.id != apart_from)
        if session.scalar(query.limit(1)) is not None:
            raise AlreadyTaken(field)
