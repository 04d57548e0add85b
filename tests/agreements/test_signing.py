"""The papers and the signed copies: what they need, and that they stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from matcher.agreements import reactions, service
from matcher.agreements.uploads import Refusal
from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.database.records import AuditEvent
from matcher.errors import Stale, StepNotAllowed, UploadRefused
from matcher.words import AgreementStatus, Condition, Role, SignParty
from tests.agreements.world import SIGNED_COPY, World, fake_pdf
from tests.factories import TODAY, add_account


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
    assert world.templates().count("agreement_signed") == 1  # the youth has no address


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
