"""Messages that must go out, written in the transaction of what they tell of.

A mail server that is down can then never block or undo a decision.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matcher.database.records import OutboxMessage


def post(
    session: Session, recipient: str, template: str, language: str = "nl", **values: Any
) -> None:
    """Queue a message; ``values`` fills the template: a link and dates, never care data.

    Does nothing where there is no address to send to.
    """
    if recipient:
        session.add(
            OutboxMessage(recipient=recipient, template=template, language=language, values=values)
        )
