"""A suggestion in words: what would change, from what into what, and who may decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm

from matcher.access import Action, can
from matcher.database.declines import PairRest, Suggestion
from matcher.declines.facts import facts_of
from matcher.declines.fields import PairField, Question
from matcher.declines.rests import Apart
from matcher.declines.service import pair_of
from matcher.words import SuggestionKind, YouthStatus
from web.access import principal
from web.declines.forms import form_for
from web.describing import guidance
from web.formatting import euros, label, long_date, sentence, yes_no
from web.languages import language
from web.session import database


@dataclass(frozen=True)
class Shown:
    """``yes``, ``no``: the texts of the two buttons. ``form`` is None where nothing is to decide.

    ``outcome``: '' while it waits, else what was decided.
    """

    id: int
    title: str
    change: str
    yes: str
    no: str
    form: FlaskForm | None
    outcome: str
    by: str
    may_decide: bool


def shown(suggestions: Iterable[Suggestion]) -> list[Shown]:
    """Return suggestions about one pair; what waits comes first."""
    all_ = list(suggestions)
    if not all_:
        return []
    youth, room = pair_of(all_[0])
    facts = facts_of(database, [(youth.id, room.id)]).get((youth.id, room.id), {})
    ordered = sorted(all_, key=lambda one: (one.decided_at is not None, one.id))
    return [one_shown(one, facts) for one in ordered]


def one_shown(one: Suggestion, facts: dict[str, Any], form: FlaskForm | None = None) -> Shown:
    is_question = one.kind == SuggestionKind.ASK_QUESTION
    waits = one.decided_at is None
    return Shown(
        id=one.id,
        title=_title(one),
        change=_change(one, facts) if waits else _accepted(one),
        yes=_("Asked, and dealt with") if is_question else _("Accept"),
        no=_("Not needed") if is_question else _("Leave it as it is"),
        form=(form or form_for(one, formdata=None)) if waits else None,
        outcome="" if waits else _outcome(one, is_question),
        by=one.decided_by.name if one.decided_by else "",
        may_decide=may_decide(one),
    )


def may_decide(one: Suggestion) -> bool:
    """A change of a record is for who may change that record."""
    if not can(principal(), Action.DECIDE_SUGGESTION, one):
        return False
    youth, room = pair_of(one)
    if one.kind == SuggestionKind.CHANGE_WISH:
        return can(principal(), Action.CHANGE_YOUTH, youth)
    if one.kind == SuggestionKind.CHANGE_RULE:
        return can(principal(), Action.CHANGE_HOST, room)
    return True


def rest_text(apart: Apart) -> str:
    """Return until when a pair rests, and why; after a stay in the words in which it ended."""
    rest = apart.rest
    why = label(apart.ended or rest.reason)
    if rest.until_on is None:
        return _(
            "Reason: %(why)s. These two are not proposed to each other again until something "
            "changes that this was about, or you lift it.",
            why=why,
        )
    return _(
        "Reason: %(why)s. These two are not proposed to each other again before %(day)s. "
        "Sooner only when something changes that this was about.",
        why=why,
        day=long_date(rest.until_on),
    )


def watched(rest: PairRest) -> list[str]:
    """Return which facts bring the pair back when they change."""
    return [str(label(PairField(field))) for field in rest.facts]


def _title(one: Suggestion) -> str:
    match one.kind:
        case SuggestionKind.ASK_QUESTION:
            asked = Question(one.field).label(language())
            return f"{sentence(label(one.side))}: {asked}"
        case SuggestionKind.COOL_DOWN:
            return _("Let these two rest for another time")
        case SuggestionKind.RULE_OUT:
            return _("Never propose these two to each other again")
    if one.field == PairField.YOUTH_STATUS:
        return _("Take the youth off the waiting list")
    return str(sentence(label(PairField(one.field))))


def _change(one: Suggestion, facts: dict[str, Any]) -> str:
    if one.kind not in (SuggestionKind.CHANGE_WISH, SuggestionKind.CHANGE_RULE):
        return ""
    field = PairField(one.field)
    if field == PairField.YOUTH_STATUS:
        return _("The youth has another place to live.")
    return _(
        "Now: %(now)s. Suggested: %(then)s.",
        now=value_text(field, facts.get(field)),
        then=value_text(field, one.value),
    )


def _accepted(one: Suggestion) -> str:
    if not one.is_accepted or one.kind not in (
        SuggestionKind.CHANGE_WISH,
        SuggestionKind.CHANGE_RULE,
    ):
        return ""
    return value_text(PairField(one.field), one.value)


def _outcome(one: Suggestion, is_question: bool) -> str:
    if one.is_accepted:
        return _("asked") if is_question else _("accepted")
    if one.decided_by_id is None:
        return _("nobody decided in time")
    return _("not needed") if is_question else _("left as it is")


def value_text(field: PairField, value: Any) -> str:
    """Return a value of a field as the reader knows it."""
    if value is None:
        return "–"
    match field.shape:
        case "money":
            return str(euros(value))
        case "kilometres":
            return f"{value:g} km"
        case "date":
            return str(long_date(date.fromisoformat(value)))
        case "flag":
            return str(yes_no(value))
        case "guidance":
            return str(guidance(value))
    if field == PairField.YOUTH_STATUS:
        return str(label(YouthStatus(value)))
    return str(value)
