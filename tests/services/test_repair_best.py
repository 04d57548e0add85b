"""The best repair of all that is free, on both databases."""

from __future__ import annotations

from matcher.database.rounds import RoundUnmatched
from matcher.errors import AlreadyTaken, MatcherError, NotEligible
from matcher.repair.plan import best_repair, load_free
from matcher.repair.rules import Since
from matcher.repair.service import propose_pairs
from matcher.repair.standing import standing
from matcher.rounds.snapshot import load_frames
from matcher.words import YouthStatus
from tests.factories import TODAY, add_room, add_youth
from tests.services.repairs import Scene, snapshot


def test_the_best_repair_fills_what_is_free_and_keeps_open_proposals(scene: Scene) -> None:
    scene.decline()
    youth, room = add_youth(scene.session), add_room(scene.session)
    plan = scene.plan()
    assert plan.status == "optimal"
    assert plan.number_of_open == 1
    made = {(move.pair.youth_id, move.pair.room_id) for move in plan.moves}
    assert made == {(youth.id, scene.room.id), (scene.youth.id, room.id)}
    assert plan.nights == sum(move.pair.nights for move in plan.moves) > 0


def test_the_best_repair_looks_at_all_that_is_free_together(scene: Scene) -> None:
    """Only ``rich`` can live in the room that came free, though the cheap one fits better."""
    scene.decline()
    rich = add_youth(scene.session)
    cheap = add_room(scene.session, rent_cents=20_000)
    best = scene.backups().rooms.pairs[0]
    plan = scene.plan()
    rooms = {move.pair.youth_id: move.pair.room_id for move in plan.moves}
    assert rooms == {rich.id: scene.room.id, scene.youth.id: cheap.id}
    assert best.room_id == cheap.id


def test_the_best_repair_keeps_to_what_open_proposals_leave_of_a_contract(scene: Scene) -> None:
    scene.decline()
    for _ in range(3):
        add_youth(scene.session)
        add_room(scene.session)
    scene.limit(3)
    assert len(scene.plan().moves) == 2
    scene.limit(1)
    assert scene.plan().moves == ()


def test_a_contract_of_whom_nobody_is_free_is_no_matter_of_the_repair(scene: Scene) -> None:
    """The frames of a whole round name every contract; what is free may be elsewhere."""
    scene.limit(5)
    where = standing(scene.session, TODAY)
    frames = load_frames(scene.session, TODAY, where.policy)
    assert len(frames.limits) == 1
    plan = best_repair(load_free(scene.session, where, frames))
    assert (plan.status, plan.moves) == ("optimal", ())


def test_the_plan_tells_how_rooms_and_youths_came_to_be_free(scene: Scene) -> None:
    scene.decline()
    left, new = add_room(scene.session), add_room(scene.session)
    scene.session.add(RoundUnmatched(round_id=scene.round.id, room_id=left.id, reason="all_outbid"))
    scene.session.flush()
    plan = scene.plan()
    assert plan.free_rooms == {Since.AGAIN: 1, Since.NEW: 1, Since.LEFT: 1}
    assert plan.free_youths == {Since.AGAIN: 1, Since.NEW: 0, Since.LEFT: 0}
    assert new.id != left.id


def test_nothing_free_is_an_empty_plan(scene: Scene) -> None:
    plan = scene.plan()
    assert (plan.status, plan.moves, plan.number_of_pairs) == ("optimal", (), 0)


def test_the_plan_names_open_proposals_that_cannot_go_ahead(scene: Scene) -> None:
    scene.other.youth.status = YouthStatus.WITHDRAWN
    scene.session.flush()
    assert [dead.id for dead in scene.plan().dead] == [scene.other.id]


def test_a_whole_plan_is_proposed_and_leaves_open_proposals_alone(scene: Scene) -> None:
    scene.decline()
    add_youth(scene.session)
    add_room(scene.session)
    before = snapshot(scene.other)
    plan = scene.plan()
    done = propose_pairs(
        scene.session, scene.actor, [move.pair.key for move in plan.moves], today=TODAY
    )
    assert len(done.proposals) == len(plan.moves) == 2
    assert done.skipped == []
    for move, made in zip(plan.moves, done.proposals, strict=True):
        assert (made.nights, made.fit, made.starts_on) == (
            move.pair.nights,
            move.pair.fit,
            move.pair.starts_on,
        )
    scene.session.refresh(scene.other)
    assert snapshot(scene.other) == before
    assert scene.plan().moves == ()


def test_pairs_that_changed_meanwhile_are_skipped_and_the_others_proposed(scene: Scene) -> None:
    scene.decline()
    youth, room = add_youth(scene.session), add_room(scene.session)
    scene.youth.status = YouthStatus.WITHDRAWN
    scene.session.flush()
    done = scene.propose((scene.youth, room), (youth, scene.room))
    assert [made.youth_id for made in done.proposals] == [youth.id]
    assert [reasons_of(skipped.why) for skipped in done.skipped] == [("youth_not_ready",)]


def reasons_of(error: MatcherError) -> tuple[str, ...]:
    assert isinstance(error, NotEligible)
    return error.reasons


def test_one_youth_is_not_proposed_twice_in_one_go(scene: Scene) -> None:
    youth, room = add_youth(scene.session), add_room(scene.session)
    scene.decline()
    done = scene.propose((youth, room), (youth, scene.room))
    assert len(done.proposals) == 1
    assert [type(skipped.why) for skipped in done.skipped] == [AlreadyTaken]


def test_the_last_place_of_a_contract_is_given_once(scene: Scene) -> None:
    scene.decline()
    first, second = add_youth(scene.session), add_youth(scene.session)
    scene.limit(2)
    done = scene.propose((first, scene.room), (second, add_room(scene.session)))
    assert [made.youth_id for made in done.proposals] == [first.id]
    assert [reasons_of(skipped.why) for skipped in done.skipped] == [("limit contract GM0344",)]
