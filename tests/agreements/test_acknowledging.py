"""Agreeing to the house rules, point by point, in person or by a link."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from matcher.agreements import service
from matcher.database.agreements import Acknowledgement
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.errors import NotFound, StepNotAllowed
from matcher.words import AgreementStatus, AnswerWay, SignParty
from tests.agreements.world import OTHER_RULE, World
from tests.factories import TODAY


def test_both_sides_get_a_link_to_the_rules_without_care_data(world: World) -> None:
    world.draft()
    messages = world.session.scalars(
        select(OutboxMessage).where(OutboxMessage.template == "agreement_rules")
    ).all()
    assert len(messages) == 1  # this youth has no e-mail address
    assert set(messages[0].values) == {"link"}
    assert messages[0].recipient == world.placement.room.home.household.email


def test_a_party_agrees_point_by_point_and_a_second_time_changes_nothing(world: World) -> None:
    rent, _ = world.draft()
    for _ in range(2):
        service.acknowledge(
            world.session, world.actor, rent.id, [1, 3], SignParty.HOST, AnswerWay.LINK
        )
    assert service.left_of(rent)[SignParty.HOST] == (2,)
    rows = world.session.scalars(select(Acknowledgement)).all()
    assert [(row.position, row.party, row.way) for row in rows] == [
        (1, SignParty.HOST, AnswerWay.LINK),
        (3, SignParty.HOST, AnswerWay.LINK),
    ]
    events_ = world.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "agreement.acknowledge")
    ).all()
    assert len(events_) == 1
    assert events_[0].details == {"party": "host", "way": "link", "number": 2}


def test_with_the_last_point_of_the_last_party_both_are_explained(world: World) -> None:
    rent, coaching = world.draft()
    world.hear(rent, SignParty.YOUTH, SignParty.HOST)
    assert rent.status == AgreementStatus.DRAFT
    world.hear(rent, SignParty.COORDINATOR)
    assert (rent.status, coaching.status) == (AgreementStatus.EXPLAINED,) * 2
    assert "agreement_explained" in world.templates()


def test_a_point_that_is_not_there_cannot_be_agreed_to(world: World) -> None:
    rent, _ = world.draft()
    with pytest.raises(NotFound):
        service.acknowledge(
            world.session, world.actor, rent.id, [4], SignParty.HOST, AnswerWay.LINK
        )


def test_the_organisation_does_not_agree_to_house_rules(world: World) -> None:
    rent, _ = world.draft()
    with pytest.raises(StepNotAllowed):
        service.acknowledge(
            world.session, world.actor, rent.id, [1], SignParty.ORGANISATION, AnswerWay.LINK
        )


def test_a_changed_rule_is_explained_anew_and_the_others_are_not(world: World) -> None:
    rent, _ = world.draft()
    world.hear(rent, SignParty.YOUTH)
    known = world.details().rules
    again, _ = world.draft(rules=(OTHER_RULE, *known[1:]))
    assert again.id == rent.id  # nobody had heard all of it: still the first version
    assert service.left_of(again)[SignParty.YOUTH] == (1,)
    assert service.left_of(again)[SignParty.HOST] == (1, 2, 3)


def test_the_link_of_one_side_opens_the_rules_and_ends_with_them(world: World) -> None:
    from matcher.agreements.acknowledging import claim_of

    rent, _ = world.draft()
    claim = claim_of(rent, SignParty.HOST, TODAY)
    assert service.by_link(world.session, claim) == (rent, SignParty.HOST)
    assert service.by_link(world.session, replace(claim, nonce="0" * 32)) is None
    assert service.by_link(world.session, replace(claim, subject_id=999999)) is None
    world.hear(rent)
    assert service.by_link(world.session, claim) is None
