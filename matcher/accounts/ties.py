"""What an account is tied to: its roles' needs, and the dossier of a host or a youth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from matcher.accounts.rules import role_problems
from matcher.database.hosts import Household
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, MatcherError, NotFound
from matcher.words import Role

Dossier = TypeVar("Dossier", Household, Youth)


def require_ties(
    roles: Sequence[Role],
    organisation: str | None,
    municipality: str | None,
    regions: Sequence[str],
    household_id: int | None,
    youth_id: int | None,
) -> None:
    """Do nothing when the roles have what they need.

    Raises:
        MatcherError: a line per thing that is missing, or that does not go with the roles.
    """
    problems = role_problems(
        roles,
        has_organisation=organisation is not None,
        has_municipality=municipality is not None,
        number_of_regions=len(regions),
    )
    if (Role.HOST in roles) != (household_id is not None):
        problems.append("the account of a host belongs to one household, and only a host's does")
    if (Role.YOUTH in roles) != (youth_id is not None):
        problems.append("the account of a youth belongs to one youth, and only a youth's does")
    if problems:
        raise MatcherError("; ".join(problems))


def require_free(session: Session, household_id: int | None, youth_id: int | None) -> None:
    """Do nothing when no account has these dossiers.

    Raises:
        AlreadyTaken: 'dossier'. NotFound: there is no such dossier.
    """
    if any(one.account_id is not None for one in dossiers_of(session, household_id, youth_id)):
        raise AlreadyTaken("dossier")


def dossiers_of(
    session: Session, household_id: int | None, youth_id: int | None
) -> list[Household | Youth]:
    """Return the dossiers as they are in the table now, locked until the transaction ends."""
    session.flush()  # a locking read would undo what is not written yet
    found: list[Household | Youth] = []
    if household_id is not None:
        found.append(_locked(session, Household, household_id))
    if youth_id is not None:
        found.append(_locked(session, Youth, youth_id))
    return found


def _locked(session: Session, table: type[Dossier], key: int) -> Dossier:
    dossier = session.get(table, key, with_for_update={"key_share": True, "of": table})
    if dossier is None:
        raise NotFound(table.__tablename__, key)
    return dossier
