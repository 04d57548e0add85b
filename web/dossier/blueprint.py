"""What a youth does with the own dossier: agree, take consent back, have it put right, stop."""

from __future__ import annotations

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matcher.access import Action, scope
from matcher.database.youths import Youth
from matcher.errors import NotFound
from web.access import principal
from web.session import database

blueprint = Blueprint("dossier", __name__, url_prefix="/youth")


def own_youth() -> Youth:
    """Return the dossier that is tied to the account.

    Raises:
        NotFound: none is.
    """
    query = (
        select(Youth)
        .where(scope(principal(), Action.READ_YOUTH).where(account=[Youth.account_id]))
        .options(joinedload(Youth.needs))
    )
    found: Youth | None = database.scalars(query).first()
    if found is None:
        raise NotFound("youth", "own")
    return found
