"""The answer to 'why not this room?', in the words of the reader and with the names he may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask_babel import gettext as _

from matcher.database.rounds import Proposal
from matcher.eligibility.whatif import Agrees, Change, PairAnswer
from matcher.eligibility.whatif.words import animal_in, phrase, who_agrees
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rounds import explain
from matcher.rounds.pricewords import cost_sentence, move_sentence
from matcher.rounds.whynot import InRound, Today, pair_in_round, pair_today, proposal_for
from matcher.youths.listing import last_round
from web.formatting import sentence
from web.languages import language
from web.session import database

Name = Callable[[int], str]

#: A page answers at once: a market that is not open by then is asked for again.
PATIENCE = 0.8


@dataclass(frozen=True)
class Rule:
    """A rule that fails: ``options`` are (what would lift it, who has to agree)."""

    label: str
    sentence: str
    options: list[tuple[str, str]]
    remedy: str


@dataclass(frozen=True)
class Verdict:
    """``kind``: 'no', 'could', 'chosen' or 'absent'. ``together``: the fewest changes that are
    enough (None: none are); ``agreed_by``: who has to agree with them. ``price``: what forcing it
    costs; ``moves``: who would lose what; ``nights`` of the ``horizon``. ``is_opening``: the price comes in a few seconds."""

    kind: str
    rules: list[Rule] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    together: list[str] | None = None
    agreed_by: list[str] = field(default_factory=list)
    nights: int = 0
    nights_then: int = 0
    horizon: int = 0
    distance_km: float = float("nan")
    round_id: int | None = None
    said: str = ""
    price: str = ""
    moves: list[str] = field(default_factory=list)
    number_of_moves: int = 0
    is_opening: bool = False
    is_exact: bool = True
    proposal: Proposal | None = None


def verdict(
    youth_id: int,
    room_id: int,
    youth_name: Name,
    room_name: Name,
    municipality: Callable[[str], str],
) -> Verdict:
    """Return the answer for the page. The names turn ids into what the reader may see."""
    today = pair_today(database, youth_id, room_id, today_in_the_netherlands(), policy_in_force())
    is_eligible = today.answer is not None and today.answer.is_eligible
    asked = _asked(youth_id, room_id, PATIENCE if is_eligible else 0.0)
    told: dict[str, object] = {"proposal": proposal_for(database, youth_id, room_id)}
    if asked is not None:
        told |= _of_round(asked, today, room_id, youth_name, room_name, municipality)
    if today.answer is None:
        absent = [absence(code) for code in today.absent]
        return Verdict("absent", absent=absent, **told)  # type: ignore[arg-type]
    is_chosen = asked is not None and asked.standing == "chosen"
    kind = "chosen" if is_chosen else ("could" if today.answer.is_eligible else "no")
    return Verdict(kind, **_of_today(today, today.answer), **told)  # type: ignore[arg-type]


def _asked(youth_id: int, room_id: int, patience: float) -> InRound | None:
    """Return what the last round made of the pair; a price is waited for, what it said is not."""
    done = last_round(database)
    if done is None or not done.problem_sha256:
        return None
    return pair_in_round(database, youth_id, room_id, done.id, patience)


def _of_today(today: Today, answer: PairAnswer) -> dict[str, object]:
    animal = animal_in(today.has_cat, today.has_dog)

    def said(change: Change) -> str:
        text = phrase(change.lever, change.value, change.amount, language(), animal=animal)
        return str(sentence(text))

    rules = []
    for reason in answer.reasons:
        words = reason.text(language())
        options = [
            (said(change), _agrees(change.lever.agrees)) for change in answer.options[reason]
        ]
        rules.append(Rule(str(sentence(words.label)), words.sentence, options, words.remedy))
    return {
        "rules": rules,
        "together": None if answer.together is None else [said(c) for c in answer.together],
        "agreed_by": [who_agrees(party, language()) for party in answer.who_agrees],
        "nights": answer.nights,
        "nights_then": answer.nights_then,
        "distance_km": answer.distance_km,
        "horizon": policy_in_force().dates.horizon_nights,
    }


def _agrees(party: Agrees) -> str:
    return "" if party is Agrees.NOBODY else who_agrees(party, language())


def _of_round(
    asked: InRound,
    today: Today,
    room_id: int,
    youth_name: Name,
    room_name: Name,
    municipality: Callable[[str], str],
) -> dict[str, object]:
    told: dict[str, object] = {"round_id": asked.round_id, "is_exact": asked.is_exact}
    is_eligible = today.answer is not None and today.answer.is_eligible
    if asked.standing == "opening":
        return told | {"is_opening": is_eligible}
    if asked.standing in ("youth_absent", "room_absent"):
        return told | {"said": _ABSENT_IN_ROUND[asked.standing]()}
    if asked.standing == "not_possible":
        return told | ({"said": _changed_to_possible()} if is_eligible else {})
    if not is_eligible:
        return told | {"said": _changed_to_impossible()}
    if asked.costs is None:
        limit = f"limit {asked.limit}"
        return told | {
            "price": explain.why_without_proposal("youth", limit, language(), municipality)
        }
    if asked.standing == "chosen":
        return told
    moves = [
        move_sentence(move, room_id, language(), youth_name, room_name) for move in asked.moves
    ]
    return told | {
        "price": cost_sentence(asked.costs, language()),
        "moves": moves,
        "number_of_moves": asked.number_of_moves,
    }


_ABSENT_IN_ROUND: dict[str, Callable[[], str]] = {
    "youth_absent": lambda: _("The youth took no part in the last round."),
    "room_absent": lambda: _("The room took no part in the last round."),
}


def _changed_to_possible() -> str:
    return _(
        "In the last round this was not possible. Something has changed since: "
        "the next round looks at it."
    )


def _changed_to_impossible() -> str:
    return _("In the last round this was still possible. Something has changed since.")


def absence(code: str) -> str:
    """Return why a side takes no part now."""
    known = {
        "youth_registered": _("The youth is not ready to be matched yet."),
        "youth_withdrawn": _("The youth has withdrawn."),
        "youth_placed": _("The youth has a room."),
        "youth_lives_somewhere": _("The youth has a room, or one is booked."),
        "youth_not_complete": _("Something in the youth's dossier has to be settled first."),
        "host_not_ready": _("The host cannot take part now."),
        "room_not_offered": _("The room is not free in the coming months."),
        "host_signed_up": _("The host has not been visited yet."),
        "host_visited": _("The host has not been approved yet."),
        "host_paused": _("The host takes a break."),
        "host_refused": _("The host was refused."),
        "host_withdrawn": _("The host has stopped."),
    }
    return known.get(code, code)
