"""Who hears of an introduction, and where: a mail with a link, never who the other side is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.cases.people import coordinators_of
from matcher.database.accounts import Account
from matcher.database.introductions import Introduction, MeetingMoment, Question
from matcher.inforce import NETHERLANDS
from matcher.introductions.disclosure import chosen_moment
from matcher.introductions.holding import guide_of
from matcher.links import Claim
from matcher.words import QuestionKind, Side

#: A link works this long after the day on which the answer is due: an extension keeps it good, and
#: whoever comes late reads that it is too late.
LINK_DAYS = timedelta(days=30)


@dataclass(frozen=True)
class Recipient:
    email: str
    language: str


def recipients(session: Session, introduction: Introduction, side: Side) -> list[Recipient]:
    """Return where this side gets mail; nothing when there is no address."""
    if side == Side.YOUTH:
        return _person(introduction.proposal.youth)
    if side == Side.HOST:
        return _person(introduction.proposal.room.home.household)
    if side == Side.COUNSELLOR:
        return _accounts([introduction.counsellor])
    responsible = introduction.responsible
    if responsible is not None and responsible.is_active:
        return _accounts([responsible])
    return _accounts(coordinators_of(session, introduction.proposal.youth))


def _person(row: Any) -> list[Recipient]:
    language = row.account.language if row.account else "nl"
    return [Recipient(row.email, language)] if row.email else []


def _accounts(accounts: Iterable[Account | None]) -> list[Recipient]:
    return [
        Recipient(account.email, account.language)
        for account in accounts
        if account is not None and account.is_active
    ]


def tell(
    session: Session,
    introduction: Introduction,
    sides: Iterable[Side],
    template: str,
    *,
    once: str,
    link: Claim | None = None,
    instead_of: str | None = None,
    until: datetime | None = None,
    **values: Any,
) -> None:
    """Queue a message for each of these sides, once for each ``once``."""
    about = ("introduction", introduction.id)
    for side in sides:
        for number, one in enumerate(recipients(session, introduction, side)):
            outbox.post(
                session, one.email, template, one.language, link=link, about=about,
                once=f"{key_of(introduction, once)}{side}:{number}",
                instead_of=instead_of, until=until, introduction=introduction.id, **values,
            )  # fmt: skip


def key_of(introduction: Introduction, what: str = "") -> str:
    """Return how the names begin under which ``what``, or anything, of this one was told."""
    return f"introduction:{introduction.id}:{what}:" if what else f"introduction:{introduction.id}:"


def key_of_question(question: Question) -> str:
    return f"introduction:{question.introduction_id}:question:{question.id}:"


def others(introduction: Introduction, side: Side | None) -> list[Side]:
    """Return everybody concerned but ``side``: youth, host, who guides, and the coordinator."""
    everybody = [Side.YOUTH, Side.HOST, guide_of(introduction), Side.COORDINATOR]
    return [one for one in dict.fromkeys(everybody) if one != side]


ASKED = {
    QuestionKind.INTEREST: "introduction_interest",
    QuestionKind.MEET: "introduction_meet",
    QuestionKind.MOMENTS: "introduction_moments",
    QuestionKind.DECIDE: "introduction_decide",
    QuestionKind.AFTER_TRIAL: "introduction_after_trial",
}


def send_question(session: Session, question: Question, why: str) -> None:
    """Mail the link of a question to its side; ``why``: 'asked', 'reminded' or 'extended:1'.

    An earlier mail about it that could not be sent so far stays behind: nobody gets two at once.
    """
    introduction = question.introduction
    purpose = "moments" if question.kind == QuestionKind.MOMENTS else "answer"
    last = question.due_at.astimezone(NETHERLANDS).date() + LINK_DAYS
    claim = Claim(purpose, question.id, question.nonce, last)
    template = ASKED[question.kind]
    is_staff = question.side in (Side.COUNSELLOR, Side.COORDINATOR)
    tell(
        session, introduction, [question.side],
        f"{template}_staff" if is_staff else template,
        once=f"question:{question.id}:{why}", instead_of=key_of_question(question),
        link=None if is_staff else claim, **due_values(question.due_at),
    )  # fmt: skip


def due_values(due_at: datetime) -> dict[str, Any]:
    """Return what a mail says of the moment by which the answer must be there."""
    due = due_at.astimezone(NETHERLANDS)
    return {"due_on": due.date().isoformat(), "time": f"{due:%H:%M}"}


def meeting_values(moment: MeetingMoment) -> dict[str, Any]:
    """Return day and time of a meeting for a mail; where it is stands on the page only."""
    at = moment.starts_at.astimezone(NETHERLANDS)
    return {"meeting_on": at.date().isoformat(), "time": f"{at:%H:%M}", "minutes": moment.minutes}


def calendar_claim(introduction: Introduction) -> Claim | None:
    """Return the link to the calendar file of the meeting, when there is one."""
    chosen = chosen_moment(introduction)
    if chosen is None or not introduction.calendar_nonce:
        return None
    last = chosen.starts_at.astimezone(NETHERLANDS).date() + LINK_DAYS
    return Claim("calendar", introduction.id, introduction.calendar_nonce, last)


def tell_date(
    session: Session, introduction: Introduction, template: str, moment: datetime
) -> list[Side]:
    """Tell everybody who comes that the date is fixed, near or off; return who was told.

    A date that has passed is not called off any more: nobody is told.
    """
    chosen = chosen_moment(introduction)
    if chosen is None or chosen.starts_at < moment:
        return []
    once = f"{template}:{introduction.calendar_sequence}"
    sides = [Side.YOUTH, Side.HOST, guide_of(introduction)]
    is_ahead = template in ("introduction_fixed", "introduction_soon")
    tell(
        session, introduction, sides, template, once=once,
        until=chosen.starts_at if is_ahead else None,
        link=calendar_claim(introduction), **meeting_values(chosen),
    )  # fmt: skip
    return sides
