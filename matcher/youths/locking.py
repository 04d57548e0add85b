"""Hold a youth's row while something is written that hangs on it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.database.youths import Youth
from matcher.errors import NotFound


def locked_youth(session: Session, youth_id: int) -> Youth:
    """Return the youth as it is now, locked: two people who write to one case wait in turn.

    Raises:
        NotFound: there is no such youth.
    """
    youth = session.get(
        Youth,
        youth_id,
        with_for_update={"key_share": True, "of": Youth},
        execution_options={"populate_existing": True},
    )
    if youth is None:
        raise NotFound("youth", youth_id)
    return youth
