"""Consent per purpose: what was agreed to in which words, and what taking it back changes."""

from __future__ import annotations

import copy
import tomllib
from importlib.resources import files

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.cases.gaps import Gap
from matcher.consents import service
from matcher.consents.rules import step_after_withdrawal
from matcher.consents.texts import consent_texts, texts_from
from matcher.database.base import now
from matcher.database.cases import Consent
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.errors import Incomplete, StepNotAllowed
from matcher.policy import load_policy
from matcher.rounds.snapshot import load_frames, youth_key
from matcher.words import ConsentPurpose, ConsentWay, YouthStatus
from matcher.youths.service import change_status
from tests.cases.factories import acting, add_complete_youth, add_coordinator
from tests.factories import TODAY, add_youth

KEEP, SHARE = ConsentPurpose.KEEP_AND_MATCH, ConsentPurpose.SHARE_WITH_HOST


def test_every_purpose_is_asked_and_explained_in_both_languages() -> None:
    texts = consent_texts()
    for purpose in ConsentPurpose:
        assert texts.of(purpose, "nl") != texts.of(purpose, "en")
        assert texts.of(purpose, "fr") == texts.of(purpose, "nl")


@pytest.mark.parametrize("part", ["title", "ask", "why", "change"])
def test_a_text_that_lacks_a_part_is_refused_by_name(part: str) -> None:
    content = tomllib.loads((files("matcher.consents") / "texts.toml").read_text(encoding="utf-8"))
    broken = copy.deepcopy(content)
    del broken["monitoring"]["en"][part]
    with pytest.raises(ValueError, match=rf"monitoring\.en lacks \['{part}'\]"):
        texts_from(broken)


def test_who_lives_in_a_room_goes_on_living_there_without_consent() -> None:
    for purpose in ConsentPurpose:
        assert step_after_withdrawal(purpose, YouthStatus.PLACED) is None
        assert step_after_withdrawal(purpose, YouthStatus.WITHDRAWN) is None
    assert step_after_withdrawal(ConsentPurpose.FOLLOW_UP, YouthStatus.READY) is None


def test_a_consent_keeps_the_version_of_the_words_and_is_given_once(session: Session) -> None:
    youth = add_youth(session)
    given = service.give(session, COMMAND_LINE, youth.id, [KEEP, SHARE], ConsentWay.SIGNED)
    again = service.give(session, COMMAND_LINE, youth.id, [KEEP], ConsentWay.ON_SCREEN)
    rows = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert (given, again) == ((KEEP, SHARE), ())
    assert [row.text_version for row in rows] == [consent_texts().version] * 2
    assert youth.consent_at == rows[0].given_at


@pytest.mark.parametrize(
    ("purpose", "status"), [(KEEP, YouthStatus.WITHDRAWN), (SHARE, YouthStatus.REGISTERED)]
)
def test_a_youth_who_takes_consent_back_is_not_in_the_next_round(
    session: Session, purpose: ConsentPurpose, status: YouthStatus
) -> None:
    coordinator = add_coordinator(session)
    youth = add_complete_youth(session, COMMAND_LINE, status=YouthStatus.READY)
    other = add_complete_youth(session, COMMAND_LINE, status=YouthStatus.READY)
    assert youth_key(youth.id) in set(load_frames(session, TODAY, load_policy()).youths["youth"])
    done = service.withdraw(session, COMMAND_LINE, youth.id, purpose)
    assert set(load_frames(session, TODAY, load_policy()).youths["youth"]) == {youth_key(other.id)}
    assert (youth.status, done.number_of_open_proposals) == (status, 0)
    assert (youth.consent_at is None) == (purpose is KEEP)
    mail = session.scalars(select(OutboxMessage)).one()
    assert (mail.recipient, mail.values) == (coordinator.email, {"reference": youth.reference})
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "consent.withdraw"))
    assert event.one().details == {"reason": purpose.value}


def test_a_consent_that_matching_does_not_need_changes_no_status(session: Session) -> None:
    youth = add_complete_youth(session, COMMAND_LINE, status=YouthStatus.READY)
    service.withdraw(session, COMMAND_LINE, youth.id, ConsentPurpose.MONITORING)
    assert youth.status == YouthStatus.READY
    assert session.scalars(select(OutboxMessage)).all() == []
    with pytest.raises(StepNotAllowed):
        service.withdraw(session, COMMAND_LINE, youth.id, ConsentPurpose.MONITORING)


def test_an_imported_consent_can_be_taken_back_and_given_again(session: Session) -> None:
    youth = add_youth(session, consent_at=now())
    assert service.given(session, youth) == {KEEP}
    service.withdraw(session, COMMAND_LINE, youth.id, KEEP)
    assert service.given(session, youth) == frozenset()
    service.give(session, COMMAND_LINE, youth.id, [KEEP], ConsentWay.ON_SCREEN)
    assert service.standings(session, youth)[KEEP].way == ConsentWay.ON_SCREEN
    assert len(session.scalars(select(Consent)).all()) == 2  # the evidence stays


def test_nobody_is_made_ready_without_both_consents(session: Session) -> None:
    coordinator = add_coordinator(session)
    youth = add_complete_youth(session, acting(coordinator))
    service.withdraw(session, COMMAND_LINE, youth.id, SHARE)
    with pytest.raises(Incomplete) as refused:
        change_status(session, acting(coordinator), youth.id, "make_ready", youth.version)
    assert refused.value.missing == (Gap.CONSENT_TO_SHARE,)
    service.give(session, COMMAND_LINE, youth.id, [SHARE], ConsentWay.SPOKEN)
    change_status(session, acting(coordinator), youth.id, "make_ready", youth.version)
    assert youth.status == YouthStatus.READY
