"""What happens now, and what is asked, in plain words for each side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from matcher import clock
from matcher.agreements.standing import standing_of
from matcher.database.introductions import Introduction
from matcher.introductions.holding import guide_of
from matcher.words import AgreementStatus, IntroductionStage, QuestionKind, Side, SignParty
from web.formatting import long_date
from web.formatting import weekday_moment as moment_text
from web.session import database

S = IntroductionStage
PARTIES = {Side.YOUTH: SignParty.YOUTH, Side.HOST: SignParty.HOST}


@dataclass(frozen=True)
class Asked:
    """A question on the screen. ``trial``: 'yes, but first some nights' is an answer too."""

    heading: str
    text: str
    yes: str
    no: str
    trial: str = ""


def asked(kind: QuestionKind) -> Asked:
    """Return the words of a yes-or-no question for who is asked."""
    yes, no = _("Yes, I would like to meet"), _("No, rather not")
    match kind:
        case QuestionKind.INTEREST:
            return Asked(
                _("Would you like to see this room?"),
                _("If you say yes, the people of the home read your profile, without your name. You may always say no. You then keep your place in the line."),
                yes,
                no,
            )  # fmt: skip
        case QuestionKind.MEET:
            return Asked(
                _("Would you like to meet this young person?"),
                _("You decide nothing yet. After you have met, both of you say whether you want to go on."),
                _("Yes, we would like to meet"),
                no,
            )  # fmt: skip
        case QuestionKind.DECIDE:
            return Asked(
                _("You have met. Do you want to go on with each other?"),
                _("Once both of you say yes, you get each other's name and telephone number."),
                _("Yes, I want to go on"),
                _("No, this is not it"),
                _("Yes, but first a few try-out nights"),
            )
        case _:
            return Asked(
                _("The try-out nights are over. Do you want to go on?"),
                _("Once both of you say yes, we make the agreements together."),
                _("Yes, I want to go on"),
                _("No, this is not it"),
            )


def happening(introduction: Introduction, side: Side) -> str:
    """Return in a sentence or two what happens now, for a host or a youth."""
    until = moment_text(introduction.due_at) if introduction.due_at else ""
    is_youth = side == Side.YOUTH
    match introduction.stage:
        case S.INTEREST:
            return _("You decide first. Nobody else has heard of it yet.") if is_youth else ""
        case S.HOST_LOOKS if is_youth:
            return _(
                "You said yes. Now the people of the home read your profile. They answer before %(until)s.",
                until=until,
            )
        case S.HOST_LOOKS:
            return _("A young person is interested in your room.")
        case S.DATE:
            return _(
                "We look for a moment on which everybody can come. The first one that suits all is fixed."
            )
        case S.MEETING:
            return _("You are going to meet. Afterwards you both decide whether you want to go on.")
        case S.ANSWERS:
            return _("You have met. Now both of you decide, before %(until)s.", until=until)
        case S.TRIAL:
            return _nights(introduction)
        case S.AGREEMENTS:
            return _papers(introduction, side)
        case S.STARTED:
            return _("The introduction is finished.")
    return _("This proposal has stopped. We look further.")


def _papers(introduction: Introduction, side: Side) -> str:
    """Return how far the agreements are, for a host or a youth: up to the day of moving in."""
    standing = standing_of(database, introduction.placement_id)
    match standing.status:
        case AgreementStatus.DRAFT if PARTIES[side] in standing.still_to_hear:
            return _("The house rules are ready. Read them one by one, and say whether you agree.")
        case AgreementStatus.DRAFT:
            return _(
                "You agree to the house rules. As soon as everybody does, the agreements are made."
            )
        case AgreementStatus.EXPLAINED:
            return _(
                "Everybody agrees to the house rules. The coordinator now makes the agreements ready to sign."
            )
        case AgreementStatus.OFFERED:
            return _(
                "The agreements are ready to sign. The coordinator agrees with you when that is."
            )
        case AgreementStatus.SIGNED if introduction.placement is not None:
            return _signed(introduction.placement.starts_on, side)
    return _(
        "Both of you said yes. Now the agreements are made. The coordinator is in touch with you."
    )  # fmt: skip


def _signed(starts_on: date, side: Side) -> str:
    day, is_youth = long_date(starts_on), side == Side.YOUTH
    if starts_on < clock.today():
        return (
            _(
                "The agreements are signed. The first day was %(day)s. The coordinator writes down when the youth moved in.",
                day=day,
            )
            if not is_youth
            else _(
                "The agreements are signed. The first day was %(day)s. Tell the coordinator when you have moved in.",
                day=day,
            )
        )
    if is_youth:
        return _(
            "The agreements are signed. You start on %(day)s. The coordinator agrees with you how that day goes.",
            day=day,
        )
    return _(
        "The agreements are signed. The young person comes to live with you from %(day)s. The coordinator agrees with you how that day goes.",
        day=day,
    )


def _papers_for_staff(introduction: Introduction) -> str:
    match standing_of(database, introduction.placement_id).status:
        case AgreementStatus.DRAFT:
            return _(
                "The agreements are filled in. Explain the house rules, one by one, to the youth and the host."
            )
        case AgreementStatus.EXPLAINED:
            return _("Everybody agrees to the house rules. Make the agreements ready to sign.")
        case AgreementStatus.OFFERED:
            return _(
                "The agreements are ready. Have them signed, and put the signed copies on the page."
            )
        case AgreementStatus.SIGNED if introduction.placement is not None:
            return _(
                "Both agreements are signed. The first day is %(day)s. Write down then that the youth has moved in.",
                day=long_date(introduction.placement.starts_on),
            )  # fmt: skip
    return _("Both said yes. Now make the agreements and have them signed.")


def _nights(introduction: Introduction) -> str:
    if introduction.trial_from_on is None:
        return _(
            "Both of you said yes to a few try-out nights. The coordinator agrees on the nights with you."
        )
    return _(
        "The try-out nights are from %(first)s until the morning of %(last)s. Then both sides decide.",
        first=long_date(introduction.trial_from_on),
        last=long_date(introduction.trial_until_on),
    )


def staff_next(introduction: Introduction) -> str:
    """Return what has to be done now, for who guides or coordinates."""
    guide = (
        _("the counsellor") if guide_of(introduction) == Side.COUNSELLOR else _("the coordinator")
    )
    match introduction.stage:
        case S.INTEREST:
            return _(
                "The youth is asked whether the room is of interest. The host knows nothing yet."
            )
        case S.HOST_LOOKS:
            return _(
                "The host reads the profile, without a name, and says whether they want to meet."
            )
        case S.DATE:
            return _(
                "Find a date: %(who)s or the host offers moments, each side says which suit. The first that suits all is fixed by itself.",
                who=guide,
            )
        case S.MEETING:
            return _(
                "The date is fixed. Afterwards, write down whether they met. Then both sides are asked."
            )
        case S.ANSWERS:
            return _("They have met. Youth and host each answer.")
        case S.TRIAL if introduction.trial_from_on is None:
            return _(
                "Both said yes, with try-out nights first. Agree on the nights and write them down."
            )
        case S.TRIAL:
            return _nights(introduction)
        case S.AGREEMENTS:
            return _papers_for_staff(introduction)
        case S.STARTED:
            return _("The youth has moved in.")
    return _("This introduction has stopped. Room and youth are free again.")
