"""On the page of a host and of a room: who handles it, and what the host told for people."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select

from matcher.database.hosts import Household, Room
from matcher.database.people import Invitation
from matcher.hosts.changes import circumstances_of, rules_of
from matcher.hosts.handling import handling_of
from matcher.inforce import today_in_the_netherlands
from matcher.rooms.terms import terms_of
from web.host.home import warnings_of
from web.panels import panel
from web.session import database


@panel("coordinator.host", order=5, place="top")
def who_handles(household: Household) -> str:
    return render_template(
        "handling/_who.html",
        household=household,
        handling=handling_of(database, household.id),
        invitation=_waiting(household),
        today=today_in_the_netherlands(),
    )


def _waiting(household: Household) -> Invitation | None:
    """Return the newest invitation to an account that the host has not accepted."""
    query = select(Invitation).where(
        Invitation.household_id == household.id, Invitation.accepted_at.is_(None)
    )
    return database.scalars(query.order_by(Invitation.made_at.desc())).first()


@panel("coordinator.host", order=15)
def told_by_the_host(household: Household) -> str:
    circumstances, rules = (
        circumstances_of(database, household.id),
        rules_of(database, household.id),
    )
    if circumstances is None and not rules:
        return ""
    return render_template(
        "handling/_told.html",
        circumstances=circumstances,
        rules=rules,
        warnings=warnings_of(household, today_in_the_netherlands()),
    )


@panel("coordinator.room", order=15)
def terms(room: Room) -> str:
    told = terms_of(database, room.id)
    return render_template("handling/_terms.html", terms=told) if told else ""
