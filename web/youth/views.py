from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from matcher.access import Action, scope
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rounds.around import rooms_around
from matcher.words import PlacementStatus, Role, YouthStatus
from web.access import allow, principal
from web.menu import MenuItem
from web.openings import FOR_YOUTHS, Opened, opened_with_care
from web.session import database

blueprint = Blueprint("youth", __name__, url_prefix="/youth")

MENU = (
    MenuItem(
        "youth.home", lazy_gettext("My dossier"), 410,
        covers=("youth.", "introductions.", "placements.", "agreements.", "leaving.", "living.",
                "needs.", "screening."),
    ),
)  # fmt: skip


@blueprint.get("/")
@allow(Role.YOUTH)
def home() -> str:
    """The own dossier. What waits for an answer and what is booked stands on top, in panels."""
    found = database.scalars(
        select(Youth)
        .where(scope(principal(), Action.READ_YOUTH).where(account=[Youth.account_id]))
        .options(
            joinedload(Youth.needs), joinedload(Youth.organisation), selectinload(Youth.places)
        )
    ).first()
    return render_template(
        "youth/home.html",
        youth=found,
        stage=_stage(found) if found else 0,
        openings=_openings(found) if found else [],
        today=today_in_the_netherlands(),
    )


def _openings(found: Youth) -> list[Opened]:
    """Return what would make more rooms possible, while the youth looks for one."""
    if found.status != YouthStatus.READY:
        return []
    around = rooms_around(database, found.id, today_in_the_netherlands(), policy_in_force())
    return opened_with_care(around, FOR_YOUTHS) if around else []


def _stage(found: Youth) -> int:
    """Return how far the youth is: 1 registered, 2 ready, 3 a room is booked, 4 lives there."""
    if found.status == YouthStatus.PLACED:
        lives_there = select(Placement.id).where(
            Placement.youth_id == found.id, Placement.status == PlacementStatus.ACTIVE
        )
        return 4 if database.scalars(lives_there).first() else 3
    return {YouthStatus.REGISTERED: 1, YouthStatus.READY: 2}.get(found.status, 0)
