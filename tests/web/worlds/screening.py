"""A draft of the flow chart (version 1), one in use, and a screening of youth 1 on it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.base import now
from matcher.database.screening import FlowChartVersion, Screening
from matcher.database.youths import Youth
from matcher.screening import service, versions
from matcher.words import ChartStatus, ScreeningRoute
from tests.factories import TODAY

SAID = {
    "fact:housing_question": "yes",
    "can_stay": "soon",
    "debts": "none",
    "fact:guidance_question": "yes",
    "partner": "no",
    "motivation": "yes",
    "lived_guided": "no",
    "family_tapering": "yes",
}


def add(session: Session) -> None:
    draft = versions.take_supplied(session, COMMAND_LINE)
    live = FlowChartVersion(
        chart_id=draft.chart_id,
        number=2,
        status=ChartStatus.LIVE,
        content=draft.content,
        checksum=draft.checksum,
        published_at=now(),
    )
    session.add(live)
    session.flush()
    add_screening(session, session.get_one(Youth, 1))


def add_screening(session: Session, youth: Youth) -> Screening:
    """Add a screening that led to a room with a host, decided so."""
    found = service.start(session, COMMAND_LINE, youth, TODAY)
    while found.outcome is None:
        asked = service.path_of(found).asks
        assert asked is not None
        key = service.TOLD + asked.fact_code if asked.fact else asked.code
        service.answer(session, COMMAND_LINE, found.id, found.version, asked.code, SAID[key], TODAY)
    service.decide(session, COMMAND_LINE, found.id, found.version, ScreeningRoute(found.outcome))
    return found
