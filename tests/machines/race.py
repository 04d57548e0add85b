"""A race of processes for one introduction: answers, the clock, and a call-off at one moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE, Actor
from matcher.database.introductions import Question
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.errors import MatcherError
from matcher.introductions import service
from matcher.words import Answer, AnswerWay, DeclineReason, Side
from tests.introductions.scenes import NOW

LATE = NOW + timedelta(days=10)  # whatever was asked at NOW is due long before
SECONDS_FOR_A_ROUND = 120
BY_LINK = Actor(None, "web")
DONE, NOTHING = "done", "nothing to do"

#: (introduction, its open question, its version) → whether something was done
Deed = Callable[[Session, int, int, int], object]


def say(given: Answer) -> Deed:
    def deed(session: Session, introduction: int, question: int, version: int) -> object:
        return service.answer(session, BY_LINK, question, given, AnswerWay.LINK, moment=LATE)

    return deed


def expire(session: Session, introduction: int, question: int, version: int) -> object:
    return service.expire(session, introduction, LATE)


def call_off(session: Session, introduction: int, question: int, version: int) -> object:
    return service.stop(
        session, COMMAND_LINE, introduction, version, Side.COORDINATOR, DeclineReason.WITHDREW,
        moment=LATE,
    )  # fmt: skip


def answer_without_locks(
    session: Session, introduction: int, question: int, version: int
) -> object:
    """Read, check, write: the control, as one would write it at first."""
    found = session.get_one(Question, question)
    if found.answered_at is not None or found.closed_at is not None:
        return False
    found.answered_at, found.answer, found.way = LATE, Answer.YES, AnswerWay.LINK
    return True


DEEDS: tuple[Deed, ...] = (
    say(Answer.YES), expire, call_off, say(Answer.YES), expire, say(Answer.NO), call_off, expire,
)  # fmt: skip


def race(address: str, contests: list[tuple[int, int, int]], deeds: tuple[Deed, ...]) -> Any:
    """Let each process do its deed to every introduction at the same moment.

    Return per introduction what came of each deed: 'done', 'nothing to do', or the name of the
    error. An error that is none of the domain (a deadlock, a locked database) is told as it is.
    """
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(len(deeds)), context.Queue()
    lanes = [
        context.Process(
            target=_run, args=(address, number, deed, contests, barrier, answers), daemon=True
        )
        for number, deed in enumerate(deeds)
    ]
    for lane in lanes:
        lane.start()
    columns = dict(answers.get(timeout=SECONDS_FOR_A_ROUND * len(contests)) for _ in lanes)
    for lane in lanes:
        lane.join()
    return [list(row) for row in zip(*(columns[n] for n in range(len(deeds))), strict=True)]


def _run(
    address: str, number: int, deed: Deed, contests: list[tuple[int, int, int]],
    barrier: Barrier, answers: Any,
) -> None:  # fmt: skip
    factory = make_session_factory(engine_for(address))
    told = []
    for contest in contests:
        barrier.wait(SECONDS_FOR_A_ROUND)
        try:
            with transaction(factory) as session:
                told.append(DONE if deed(session, *contest) else NOTHING)
        except MatcherError as error:
            told.append(type(error).__name__)
        except Exception as error:
            told.append(f"broke: {error!r}")
    answers.put((number, told))
