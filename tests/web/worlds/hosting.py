"""What host 1 told beside the match, and who handles it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matcher.database.hosting import (
    HouseholdCircumstances,
    HouseholdHandling,
    HouseRule,
    RoomTerms,
)
from matcher.inforce import today_in_the_netherlands
from matcher.words import HouseRuleKind, Tenure


def add(session: Session) -> None:
    day = today_in_the_netherlands() + timedelta(days=9)
    session.add_all(
        [
            HouseholdHandling(household_id=1, next_step_on=day),
            HouseholdCircumstances(
                household_id=1,
                tenure=Tenure.RENTED_SOCIAL,
                number_of_residents=3,
                benefits="huurtoeslag bijstand",
            ),
            HouseRule(household_id=1, position=1, kind=HouseRuleKind.QUIET, text="Na tien stil"),
            RoomTerms(
                room_id=1,
                included="heating internet",
                service_cents=5000,
                deposit_cents=40000,
                housemate_wish="Iemand die van koken houdt",
                limits="Niet roken in huis",
            ),
        ]
    )
    session.flush()
