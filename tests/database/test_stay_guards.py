"""The database refuses a stay without signed agreements, and a rewritten agreement or disclosure."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.database import migrate
from matcher.database.agreements import Agreement, AgreementRule
from matcher.database.guards import missing_guards
from matcher.database.introductions import Disclosure
from matcher.database.placements import Placement
from matcher.words import (
    AgreementStatus,
    DeclineReason,
    DisclosureLevel,
    HouseRuleKind,
    IntroductionStage,
    PlacementStatus,
    ProposalStatus,
    Side,
)
from tests.factories import add_introduction, add_placement, add_proposal, sign_agreements

START, SIGNED = "guard_placement_start", "guard_agreement_signed"


def refused(session: Session, statement: str, told: str) -> None:
    with pytest.raises(IntegrityError, match=told), session.begin_nested():
        session.execute(text(statement))


@pytest.mark.parametrize("before", [PlacementStatus.BOOKED, PlacementStatus.CANCELLED])
def test_a_stay_without_agreements_does_not_start(
    session: Session, before: PlacementStatus
) -> None:
    add_placement(session, status=before)
    refused(session, "UPDATE placement SET status = 'active'", START)


@pytest.mark.parametrize("kind", ["rent", "coaching"])
def test_one_of_the_two_agreements_is_not_enough(session: Session, kind: str) -> None:
    placement = add_placement(session)
    sign_agreements(session, placement)
    session.execute(
        text("UPDATE agreement SET status = 'replaced' WHERE kind = :kind"), {"kind": kind}
    )
    refused(session, "UPDATE placement SET status = 'active'", START)


def test_agreements_of_another_stay_do_not_count(session: Session) -> None:
    sign_agreements(session, add_placement(session))
    other = add_placement(session)
    refused(session, f"UPDATE placement SET status = 'active' WHERE id = {other.id}", START)


def test_a_stay_with_both_agreements_starts_and_ends(session: Session) -> None:
    placement = add_placement(session)
    sign_agreements(session, placement)
    placement.status = PlacementStatus.ACTIVE
    session.flush()
    placement.status, placement.ends_on = PlacementStatus.ENDED, date(2026, 9, 1)
    session.flush()


def test_a_stay_that_began_elsewhere_may_be_imported(session: Session) -> None:
    placement = add_placement(session, status=PlacementStatus.ACTIVE)
    placement.ends_on = date(2026, 9, 1)
    session.flush()


@pytest.mark.parametrize(
    "change",
    [
        "rent_cents = 1",
        "starts_on = '2026-01-01'",
        "ends_on = '2027-01-01'",
        "deposit_cents = 1",
        "breach = 'anders'",
        """terms = '{"pets": true}'""",
        "pdf_sha256 = 'anders'",
        "signed_copy_sha256 = 'anders'",
        "status = 'draft'",
        "legal_ground = 'other'",
    ],
)
def test_a_signed_agreement_is_not_rewritten(session: Session, change: str) -> None:
    sign_agreements(session, add_placement(session))
    refused(session, f"UPDATE agreement SET {change} WHERE kind = 'rent'", SIGNED)


def test_a_signed_agreement_is_replaced_and_then_stays_so(session: Session) -> None:
    rent, coaching = sign_agreements(session, add_placement(session))
    rent.status, coaching.status = AgreementStatus.REPLACED, AgreementStatus.ENDED
    session.flush()
    refused(session, "UPDATE agreement SET status = 'signed'", SIGNED)


def test_a_draft_may_be_rewritten_and_thrown_away(session: Session) -> None:
    rent, _ = sign_agreements(session, add_placement(session))
    draft = Agreement(
        placement_id=rent.placement_id, kind=rent.kind, number=2, starts_on=rent.starts_on,
        notice_days_youth=30, notice_days_host=90, rent_cents=1,
    )  # fmt: skip
    draft.rules.append(AgreementRule(position=1, kind=HouseRuleKind.OTHER, text="Schoenen uit"))
    session.add(draft)
    session.flush()
    draft.rent_cents = 2
    session.flush()
    session.delete(draft)
    session.flush()


def test_the_rules_of_a_signed_agreement_stay_as_they_were(session: Session) -> None:
    placement = add_placement(session)
    draft = Agreement(
        placement_id=placement.id, kind="rent", number=1, starts_on=placement.starts_on,
        notice_days_youth=30, notice_days_host=90, rent_cents=1,
    )  # fmt: skip
    draft.rules.append(AgreementRule(position=1, kind=HouseRuleKind.OTHER, text="Schoenen uit"))
    session.add(draft)
    session.flush()
    draft.status, draft.signed_on, draft.signed_copy_sha256 = (
        AgreementStatus.SIGNED, placement.starts_on, "0" * 64,
    )  # fmt: skip
    session.flush()
    for statement in (
        "UPDATE agreement_rule SET text = 'anders'",
        "DELETE FROM agreement_rule",
        f"INSERT INTO agreement_rule VALUES ({draft.id}, 2, 'other', 'Nog een')",
    ):
        refused(session, statement, SIGNED)


def test_a_signed_agreement_goes_with_its_placement_only(session: Session) -> None:
    placement = add_placement(session)
    sign_agreements(session, placement)
    refused(session, "DELETE FROM agreement", SIGNED)
    session.execute(text("DELETE FROM placement"))
    assert session.scalar(select(func.count()).select_from(Agreement)) == 0


def test_what_was_disclosed_stays_on_record(session: Session) -> None:
    proposal = add_proposal(session)
    level = DisclosureLevel.FIRST_NAME
    session.add(Disclosure(proposal=proposal, to_side=Side.HOST, level=level))
    session.flush()
    refused(session, "UPDATE disclosure SET level = 'address'", "guard_disclosure")
    refused(session, "DELETE FROM disclosure", "guard_disclosure")
    session.execute(text("DELETE FROM proposal"))
    assert session.scalar(select(func.count()).select_from(Disclosure)) == 0


@pytest.mark.parametrize("stage", IntroductionStage)
def test_an_introduction_at_every_stage_is_a_lawful_row(
    session: Session, stage: IntroductionStage
) -> None:
    introduction = add_introduction(session, stage=stage)
    live = stage not in {IntroductionStage.STARTED, IntroductionStage.STOPPED}
    assert (introduction.due_at is not None) == live
    assert session.scalar(select(Placement.status)) == {
        IntroductionStage.STARTED: PlacementStatus.ACTIVE,
        IntroductionStage.STOPPED: PlacementStatus.CANCELLED,
    }.get(stage, PlacementStatus.BOOKED)


def test_what_waits_has_a_moment_until_which_it_waits(session: Session) -> None:
    add_introduction(session)
    refused(session, "UPDATE introduction SET due_at = NULL", "waits_until")
    refused(session, "UPDATE introduction SET stage = 'stopped'", "stopped_with_reason")


def test_new_reasons_to_decline_become_older_ones_on_the_way_down(engine: Engine) -> None:
    with Session(engine) as session:
        for reason in (DeclineReason.NO_CLICK_MET, DeclineReason.WITHDREW):
            add_proposal(session, status=ProposalStatus.DECLINED, decline_reason=reason)
        session.commit()
    migrate.downgrade(engine, "0004")
    with engine.begin() as connection:
        reasons = connection.scalars(text("SELECT decline_reason FROM proposal ORDER BY id")).all()
        assert reasons == ["no_click_expected", "youth_not_ready"]
    with engine.connect() as connection, pytest.raises(IntegrityError, match="decline_reason"):
        connection.execute(text("UPDATE proposal SET decline_reason = 'withdrew'"))
    migrate.upgrade(engine)
    with engine.connect() as connection:
        connection.execute(text("UPDATE proposal SET decline_reason = 'withdrew'"))
        assert missing_guards(connection) == []
