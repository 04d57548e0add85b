"""What a youth and a host find on their own page: what is asked of them, and what comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import matcher
from matcher.checkins import planning
from matcher.database.accounts import Account
from matcher.endings.service import Notice, give_notice
from matcher.inforce import policy_in_force
from matcher.plans import service as plans
from matcher.plans.rules import Wanted
from matcher.words import EndingKind, EndingReason, IntroductionStage, Side, WorkKind
from matcher.work.own import ASKING, Own, own_of
from matcher.work.rules import WorkItem
from tests.factories import TODAY
from tests.introductions import scenes
from tests.living.factories import Stay, acts, on

S, K = IntroductionStage, WorkKind


def own(session: Session, account: Account, today: date = scenes.TODAY) -> Own:
    session.flush()
    return own_of(session, account.id, today, policy_in_force())


def kinds(items: Iterable[WorkItem]) -> list[WorkKind]:
    return [item.kind for item in items]


def test_no_other_subject_asks_something_of_a_youth_or_a_host() -> None:
    """One that begins to do so belongs in ``ASKING``, else nobody would see it."""
    files = Path(matcher.__file__).parent.glob("*/waiting.py")
    asking = {
        path.parent.name
        for path in files
        if any(f"{side}.account_id" in path.read_text() for side in ("Youth", "Household"))
    }
    assert asking == set(ASKING)


@pytest.mark.parametrize(
    ("stage", "youth", "host"),
    [
        (S.INTEREST, "interest", None),
        (S.HOST_LOOKS, None, "meet"),
        (S.DATE, None, None),  # no moments to choose from yet
        (S.ANSWERS, "decide", "decide"),
        (S.AGREEMENTS, None, None),
    ],
)
def test_the_question_of_the_stage_waits_for_the_side_that_is_asked(
    session: Session, stage: IntroductionStage, youth: str | None, host: str | None
) -> None:
    scene = scenes.to_stage(scenes.add_scene(session), stage)
    for account, asked in ((scene.youth_account, youth), (scene.host_account, host)):
        found = own(session, account, scenes.MEETS_AT.date())
        assert [item.text_values.get("question") for item in found.to_do] == ([asked] * bool(asked))
        assert all(item.stay_id == scene.placement.id and item.due for item in found.to_do)
        assert found.coming == []


def test_the_day_of_the_meeting_comes_for_both_until_it_has_been(session: Session) -> None:
    scene = scenes.to_stage(scenes.add_scene(session), S.MEETING)
    day = scenes.MEETS_AT.date()
    for account in (scene.youth_account, scene.host_account):
        assert kinds(own(session, account, day).coming) == [K.RECORD_MEETING]
        assert own(session, account, on(9)) == Own([], [])  # staff record it, not they
    assert own(session, scene.coordinator, day) == Own([], [])


def test_of_a_stay_each_side_finds_the_check_in_and_its_own_actions(session: Session) -> None:
    stay = Stay(session)
    planning.begin(session, stay.placement, TODAY)
    wanted = Wanted(what="Bellen", measured_by="Gebeld", owner=Side.HOST, due_on=on(10))
    plans.add_action(session, acts(stay.first), stay.id, wanted, TODAY)
    ahead = on(10 - policy_in_force().after.action_remind_days)
    assert kinds(own(session, stay.young, TODAY).coming) == [K.CHECK_IN]
    assert kinds(own(session, stay.host, TODAY).coming) == [K.CHECK_IN]
    assert kinds(own(session, stay.host, ahead).to_do) == [K.ACTION]
    assert own(session, stay.young, ahead).to_do == []


def test_after_notice_the_youth_plans_and_the_host_says_whether_again(session: Session) -> None:
    stay = Stay(session)
    notice = Notice(EndingKind.PLANNED, EndingReason.OTHER, Side.YOUTH, on(30))
    give_notice(session, acts(stay.first), stay.id, stay.placement.version, notice, today=TODAY)
    youth, host = (own(session, one, TODAY).to_do for one in (stay.young, stay.host))
    assert K.FUTURE_PLAN in kinds(youth)
    assert K.HOST_AGAIN not in kinds(youth)
    assert K.HOST_AGAIN in kinds(host)
    assert K.FUTURE_PLAN not in kinds(host)
