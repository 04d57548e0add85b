"""Case meeting 1, of Utrecht, planned for today."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.database.work import CaseMeeting
from matcher.inforce import today_in_the_netherlands


def add(session: Session) -> None:
    session.add(CaseMeeting(region="GM0344", held_on=today_in_the_netherlands()))
