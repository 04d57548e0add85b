"""Records for the pages of a coordinator, in and outside the own region."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.hosts import Household, Room
from matcher.database.rounds import MatchingRound
from matcher.database.youths import Youth
from matcher.words import RoundStatus
from tests.factories import add_room, add_youth
from tests.services.scenes import AMERSFOORT

FOREIGN = "Zorgvliet Verstopt"


Factory = sessionmaker[Session]


def foreign_room(session: Session) -> Room:
    room = add_room(session, home={"municipality_code": AMERSFOORT["code"]})
    room.home.household.contact_name = FOREIGN
    session.flush()
    return room


def foreign_youth(session: Session) -> Youth:
    return add_youth(
        session, municipality_code=AMERSFOORT["code"], first_name="Zorgvliet", last_name="Verstopt"
    )


def in_english(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.text


def step(client: FlaskClient, row: Household | Youth, action: str, **values: Any) -> Any:
    part = "hosts" if isinstance(row, Household) else "youths"
    data = {"action": action, "version": row.version, **values}
    return client.post(f"/coordinator/{part}/{row.id}/step", data=data)


def finished_round(session: Session) -> MatchingRound:
    found = MatchingRound(today=date(2026, 3, 2), status=RoundStatus.DONE)
    session.add(found)
    session.flush()
    return found
