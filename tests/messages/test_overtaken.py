"""What nobody needs any more when the mail server is back does not go out; all else does, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, outbox
from matcher.audit import PROGRAM, Actor
from matcher.clock import NETHERLANDS
from matcher.database.introductions import Introduction, Question
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.introductions import hourly, service
from matcher.links import Claim
from matcher.messages.history import Delivery, delivery_of
from matcher.outbox import MINUTES_BETWEEN, MOST_TRIES, send_waiting, take_back
from matcher.settings import Settings
from matcher.words import Answer, AnswerWay, IntroductionStage, Side
from matcher.work import digest
from tests.introductions.scenes import MEETS_AT, NOW, Scene, add_scene, to_stage
from tests.work.scenes import add_region

Factory = sessionmaker[Session]
AT_SEVEN = datetime(2026, 3, 3, 7, 5, tzinfo=NETHERLANDS)  # a Tuesday
FRIDAY = AT_SEVEN + timedelta(days=3)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WAITS, SENT, OVERTAKEN = Delivery.WAITS, Delivery.SENT, Delivery.OVERTAKEN


class MailServer:
    """A mail server that is down until somebody mends it."""

    def __init__(self, factory: Factory, settings: Settings) -> None:
        self.factory, self.settings = factory, settings
        self.is_up = False
        self.received: list[tuple[str, str]] = []  # (address, subject)

    def take(self, mail: EmailMessage) -> None:
        if not self.is_up:
            raise ConnectionRefusedError("nobody listens")
        self.received.append((mail["To"], mail["Subject"]))

    def run(self, moment: datetime, hours: int = 1) -> None:
        """Let the worker send each half hour, beginning now."""
        for number in range(2 * hours):
            send_waiting(self.factory, self.take, self.settings, moment + number * HOUR / 2)

    def mended(self, moment: datetime) -> list[tuple[str, str]]:
        """Return what arrives from ``moment`` on, within the time that a message may take."""
        self.is_up = True
        self.run(moment, hours=MINUTES_BETWEEN // 60 + 1)
        return sorted(self.received)


@pytest.fixture
def server(factory: Factory, tmp_path: Path) -> MailServer:
    return MailServer(factory, Settings.from_environment({"KAMERMATCH_INSTANCE": str(tmp_path)}))


def stands(factory: Factory, *templates: str) -> list[tuple[str, Delivery]]:
    """Return (template, how it stands) of each message, in the order in which they were written."""
    with factory() as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        told = [(one.template, delivery_of(one)) for one in rows]
    return [one for one in told if not templates or one[0] in templates]


def post(factory: Factory, moment: datetime, once: str, **wanted: Any) -> None:
    with clock.at(moment), transaction(factory) as session:
        outbox.post(
            session, "mo@example.org", "host_signed_up", once=once, reference="H-1", **wanted
        )


# --- The mail of the morning


def test_the_mail_of_yesterday_morning_does_not_go_out_beside_that_of_today(
    factory: Factory, server: MailServer
) -> None:
    with transaction(factory) as session:
        people = add_region(session)
        coordinators = sorted([people.noor.email, people.bo.email])
    for day in range(2):
        moment = AT_SEVEN + day * DAY
        with clock.at(moment):
            assert digest.send_due(factory, moment) == 2
        server.run(moment)
    arrived = server.mended(AT_SEVEN + DAY + 2 * HOUR)
    assert arrived == [(one, "Je werklijst van vandaag") for one in coordinators]
    assert [word for _, word in stands(factory)] == [OVERTAKEN, OVERTAKEN, SENT, SENT]


def test_the_mail_of_friday_morning_does_not_come_on_saturday(
    factory: Factory, server: MailServer
) -> None:
    with transaction(factory) as session:
        add_region(session)
    with clock.at(FRIDAY):
        digest.send_due(factory, FRIDAY)
    server.run(FRIDAY)
    assert {word for _, word in stands(factory)} == {WAITS}
    assert server.mended(clock.end_of_day(FRIDAY.date())) == []


def test_a_mail_of_this_morning_still_arrives_in_the_evening(
    factory: Factory, server: MailServer
) -> None:
    with transaction(factory) as session:
        add_region(session)
    with clock.at(FRIDAY):
        digest.send_due(factory, FRIDAY)
    server.run(FRIDAY)
    assert len(server.mended(FRIDAY + 12 * HOUR)) == 2


# --- Questions


def scene_at(session: Session, stage: IntroductionStage) -> Scene:
    scene = to_stage(add_scene(session), stage)
    scene.proposal.room.home.household.email = "gastgezin@example.org"
    session.flush()
    return scene


def answer(factory: Factory, side: Side, moment: datetime, given: Answer = Answer.YES) -> None:
    with clock.at(moment), transaction(factory) as session:
        query = select(Question).where(
            Question.side == side, Question.answered_at.is_(None), Question.closed_at.is_(None)
        )
        service.answer(session, PROGRAM, session.scalars(query).one().id, given, AnswerWay.LINK)


def begin(factory: Factory, stage: IntroductionStage, moment: datetime) -> str:
    """Bring an introduction there at ``moment``; return the address of the youth."""
    with clock.at(moment), transaction(factory) as session:
        return scene_at(session, stage).proposal.youth.email


def test_a_question_that_was_answered_on_the_site_is_not_mailed_any_more(
    factory: Factory, server: MailServer
) -> None:
    begin(factory, IntroductionStage.INTEREST, NOW)
    server.run(NOW)
    answer(factory, Side.YOUTH, NOW + HOUR)
    arrived = server.mended(NOW + 2 * HOUR)
    assert arrived == [("gastgezin@example.org", "Er is iemand die je kamer wil zien")]
    assert stands(factory) == [
        ("introduction_interest", OVERTAKEN),
        ("introduction_begun", OVERTAKEN),  # 'a youth of yours is asked'
        ("introduction_meet", SENT),
    ]


def test_one_of_two_who_answered_gets_no_mail_and_the_other_does(
    factory: Factory, server: MailServer
) -> None:
    youth = begin(factory, IntroductionStage.ANSWERS, MEETS_AT + HOUR)
    answer(factory, Side.HOST, MEETS_AT + 2 * HOUR)
    arrived = server.mended(MEETS_AT + 3 * HOUR)
    assert arrived == [(youth, "Hoe was de kennismaking?")]


def test_a_question_and_its_reminder_are_not_mailed_at_the_same_time(
    factory: Factory, server: MailServer
) -> None:
    youth = begin(factory, IntroductionStage.INTEREST, NOW)
    server.run(NOW)
    later = NOW + 25 * HOUR
    with clock.at(later):
        assert hourly.run(factory, later) == 1
    asked = [one for one in stands(factory) if one[0] == "introduction_interest"]
    assert [word for _, word in asked] == [OVERTAKEN, WAITS]
    mine = [one for one in server.mended(later) if one[0] == youth]
    assert mine == [(youth, "Er is misschien een kamer voor je")]


def test_a_question_that_was_mailed_is_reminded_of_as_always(
    factory: Factory, server: MailServer
) -> None:
    youth = begin(factory, IntroductionStage.INTEREST, NOW)
    server.mended(NOW)
    later = NOW + 25 * HOUR
    with clock.at(later):
        hourly.run(factory, later)
    assert [to for to, _ in server.mended(later)].count(youth) == 2


def test_who_gets_more_time_reads_only_until_when_it_is_now(
    factory: Factory, server: MailServer
) -> None:
    begin(factory, IntroductionStage.INTEREST, NOW)
    with clock.at(NOW + HOUR), transaction(factory) as session:
        introduction = session.scalars(select(Introduction)).one()
        actor = Actor(introduction.responsible_id, "web")
        service.extend(session, actor, introduction.id, introduction.version)
    asked = stands(factory, "introduction_interest")
    assert [word for _, word in asked] == [OVERTAKEN, WAITS]
    assert len(server.mended(NOW + 2 * HOUR)) == 2  # the youth, and the counsellor


def test_what_stopped_is_told_and_what_was_asked_before_is_not(
    factory: Factory, server: MailServer
) -> None:
    begin(factory, IntroductionStage.HOST_LOOKS, NOW)
    answer(factory, Side.HOST, NOW + HOUR, Answer.NO)
    subjects = {subject for _, subject in server.mended(NOW + 2 * HOUR)}
    assert "Een voorstel gaat niet door" in subjects
    assert "Er is iemand die je kamer wil zien" not in subjects


# --- The outbox itself


def test_a_message_does_not_go_out_after_its_last_moment(
    factory: Factory, server: MailServer
) -> None:
    post(factory, NOW, "a:1:", until=NOW + HOUR)
    post(factory, NOW, "a:2:", until=NOW + 9 * HOUR)
    server.run(NOW)
    assert len(server.mended(NOW + HOUR)) == 1
    assert [word for _, word in stands(factory)] == [OVERTAKEN, SENT]


def test_a_link_that_works_no_longer_is_not_mailed(factory: Factory, server: MailServer) -> None:
    today = date(2026, 3, 2)
    for number, last in enumerate((today, today + DAY)):
        post(factory, NOW, f"a:{number}", link=Claim("answer", 1, "ab12", last))
    assert len(server.mended(clock.end_of_day(today))) == 1
    assert [word for _, word in stands(factory)] == [OVERTAKEN, SENT]


def test_a_newer_message_comes_instead_of_those_of_the_same_name(
    factory: Factory, server: MailServer
) -> None:
    for number in (3, 31, 3):
        post(factory, NOW, f"a:{number}:{number}", instead_of=f"a:{number}:")
    post(factory, NOW, "a:3:again", instead_of="a:3:")
    assert [word for _, word in stands(factory)] == [OVERTAKEN, WAITS, WAITS]


def test_a_message_to_one_person_leaves_that_to_another_alone(
    factory: Factory, server: MailServer
) -> None:
    with clock.at(NOW), transaction(factory) as session:
        for person in ("mo@example.org", "kim@example.org"):
            outbox.post(
                session, person, "host_signed_up", once="a:1:x", instead_of="a:1:", reference="H-1"
            )
    assert len(server.mended(NOW)) == 2


def test_what_was_told_before_stays_as_it_is(factory: Factory, server: MailServer) -> None:
    post(factory, NOW, "a:1:x")
    post(factory, NOW, "a:1:x", instead_of="a:1:")
    assert len(server.mended(NOW)) == 1
    post(factory, NOW, "a:1:y", instead_of="a:1:")
    assert [word for _, word in stands(factory)] == [SENT, WAITS]


def test_a_percent_sign_in_a_name_stands_for_itself(factory: Factory) -> None:
    post(factory, NOW, "a:1:x")
    with transaction(factory) as session:
        assert take_back(session, "%") == 0
        assert take_back(session, "a_1") == 0
        assert take_back(session, "a:1:") == 1


def test_what_was_given_up_is_left_for_somebody_to_look_at(
    factory: Factory, server: MailServer
) -> None:
    post(factory, NOW, "a:1:x", until=NOW + 30 * DAY)
    for number in range(MOST_TRIES):
        send_waiting(factory, server.take, server.settings, NOW + number * 2 * HOUR)
    assert stands(factory) == [("host_signed_up", Delivery.GIVEN_UP)]
    with transaction(factory) as session:
        assert take_back(session, "a:1:") == 0
    assert server.mended(NOW + 31 * DAY) == []
    assert stands(factory) == [("host_signed_up", Delivery.GIVEN_UP)]


def test_an_answer_while_the_mail_is_on_its_way_leaves_no_doubt_that_it_went(
    factory: Factory, server: MailServer
) -> None:
    post(factory, NOW, "a:1:x")

    def answered_meanwhile(mail: EmailMessage) -> None:
        with transaction(factory) as session:
            take_back(session, "a:1:")

    assert send_waiting(factory, answered_meanwhile, server.settings, NOW).sent == 1
    assert stands(factory) == [("host_signed_up", SENT)]
    assert server.mended(NOW + DAY) == []


def test_an_undone_command_leaves_the_message_waiting(factory: Factory, server: MailServer) -> None:
    post(factory, NOW, "a:1:x")
    with factory() as session:
        assert take_back(session, "a:1:") == 1
        session.rollback()
    assert len(server.mended(NOW)) == 1
