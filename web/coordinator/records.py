"""What the pages of hosts, rooms and youths share: choices, the steps of a status, looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from matcher.access import Action, scope
from matcher.audit import Actor, record
from matcher.database.places import Municipality
from matcher.database.session import transaction
from matcher.errors import MatcherError, Stale, StepNotAllowed
from matcher.hosts.reasons import ReasonCannotApply
from matcher.machines import explain
from matcher.steps import Steps
from matcher.words import Role, Word
from web.access import principal
from web.fields import WordRadio
from web.formatting import sentence
from web.languages import language
from web.session import database


def actor() -> Actor:
    return Actor(principal().account_id, "web")


def note_look(subject: str, key: int) -> None:
    """Write that the signed-in person opened a dossier.

    In a short transaction of its own: the page itself only reads, and must not hold the write
    lock of SQLite while it is being made.
    """
    with transaction(current_app.extensions["session_factory"]) as own:
        record(own, actor(), f"{subject}.read", key)


def municipality_choices(action: Action) -> list[tuple[str, str]]:
    """Return (code, name) of the municipalities that the person reaches, by name."""
    codes = sorted(scope(principal(), action).municipalities)
    query = select(Municipality.code, Municipality.name).where(Municipality.code.in_(codes))
    return [(code, name) for code, name in database.execute(query.order_by(Municipality.name))]


def word_from(words: type[Word], name: str) -> Any:
    """Return the member that the address names, or None."""
    code = request.args.get(name, "")
    return words(code) if code in words.codes() else None


def chosen_order(
    known: Sequence[str], default: str, *, descending: bool = False
) -> tuple[str, bool]:
    """Return (key, is descending) that the address asks for; ``descending`` is the default's."""
    key = request.args.get("sort", "")
    if key not in known:
        return default, descending
    return key, request.args.get("order") == "desc"


def searched() -> str:
    return request.args.get("q", "").strip()[:100]


def page_number() -> int:
    return request.args.get("page", 1, type=int)


#: Steps towards a match stand out; holding and pausing do not.
FORWARD = ("visit", "approve", "resume", "make_ready", "reopen")


@dataclass(frozen=True)
class StepButton:
    """A step that is possible now. One that needs a reason opens a small form."""

    action: str
    text: str
    kind: str
    needs_reason: bool = False
    reasons: frozenset[str] = frozenset()


def step_buttons(
    steps: Steps[Any],
    status: Any,
    texts: dict[str, Any],
    with_reason: Sequence[str],
    reasons: Callable[[str], Iterable[str]] = lambda action: (),
) -> list[StepButton]:
    """Return the steps of the table that a coordinator can take from ``status``.

    ``reasons``: those that can apply to an action; none: all of the form.
    """
    buttons: list[StepButton] = []
    for action in steps.actions(status, Role.COORDINATOR):
        needs_reason = action in with_reason
        kind = "danger" if needs_reason else ("primary" if action in FORWARD else "secondary")
        buttons.append(
            StepButton(action, str(texts[action]), kind, needs_reason, frozenset(reasons(action)))
        )
    return buttons


def step_form(words: type[Word]) -> type[FlaskForm]:
    """Return the form of one step, with the reasons of ``words``."""

    class StepForm(FlaskForm):
        action = HiddenField()
        version = IntegerField(widget=HiddenInput())
        reason = WordRadio(_("Why?"), [InputRequired(_("Choose a reason."))], words=words)

    return StepForm


def refused(error: MatcherError, show: Callable[[], str]) -> tuple[str, int]:
    """Return the page as it is now with what went wrong; nothing was changed."""
    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    return show(), 409 if isinstance(error, Stale) else 422


def told(error: MatcherError) -> str:
    if isinstance(error, Stale):
        return gettext(
            "A colleague has just changed this record, so yours was not saved. "
            "You now see how it stands: do it again if it is still right."
        )
    if isinstance(error, StepNotAllowed) and error.missing:
        return explain(error, language())
    if isinstance(error, ReasonCannotApply):
        return gettext(
            "'%(reason)s' cannot be the reason here. Choose another reason.",
            reason=sentence(error.reason.label(language())),
        )
    return gettext("This step is not possible any more. You now see how the record stands.")
