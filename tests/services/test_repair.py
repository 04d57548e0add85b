"""Back-ups after a decline, as they hold today, on both databases."""

from __future__ import annotations

from matcher.database.rounds import PairExclusion
from matcher.placements import service as placements
from matcher.words import DeclineReason, HouseholdStatus, YouthStatus
from tests.factories import TODAY, add_room, add_youth
from tests.services.repairs import Scene


def test_the_best_youth_who_is_free_stands_first(scene: Scene) -> None:
    late = add_youth(scene.session, ready_on=TODAY.replace(month=6))
    soon = add_youth(scene.session)
    assert scene.youths() == [soon.id, late.id]


def test_a_youth_in_another_open_proposal_is_no_back_up(scene: Scene) -> None:
    assert scene.youths() == []
    scene.decline(scene.other)
    assert scene.youths() == [scene.other.youth_id]
    assert scene.rooms() == [scene.other.room_id]


def test_a_back_up_that_was_taken_since_is_not_offered(scene: Scene) -> None:
    taken = add_youth(scene.session)
    assert scene.youths() == [taken.id]
    placements.book(
        scene.session,
        scene.actor,
        room_id=add_room(scene.session).id,
        youth_id=taken.id,
        starts_on=TODAY,
    )
    assert scene.youths() == []


def test_a_room_that_was_booked_since_is_not_offered(scene: Scene) -> None:
    room = add_room(scene.session)
    assert scene.rooms() == [room.id]
    placements.book(
        scene.session,
        scene.actor,
        room_id=room.id,
        youth_id=add_youth(scene.session).id,
        starts_on=TODAY,
    )
    assert scene.rooms() == []


def test_who_breaks_a_hard_rule_is_no_back_up(scene: Scene) -> None:
    add_youth(scene.session, needs={"budget_cents": 100})
    add_room(scene.session, rent_cents=90_000)
    assert (scene.youths(), scene.rooms()) == ([], [])


def test_a_pair_that_was_ruled_out_is_no_back_up(scene: Scene) -> None:
    youth = add_youth(scene.session)
    scene.session.add(
        PairExclusion(youth_id=youth.id, room_id=scene.room.id, reason=DeclineReason.SAFETY)
    )
    scene.session.flush()
    assert scene.youths() == []


def test_open_proposals_hold_their_place_in_the_contract_and_the_one_that_makes_way_does_not(
    scene: Scene,
) -> None:
    youth = add_youth(scene.session)
    scene.limit(2)  # one for the other proposal, one for whoever comes in the place of this one
    assert scene.youths() == [youth.id]
    scene.limit(1)
    found = scene.backups().youths
    assert (found.pairs, found.number_stopped) == ((), 1)


def test_a_room_that_is_proposed_elsewhere_by_now_needs_no_back_up(scene: Scene) -> None:
    scene.decline()
    again = scene.instead(youth=add_youth(scene.session))
    found = scene.backups().youths
    assert (found.state, found.held_by, found.pairs) == ("proposed", again.id, ())


def test_a_room_that_stopped_needs_no_back_up(scene: Scene) -> None:
    add_youth(scene.session)
    scene.room.home.household.status = HouseholdStatus.PAUSED
    scene.session.flush()
    assert scene.backups().youths.state == "gone"


def test_an_open_proposal_of_a_youth_who_stopped_no_longer_holds_its_room(scene: Scene) -> None:
    scene.other.youth.status = YouthStatus.WITHDRAWN
    scene.session.flush()
    assert scene.rooms() == [scene.other.room_id]
