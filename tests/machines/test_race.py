"""Answer, expiry and call-off at one moment: one of them happens, the others are told, on both
databases."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.introductions import Introduction
from matcher.database.records import AuditEvent
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.words import Answer, IntroductionStage, Side
from tests.introductions.scenes import add_scene, to_stage
from tests.machines.harness import WHOLE
from tests.machines.race import DEEDS, DONE, NOTHING, Deed, answer_without_locks, race, say

ROUNDS = 6
REFUSALS = {NOTHING, "AlreadyAnswered", "StepNotAllowed", "Stale"}
#: How SQLite says it in `WHOLE`, and how both databases do.
ALIKE = {"s.ends_on IS NOT e.ends_on": "s.ends_on IS DISTINCT FROM e.ends_on"}


def begun(factory: sessionmaker[Session], stage: IntroductionStage) -> list[tuple[int, int, int]]:
    """Return (introduction, open question, version) for each round."""
    found = []
    side = Side.YOUTH if stage == IntroductionStage.INTEREST else Side.HOST
    with transaction(factory) as session:
        for _ in range(ROUNDS):
            scene = to_stage(add_scene(session), stage)
            session.flush()
            found.append(
                (scene.introduction.id, scene.question(side).id, scene.introduction.version)
            )
    return found


@pytest.mark.parametrize("stage", [IntroductionStage.INTEREST, IntroductionStage.HOST_LOOKS])
def test_of_answer_expiry_and_call_off_at_one_moment_the_losers_are_told(
    database_url: str, factory: sessionmaker[Session], stage: IntroductionStage
) -> None:
    contests = begun(factory, stage)
    outcomes = race(database_url, contests, DEEDS)
    for told in outcomes:
        assert set(told) <= {DONE, *REFUSALS}
        assert told.count(DONE) == 1
    with factory() as session:
        for key, _, _ in contests:
            events = select(func.count()).where(
                AuditEvent.subject == "introduction", AuditEvent.subject_id == key,
                AuditEvent.details["before"].as_string() == stage.value,
            )  # fmt: skip
            assert session.scalar(events) == 1
        for name, query in WHOLE.items():
            for mine, theirs in ALIKE.items():
                query = query.replace(mine, theirs)
            assert session.execute(text(query)).all() == [], name


def test_of_eight_who_use_one_link_at_one_moment_one_has_answered(
    database_url: str, factory: sessionmaker[Session]
) -> None:
    contests = begun(factory, IntroductionStage.INTEREST)
    outcomes = race(database_url, contests, (say(Answer.YES),) * 8)
    assert [sorted(told) for told in outcomes] == [["AlreadyAnswered"] * 7 + [DONE]] * ROUNDS
    with factory() as session:
        stages = select(Introduction.stage).where(Introduction.id.in_([c[0] for c in contests]))
        assert set(session.scalars(stages)) == {IntroductionStage.HOST_LOOKS}


@pytest.mark.postgres
def test_control_reading_first_and_writing_then_answers_one_link_more_than_once(
    postgres_url: str,
) -> None:
    """What the tests above would find: the same race without the one statement that decides."""
    deeds: tuple[Deed, ...] = (answer_without_locks,) * 8
    contests = begun(make_session_factory(engine_for(postgres_url)), IntroductionStage.INTEREST)
    outcomes = race(postgres_url, contests, deeds)
    assert max(told.count(DONE) for told in outcomes) > 1
