"""Teams of a care organisation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.database.people import Team, Worker
from matcher.errors import AlreadyTaken, MatcherError, NotFound


class TeamNotEmpty(MatcherError):
    def __init__(self, number: int) -> None:
        super().__init__(f"{number} worker(s) are in this team; move them first")
        self.number = number


def teams(session: Session, organisation_id: int) -> Sequence[Team]:
    """Return the teams by name."""
    query = select(Team).where(Team.organisation_id == organisation_id)
    return session.scalars(query.order_by(Team.name, Team.id)).all()


def add_team(session: Session, actor: Actor, organisation_id: int, name: str) -> Team:
    """Raises AlreadyTaken: 'name': the organisation has a team of this name."""
    _require_new(session, organisation_id, name)
    team = Team(organisation_id=organisation_id, name=name.strip())
    session.add(team)
    session.flush()
    record(session, actor, "team.add", team.id)
    return team


def rename_team(session: Session, actor: Actor, team: Team, name: str) -> None:
    """Raises AlreadyTaken: as :func:`add_team`."""
    if name.strip() != team.name:
        _require_new(session, team.organisation_id, name, apart_from=team.id)
        team.name = name.strip()
        session.flush()
        record(session, actor, "team.rename", team.id)


def remove_team(session: Session, actor: Actor, team: Team) -> None:
    """Raises TeamNotEmpty: somebody who has not left is in it."""
    query = select(func.count()).select_from(Worker)
    number = session.scalar(query.where(Worker.team_id == team.id, Worker.left_on.is_(None))) or 0
    if number:
        raise TeamNotEmpty(number)
    record(session, actor, "team.remove", team.id)
    session.delete(team)
    session.flush()


def team_of(session: Session, organisation_id: int, team_id: int) -> Team:
    """Raises NotFound: the organisation has no such team."""
    team = session.get(Team, team_id)
    if team is None or team.organisation_id != organisation_id:
        raise NotFound("team", team_id)
    return team


def _require_new(
    session: Session, organisation_id: int, name: str, apart_from: int | None = None
) -> None:
    query = select(Team.id).where(
        Team.organisation_id == organisation_id, func.lower(Team.name) == name.strip().lower()
    )
    if apart_from is not None:
        query = query.where(Team.id != apart_from)
    if session.scalar(query.limit(1)) is not None:
        raise AlreadyTaken("name")
