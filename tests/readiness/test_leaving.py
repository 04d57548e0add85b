"""Who leaves a room and looks for the next one takes part early, from the last day on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.eligibility import find_pairs
from matcher.endings import service as endings
from matcher.errors import AlreadyTaken, StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.introductions.service import stop
from matcher.introductions.underway import waiting
from matcher.municipalities.contracts import living_per_municipality
from matcher.proposals.service import approve_proposal
from matcher.rounds.offers import free_offers
from matcher.rounds.snapshot import Frames, load_frames, room_key, youth_key
from matcher.words import DeclineReason, EndingReason, PlacementStatus, Side, YouthStatus
from tests.factories import add_proposal, add_room
from tests.leaving.scenes import JUNE, SEPTEMBER, Stay, at, stay


def frames(session: Session) -> Frames:
    return load_frames(session, JUNE, policy_in_force())


def days_of(session: Session) -> dict[str, date]:
    """Return from which day a round looks for a room, per youth who takes part."""
    found = frames(session).youths
    return {key: day.date() for key, day in zip(found["youth"], found["ready_on"], strict=True)}


def leaving(session: Session, **values: object) -> tuple[Stay, Ending]:
    here = stay(session)
    given = {"reason": EndingReason.HOST_CIRCUMSTANCES, "match_again": True, **values}
    return here, here.notice(session, **given)  # type: ignore[arg-type]


def proposed(session: Session, here: Stay, starts_on: date = SEPTEMBER) -> Proposal:
    return add_proposal(session, youth=here.placement.youth, starts_on=starts_on)


def approved(session: Session, here: Stay, proposal: Proposal) -> Placement:
    with clock.at(at(JUNE)):
        return approve_proposal(session, here.actor, proposal.id, proposal.version, today=JUNE)


def test_a_youth_takes_part_from_the_day_that_the_end_is_known_for_a_room_from_the_last_day(
    session: Session,
) -> None:
    here = stay(session)
    assert days_of(session) == {}
    here.notice(session, match_again=True)
    assert here.placement.youth.status == YouthStatus.PLACED
    assert days_of(session) == {youth_key(here.placement.youth_id): SEPTEMBER}


def test_a_later_day_that_was_noted_before_still_counts(session: Session) -> None:
    here, _ = leaving(session)
    here.placement.youth.ready_on = SEPTEMBER + timedelta(days=30)
    session.flush()
    assert list(days_of(session).values()) == [SEPTEMBER + timedelta(days=30)]


@pytest.mark.parametrize(
    "values",
    [{"match_again": None}, {"match_again": False}, {"reason": EndingReason.DECEASED}],
    ids=str,
)
def test_who_looks_for_no_other_room_takes_no_part(
    session: Session, values: dict[str, object]
) -> None:
    leaving(session, **values)
    assert days_of(session) == {}


def test_notice_that_is_taken_back_takes_the_youth_out_again(session: Session) -> None:
    here, ending = leaving(session)
    proposal = proposed(session, here)
    endings.withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
    assert days_of(session) == {}
    with pytest.raises(AlreadyTaken):  # a proposal from before is not booked over the stay
        approved(session, here, proposal)


def test_nobody_is_proposed_for_the_room_that_is_left(session: Session) -> None:
    here, _ = leaving(session, reason=EndingReason.PLANNED_END)
    room = here.placement.room_id
    assert room in free_offers(session, JUNE, policy_in_force())
    pairs = frames(session).exclusions.itertuples(index=False, name=None)
    assert (youth_key(here.placement.youth_id), room_key(room)) in set(pairs)


def test_the_next_room_is_booked_from_the_last_day_and_the_stays_touch(session: Session) -> None:
    here, ending = leaving(session)
    youth = here.placement.youth
    following = approved(session, here, proposed(session, here))
    assert (following.starts_on, following.status) == (SEPTEMBER, PlacementStatus.BOOKED)
    assert living_per_municipality(session, JUNE) == {youth.municipality_code: 1}
    assert days_of(session) == {}  # nobody looks for a third
    with clock.at(at(SEPTEMBER)):
        endings.finish(session, here.actor, ending.id, today=SEPTEMBER)
    assert (here.placement.status, youth.status) == (PlacementStatus.ENDED, YouthStatus.PLACED)


def test_the_next_room_is_not_booked_before_the_last_day(session: Session) -> None:
    here, _ = leaving(session)
    too_early = proposed(session, here, SEPTEMBER - timedelta(days=1))
    with pytest.raises(AlreadyTaken):
        approved(session, here, too_early)


def test_a_later_last_day_is_refused_once_the_next_room_is_booked(session: Session) -> None:
    here, ending = leaving(session)
    approved(session, here, proposed(session, here))
    earlier = here.placement.ends_on
    with pytest.raises(StepNotAllowed):
        endings.withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
    session.refresh(here.placement)
    assert here.placement.ends_on == earlier


def test_after_a_no_the_youth_looks_on_while_living_there(session: Session) -> None:
    here, _ = leaving(session)
    proposal = proposed(session, here)
    approved(session, here, proposal)
    (introduction,) = waiting(session, Proposal.id == proposal.id)
    with clock.at(at(JUNE)):
        stop(
            session, here.actor, introduction.id, introduction.version, Side.HOST,
            DeclineReason.HOST_DECLINED,
        )  # fmt: skip
    assert here.placement.youth.status == YouthStatus.PLACED
    assert list(days_of(session).values()) == [SEPTEMBER]
    stays = session.scalars(select(Placement.status).order_by(Placement.id)).all()
    assert stays == [PlacementStatus.ACTIVE, PlacementStatus.CANCELLED]


def test_an_empty_room_is_found_for_who_leaves(session: Session) -> None:
    """The whole road of a round: the pair is eligible, from the last day on."""
    here, _ = leaving(session)
    room = add_room(session)
    seen = frames(session)
    found = find_pairs(
        seen.youths, seen.rooms, seen.places, seen.exclusions,
        today=JUNE, policy=policy_in_force(),
    )  # fmt: skip
    pairs = set(found.pairs[["youth", "room"]].itertuples(index=False, name=None))
    assert pairs == {(youth_key(here.placement.youth_id), room_key(room.id))}
