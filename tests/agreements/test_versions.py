"""A next version of what is signed or ready to sign."""

from __future__ import annotations

from datetime import timedelta

import pytest

from matcher.agreements.details import DetailsRefused, Problem
from matcher.errors import AlreadyTaken
from matcher.words import AgreementStatus
from tests.agreements.world import World
from tests.factories import TODAY, add_placement


def test_a_new_rent_makes_a_new_version_of_the_rent_agreement_only(world: World) -> None:
    rent, coaching = world.signed()
    second, other = world.draft(rent_cents=39000, reason="De huur gaat omlaag.")
    assert (second.number, other.id) == (2, coaching.id)
    assert rent.status == AgreementStatus.SIGNED  # in force until the next one is signed
    # The same rules need no second yes.
    assert second.status == AgreementStatus.EXPLAINED
    world.offer()
    world.sign(second)
    assert rent.status == AgreementStatus.REPLACED
    assert rent.replaced_by_id == second.id
    assert second.status == AgreementStatus.SIGNED


def test_other_days_make_a_new_version_of_both_and_move_the_booking(world: World) -> None:
    world.signed()
    later, end = TODAY + timedelta(days=7), TODAY + timedelta(days=200)
    rent, coaching = world.draft(starts_on=later, ends_on=end, reason="Later verhuizen.")
    assert (rent.number, coaching.number) == (2, 2)
    world.offer()
    world.sign(rent)
    assert world.placement.starts_on == TODAY  # half signed: nothing moves
    world.sign(coaching)
    assert (world.placement.starts_on, world.placement.ends_on) == (later, end)


def test_days_on_which_the_room_is_booked_cannot_be_signed_for(world: World) -> None:
    end = TODAY + timedelta(days=100)
    world.placement.ends_on = end
    world.session.flush()
    rent, coaching = world.signed()
    add_placement(world.session, room=world.placement.room, starts_on=end)
    rent, coaching = world.draft(ends_on=end + timedelta(days=1), reason="Langer.")
    world.offer()
    world.sign(rent)
    with pytest.raises(AlreadyTaken):
        world.sign(coaching)


def test_a_change_of_what_is_signed_says_why(world: World) -> None:
    world.signed()
    with pytest.raises(DetailsRefused) as caught:
        world.draft(rent_cents=39000)
    assert caught.value.problems == (("reason", Problem.REASON_NEEDED),)
    with pytest.raises(DetailsRefused) as caught:
        world.draft(reason="Zomaar.")
    assert caught.value.problems == (("", Problem.NOTHING_CHANGED),)


def test_a_version_that_is_ready_to_sign_makes_way_for_another_number(world: World) -> None:
    rent, _ = world.draft()
    world.hear(rent)
    world.offer()
    second, _ = world.draft(rent_cents=39000)
    assert second.number == 2
    assert (rent.status, rent.replaced_by_id) == (AgreementStatus.REPLACED, second.id)
