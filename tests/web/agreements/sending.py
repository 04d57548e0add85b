"""What the tests of the agreements send and look up."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.datastructures import MultiDict

from matcher import links
from matcher.agreements.acknowledging import claim_of
from matcher.database.agreements import Agreement
from matcher.database.introductions import Introduction
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.inforce import today_in_the_netherlands
from matcher.words import SignParty
from tests.agreements.world import World
from tests.web.conftest import SECRET


def details_of(placement_id: int, client: FlaskClient, **changes: str) -> dict[str, str]:
    """Return what the form shows, as a browser would send it."""
    page = client.get(f"/placements/{placement_id}/agreements/details").text
    found = {
        name: unescape(text)
        for name, text in re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page)
        if name != "legal_ground" and name != "language" and name != "next"
    }
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page):
        found[name] = unescape(text).strip()
    return found | {"legal_ground": "hospita"} | changes


def version_of(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', client.get(address).text)
    assert found is not None
    return found[1]


def post(client: FlaskClient, address: str, form: Any) -> int:
    return client.post(address, data=form).status_code


def newest(factory: sessionmaker[Session], kind: str = "rent") -> Agreement:
    with factory() as session:
        query = select(Agreement).where(Agreement.kind == kind).order_by(Agreement.number.desc())
        return session.scalars(query).first()  # type: ignore[return-value]


def hear(client: FlaskClient, agreement_id: int, party: str) -> int:
    form = MultiDict([("party", party), *[("position", str(n)) for n in (1, 2, 3)]])
    return post(client, f"/agreements/{agreement_id}/heard", form)


def world_of(session: Session, placement_id: int) -> World:
    placement = session.get_one(Placement, placement_id)
    team = session.get_one(CareTeam, placement_id)
    introduction = session.scalars(select(Introduction)).one()
    assert team.deputy is not None
    return World(session, team.responsible, team.deputy, introduction, placement)


def key_for(factory: sessionmaker[Session], agreement_id: int, party: SignParty) -> str:
    with factory() as session:
        agreement = session.get_one(Agreement, agreement_id)
        last = today_in_the_netherlands() + timedelta(days=5)
        return links.sign(SECRET, claim_of(agreement, party, last))
