"""From two people who said yes to moving in: papers, rules, signatures, versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matcher import events
from matcher.agreements import reactions, service
from matcher.agreements.conditions import Need
from matcher.agreements.details import DetailsRefused, Problem
from matcher.agreements.uploads import Refusal
from matcher.audit import Actor
from matcher.database.agreements import Acknowledgement, Agreement
from matcher.database.hosting import HouseRule
from matcher.database.living import CareTeam, EmergencyContact
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.errors import AlreadyTaken, NotFound, Stale, StepNotAllowed, TextRefused, UploadRefused
from matcher.inforce import policy_in_force
from matcher.placements import service as placements
from matcher.words import (
    AgreementKind,
    AgreementStatus,
    AnswerWay,
    Condition,
    IntroductionStage,
    LegalGround,
    PlacementStatus,
    Role,
    SignParty,
)
from tests.agreements.world import OTHER_RULE, SIGNED_COPY, World, fake_pdf, make_world
from tests.factories import TODAY, add_account, add_placement

RENT, COACHING = AgreementKind


@pytest.fixture
def world(session: Session) -> World:
    return make_world(session)


def _templates(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.template).order_by(OutboxMessage.id)))


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
    assert "agreement_explained" in _templates(world.session)


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


def test_no_paper_without_every_point_agreed_to(world: World) -> None:
    rent, _ = world.draft()
    world.hear(rent, SignParty.YOUTH, SignParty.HOST)
    with pytest.raises(StepNotAllowed) as caught:
        world.offer()
    assert caught.value.missing == (Condition.POINTS_ACKNOWLEDGED,)


def test_no_paper_without_a_legal_ground(world: World) -> None:
    details = replace(world.details(), legal_ground=None)
    rent, _ = service.draft(world.session, world.actor, world.placement.id, details)
    world.hear(rent)
    with pytest.raises(StepNotAllowed) as caught:
        world.offer()
    assert caught.value.missing == (Condition.LEGAL_GROUND,)


def test_no_paper_with_a_rent_above_the_legal_maximum(world: World) -> None:
    world.placement.room.legal_max_rent_cents = 39999
    rent, _ = world.draft()
    world.hear(rent)
    with pytest.raises(StepNotAllowed) as caught:
        world.offer()
    assert caught.value.missing == (Condition.RENT_WITHIN_MAXIMUM,)


def test_the_paper_is_made_once_with_its_checksum_and_its_words(world: World) -> None:
    rent, coaching = world.draft()
    world.hear(rent)
    offered = world.offer()
    assert {one.id for one in offered} == {rent.id, coaching.id}
    assert rent.status == AgreementStatus.OFFERED
    assert rent.pdf is not None
    assert len(rent.pdf_sha256) == 64
    assert rent.terms["papers"]["nl"]["title"] == "Huurovereenkomst"
    assert rent.terms["made_on"] == TODAY.isoformat()
    with pytest.raises(StepNotAllowed):
        world.offer()


def test_a_name_that_changes_later_does_not_change_the_paper(world: World) -> None:
    from matcher.agreements.collecting import papers_of

    rent, _ = world.draft()
    world.hear(rent)
    world.offer()
    before = papers_of(world.session, rent)
    world.placement.youth.first_name = "Ander"
    world.session.flush()
    assert papers_of(world.session, rent) == before


def test_only_a_coordinator_makes_and_signs(world: World) -> None:
    rent, _ = world.draft()
    world.hear(rent)
    other = add_account(world.session, Role.ADMINISTRATOR)
    with pytest.raises(StepNotAllowed) as caught:
        service.offer(
            world.session, Actor(other.id, "web"), world.placement.id,
            today=TODAY, lay_out=fake_pdf,
        )  # fmt: skip
    assert caught.value.whose == ("coordinator",)


@pytest.mark.parametrize(
    ("content", "signed_on", "refusal"),
    [
        (b"", TODAY, Refusal.EMPTY),
        (b"GIF89a", TODAY, Refusal.UNKNOWN_KIND),
        (b"<html><script>alert(1)</script>", TODAY, Refusal.UNKNOWN_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", TODAY, Refusal.UNKNOWN_KIND),
        (b"%PDF-1.7 cut off", TODAY, Refusal.DAMAGED),
        (b"\xff\xd8\xff no picture", TODAY, Refusal.DAMAGED),
        (b"\x89PNG\r\n\x1a\n no picture", TODAY, Refusal.DAMAGED),
        (b"%PDF-1.7" + b" " * (10 * 1024 * 1024) + b"%%EOF", TODAY, Refusal.TOO_HEAVY),
        (SIGNED_COPY, TODAY + timedelta(days=1), Refusal.TOO_LATE),
        (SIGNED_COPY, TODAY - timedelta(days=1), Refusal.TOO_EARLY),
    ],
)
def test_a_file_that_is_no_signed_copy_is_refused(
    world: World, content: bytes, signed_on: date, refusal: Refusal
) -> None:
    rent, _ = world.draft()
    world.hear(rent)
    world.offer()
    with pytest.raises(UploadRefused) as caught:
        world.sign(rent, content=content, signed_on=signed_on)
    assert caught.value.reason == refusal
    assert rent.status == AgreementStatus.OFFERED


def test_our_own_unsigned_pdfs_are_no_signed_copy(world: World) -> None:
    """Neither that of this paper nor that of the other one."""
    rent, coaching = world.draft()
    world.hear(rent)
    world.offer()
    for paper in (rent, coaching):
        assert paper.pdf is not None
        with pytest.raises(UploadRefused) as caught:
            world.sign(rent, content=paper.pdf)
        assert caught.value.reason == Refusal.UNSIGNED


def test_signing_on_an_old_page_is_refused(world: World) -> None:
    rent, _ = world.draft()
    world.hear(rent)
    world.offer()
    with pytest.raises(Stale):
        service.sign(
            world.session, world.actor, rent.id, rent.version - 1, SIGNED_COPY, TODAY, today=TODAY
        )


def test_with_both_signed_both_sides_hear_of_it_once(world: World) -> None:
    world.signed()
    assert _templates(world.session).count("agreement_signed") == 1  # the youth has no address


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


def _unmet(world: World, today: date = TODAY) -> set[Need]:
    found = service.needed(world.session, world.placement, today, today)
    return {one.need for one in found if not one.is_met}


def test_the_checklist_gets_shorter_with_every_step(world: World) -> None:
    assert _unmet(world) == set(Need) - {
        Need.CARE_TEAM, Need.EMERGENCY_CONTACT, Need.RENT_WITHIN_MAXIMUM, Need.DAY_REACHED,
    }  # fmt: skip
    rent, coaching = world.draft()
    assert Need.DRAFTED not in _unmet(world)
    assert Need.LEGAL_GROUND not in _unmet(world)
    world.hear(rent, SignParty.YOUTH)
    assert Need.RULES_YOUTH not in _unmet(world)
    world.hear(rent)
    assert _unmet(world) == {Need.PDF_MADE, Need.RENT_SIGNED, Need.COACHING_SIGNED}
    world.offer()
    world.sign(rent)
    assert _unmet(world) == {Need.COACHING_SIGNED}
    world.sign(coaching)
    assert _unmet(world) == set()


def test_moving_in_begins_the_stay_and_tells_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    real = events.tell

    def listen(session: Session, actor: Actor, event: str, row: object) -> None:
        told.append(event)
        real(session, actor, event, row)

    monkeypatch.setattr(events, "tell", listen)
    world.signed()
    placement = world.start()
    assert placement.status == PlacementStatus.ACTIVE
    assert placement.starts_on == TODAY
    assert world.introduction.stage == IntroductionStage.STARTED
    assert world.introduction.due_at is None
    assert "placement.started" in told


def test_moving_in_later_than_planned_is_recorded_on_the_true_day(world: World) -> None:
    world.signed()
    later = TODAY + timedelta(days=3)
    assert world.start(later, later).starts_on == later


@pytest.mark.parametrize("missing", ["team", "numbers", "coaching", "day", "maximum"])
def test_nobody_moves_in_before_everything_is_there(world: World, missing: str) -> None:
    if missing == "coaching":
        rent, _ = world.draft()
        world.hear(rent)
        world.offer()
        world.sign(rent)
    else:
        world.signed()
    expected = {
        "team": Condition.CARE_TEAM,
        "numbers": Condition.EMERGENCY_CONTACT,
        "coaching": Condition.COACHING_SIGNED,
        "day": Condition.DAY_REACHED,
        "maximum": Condition.RENT_WITHIN_MAXIMUM,
    }[missing]
    today = TODAY
    if missing == "team":
        world.session.get_one(CareTeam, world.placement.id).deputy_id = None
    if missing == "numbers":
        for contact in world.session.scalars(select(EmergencyContact)):
            world.session.delete(contact)
    if missing == "day":
        today = TODAY - timedelta(days=1)
    if missing == "maximum":
        world.placement.room.legal_max_rent_cents = 30000
    world.session.flush()
    with pytest.raises(StepNotAllowed) as caught:
        world.start(today, today)
    assert caught.value.missing == (expected,)
    assert world.placement.status == PlacementStatus.BOOKED
    assert world.introduction.stage == IntroductionStage.AGREEMENTS


def test_the_service_of_placements_refuses_too(world: World) -> None:
    with pytest.raises(StepNotAllowed) as caught:
        placements.start(
            world.session, world.actor, world.placement.id, world.placement.version, today=TODAY
        )
    assert set(caught.value.missing) == {Condition.RENT_SIGNED, Condition.COACHING_SIGNED}


def _start_by_sql(session: Session, placement: Placement) -> None:
    session.execute(
        text("UPDATE placement SET status = 'active' WHERE id = :id"), {"id": placement.id}
    )


def test_the_database_refuses_a_start_without_both_signatures(world: World) -> None:
    """By raw SQL, past every service; the control is the same statement with both signed."""
    rent, coaching = world.draft()
    world.hear(rent)
    world.offer()
    world.sign(rent)
    with pytest.raises(DBAPIError, match="guard_placement_start"), world.session.begin_nested():
        _start_by_sql(world.session, world.placement)
    world.sign(coaching)
    _start_by_sql(world.session, world.placement)
    world.session.expire(world.placement)
    assert world.placement.status == PlacementStatus.ACTIVE


@pytest.mark.parametrize(
    "change",
    ["rent_cents = 1", "starts_on = '2030-01-01'", "terms = '{}'", "pdf_sha256 = 'x'",
     "status = 'draft'", "breach = 'x'", "signed_copy_sha256 = 'y'"],
)  # fmt: skip
def test_the_database_keeps_what_was_signed(world: World, change: str) -> None:
    rent, _ = world.signed()
    statement = text(f"UPDATE agreement SET {change} WHERE id = :id")
    with pytest.raises(DBAPIError, match="guard_agreement_signed"), world.session.begin_nested():
        world.session.execute(statement, {"id": rent.id})
    drafted = text("UPDATE agreement_rule SET text = 'x' WHERE agreement_id = :id")
    with pytest.raises(DBAPIError, match="guard_agreement_signed"), world.session.begin_nested():
        world.session.execute(drafted, {"id": rent.id})


def test_when_the_introduction_stops_nothing_is_left_open(world: World) -> None:
    rent, coaching = world.draft()
    world.hear(rent)
    world.offer()
    world.sign(rent)
    reactions.on_stopped(world.session, Actor(None, "job"), world.introduction)
    assert (rent.status, coaching.status) == (AgreementStatus.ENDED, AgreementStatus.REPLACED)


def test_the_link_of_one_side_opens_the_rules_and_ends_with_them(world: World) -> None:
    from matcher.agreements.acknowledging import claim_of

    rent, _ = world.draft()
    claim = claim_of(rent, SignParty.HOST, TODAY)
    assert service.by_link(world.session, claim) == (rent, SignParty.HOST)
    assert service.by_link(world.session, replace(claim, nonce="0" * 32)) is None
    assert service.by_link(world.session, replace(claim, subject_id=999999)) is None
    world.hear(rent)
    assert service.by_link(world.session, claim) is None


def test_every_status_has_been_through_the_table(world: World) -> None:
    """Each change of an agreement has its audit event."""
    world.signed()
    actions = world.session.scalars(
        select(AuditEvent.action).where(AuditEvent.subject == "agreement").order_by(AuditEvent.id)
    ).all()
    for wanted in ("agreement.draft", "agreement.explain", "agreement.offer", "agreement.sign"):
        assert actions.count(wanted) == 2, wanted
    statuses = world.session.scalars(select(Agreement.status)).all()
    assert set(statuses) == {AgreementStatus.SIGNED}


def test_after_try_out_nights_the_rent_begins_today(session: Session) -> None:
    """The nights widened the booking to before today; nobody signs for a day that has passed."""
    world = make_world(session)
    world.placement.starts_on = TODAY - timedelta(days=5)
    session.flush()
    world.signed()
    assert world.placement.starts_on == TODAY
    assert world.start().status == PlacementStatus.ACTIVE
