"""Drafting the two agreements: what they begin with, and what they cannot say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.agreements import service
from matcher.agreements.details import DetailsRefused, Problem
from matcher.database.hosting import HouseRule
from matcher.errors import StepNotAllowed, TextRefused
from matcher.inforce import policy_in_force
from matcher.words import AgreementKind, Condition, IntroductionStage, LegalGround
from tests.agreements.world import OTHER_RULE, World, make_world
from tests.factories import TODAY

RENT, COACHING = AgreementKind


def test_the_form_begins_with_what_the_room_and_the_policy_say(world: World) -> None:
    found = service.details_of(world.session, world.placement, policy_in_force())
    assert found.rent_cents == world.placement.room.rent_cents
    assert (found.service_cents, found.deposit_cents) == (5000, 35000)
    assert (found.notice_days_youth, found.notice_days_host) == (30, 90)
    assert next(rule.text for rule in found.rules) == "Na 22.00 uur is het stil."
    assert found.legal_ground is None  # that is for a person to choose


def test_both_agreements_are_made_together_and_point_at_each_other(world: World) -> None:
    rent, coaching = world.draft(guidance="Elke week een uur.")
    assert (rent.kind, coaching.kind) == (RENT, COACHING)
    assert (rent.coupled_id, coaching.coupled_id) == (coaching.id, rent.id)
    assert (rent.number, coaching.number) == (1, 1)
    assert coaching.rent_cents is None
    assert [rule.position for rule in rent.rules] == [1, 2, 3]
    assert coaching.rules == []


def test_nothing_is_drafted_before_both_said_yes(session: Session) -> None:
    world = make_world(session)
    world.introduction.stage = IntroductionStage.ANSWERS
    session.flush()
    with pytest.raises(StepNotAllowed) as caught:
        world.draft()
    assert caught.value.missing == (Condition.BOTH_SAID_YES,)


def test_house_rules_are_copied_and_keep_their_words(world: World) -> None:
    rent, _ = world.draft()
    for rule in world.session.scalars(select(HouseRule)):
        rule.text = "Alles mag."
    world.session.flush()
    world.session.expire(rent)
    assert rent.rules[0].text == "Na 22.00 uur is het stil."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"deposit_cents": 70001}, ("deposit_cents", Problem.DEPOSIT_TOO_HIGH)),
        ({"service_cents": 40001}, ("service_cents", Problem.SERVICE_TOO_HIGH)),
        ({"ends_on": TODAY}, ("ends_on", Problem.END_BEFORE_START)),
        ({"rules": ()}, ("rules", Problem.NO_RULES)),
        ({"notice_days_host": -1}, ("notice_days_youth", Problem.NOTICE_NEGATIVE)),
        ({"legal_ground": LegalGround.OTHER}, ("ground_note", Problem.NOTE_NEEDED)),
        ({"legal_ground": LegalGround.FIXED_LISTED, "ground_note": "x"},
         ("ends_on", Problem.END_NEEDED)),
        ({"legal_ground": LegalGround.INDEFINITE, "ends_on": date(2027, 1, 1)},
         ("ends_on", Problem.END_NOT_ALLOWED)),
    ],
)  # fmt: skip
def test_details_that_cannot_be_are_refused_by_field(
    world: World, changes: dict[str, object], expected: tuple[str, Problem]
) -> None:
    with pytest.raises(DetailsRefused) as caught:
        world.draft(**changes)
    assert expected in caught.value.problems
    assert service.versions_of(world.session, world.placement.id).every == ()


def test_a_deposit_of_twice_the_bare_rent_is_the_most(world: World) -> None:
    rent, _ = world.draft(deposit_cents=70000)  # rent 400, of which 50 service
    assert rent.deposit_cents == 70000


def test_a_bsn_in_any_text_is_refused(world: World) -> None:
    for name in ("ground_note", "breach", "guidance", "contact", "reason"):
        with pytest.raises(TextRefused):
            world.draft(**{name: "nummer 123456782"})
    rule = replace(OTHER_RULE, text="bel 123456782")
    with pytest.raises(TextRefused):
        world.draft(rules=(rule,))
