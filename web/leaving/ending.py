"""The page on leaving: notice, and what is known once it was given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher.access import Action, can, demand
from matcher.database.leaving import Ending
from matcher.endings import handover, hosting, service
from matcher.endings.future import plan_of
from matcher.endings.hosting import Again
from matcher.endings.notice import first_day_of, notice_days
from matcher.endings.rules import GOES_TO
from matcher.endings.service import Notice
from matcher.errors import MatcherError
from matcher.evaluations.rules import QUESTIONS
from matcher.evaluations.service import of_placement
from matcher.followups import service as followups
from matcher.inforce import today_in_the_netherlands
from matcher.placements.listing import Listed
from matcher.words import (
    Destination,
    EndingKind,
    EndingReason,
    EndingStatus,
    PlacementStatus,
    Role,
    Side,
)
from web.access import allow, principal
from web.leaving.blueprint import (
    actor_of,
    blueprint,
    refused,
    standing,
    with_ending,
)
from web.leaving.forms import (
    AgainForm,
    CompleteForm,
    HostNoticeForm,
    MoveForm,
    OwnNoticeForm,
    StaffNoticeForm,
    YouthNoticeForm,
    choice,
    flag,
)
from web.living.blueprint import own_side, page_of, reached
from web.living.lists import concerns
from web.session import database


@blueprint.get("/placements/<int:placement_id>/ending")
@allow(Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH)
def ending(placement_id: int) -> str:
    return _page(reached(placement_id))


@blueprint.post("/placements/<int:placement_id>/ending")
@allow(Role.COORDINATOR, Role.HOST, Role.YOUTH)
def give_notice(placement_id: int) -> Any:
    found = reached(placement_id, Action.GIVE_NOTICE)
    form = _notice_form(found, given=True)
    if not form.validate():
        return _page(found, notice=form), 422
    return _done(
        placement_id,
        lambda: service.give_notice(
            database, actor_of(), placement_id, form.version.data or 0,
            _notice(form, own_side(found)), today=today_in_the_netherlands(),
        ),
        _("It is written down. Everybody concerned gets a message with the day."),
        notice=form,
    )  # fmt: skip


@blueprint.post("/endings/<int:ending_id>/withdraw")
@allow(Role.COORDINATOR)
def withdraw(ending_id: int) -> Any:
    known = with_ending(ending_id)[1]
    demand(principal(), Action.GIVE_NOTICE, known)
    form = MoveForm()
    return _done(
        known.placement_id,
        lambda: service.withdraw_notice(
            database, actor_of(), ending_id, form.version.data or 0,
            today=today_in_the_netherlands(),
        ),
        _("The notice is taken back. The stay goes on as agreed."),
        back=page_of(known.placement_id),
    )  # fmt: skip


@blueprint.post("/endings/<int:ending_id>/move")
@allow(Role.COORDINATOR)
def move(ending_id: int) -> Any:
    found, known = with_ending(ending_id)
    demand(principal(), Action.GIVE_NOTICE, known)
    form = MoveForm()
    if not form.validate():
        return _page(found, move_form=form), 422
    return _done(
        known.placement_id,
        lambda: service.move_end(
            database, actor_of(), ending_id, form.version.data or 0, form.ends_on.data or date.min,
            today=today_in_the_netherlands(),
        ),
        _("The new day is written down. Everybody concerned gets a message."),
        move_form=form,
    )  # fmt: skip


@blueprint.post("/endings/<int:ending_id>/destination")
@allow(Role.COORDINATOR, Role.REFERRER)
def complete(ending_id: int) -> Any:
    found, known = with_ending(ending_id)
    demand(principal(), Action.FOLLOW_UP, known)
    form = CompleteForm()
    if not form.validate():
        return _page(found, complete_form=form), 422
    is_over = known.status == EndingStatus.DONE
    return _done(
        known.placement_id,
        lambda: service.complete(
            database, actor_of(), ending_id, form.version.data or 0,
            destination=Destination(form.destination.data) if form.destination.data else None,
            destination_note=form.destination_note.data or "",
            # Once the stay is over, the registration of the youth says it.
            match_again=known.match_again if is_over else flag(form.match_again.data),
        ),
        _("It is written down."),
        complete_form=form,
    )  # fmt: skip


@blueprint.post("/endings/<int:ending_id>/host-again")
@allow(Role.COORDINATOR, Role.HOST)
def host_again(ending_id: int) -> Any:
    found, known = with_ending(ending_id)
    demand(principal(), Action.GIVE_NOTICE, known)
    form = AgainForm()
    if own_side(found) == Side.YOUTH or not form.validate():
        return _page(found, again_form=form), 422
    return _done(
        known.placement_id,
        lambda: hosting.host_again(
            database, actor_of(), ending_id, Again(form.again.data),
            later_on=form.later_on.data, today=today_in_the_netherlands(),
        ),
        _("Thank you. It is written down."),
        again_form=form,
    )  # fmt: skip


def _done(
    placement_id: int, deed: Callable[[], object], said: str, *, back: str = "", **forms: Any
) -> Any:
    """Do it and go ``back``, or show the page again with why not and the form that was filled in."""
    try:
        deed()
    except MatcherError as error:
        status = refused(error)
        return _page(reached(placement_id), **forms), status
    flash(said, "ok")
    return redirect(back or url_for("leaving.ending", placement_id=placement_id), code=303)


def _notice_form(found: Listed, *, given: bool = False) -> Any:
    """Return the form of who reads: a coordinator says on whose word."""
    side = own_side(found)
    is_staff = side == Side.COORDINATOR
    data = {"version": found.placement.version}
    if is_staff and not given:
        return StaffNoticeForm(formdata=None, data=data | {"given_by": Side.COORDINATOR.value})
    if is_staff:
        return StaffNoticeForm()
    kind = YouthNoticeForm if side == Side.YOUTH else HostNoticeForm
    return kind() if given else kind(formdata=None, data=data)


def _notice(form: Any, side: Side) -> Notice:
    reason = EndingReason(form.reason.data)
    if isinstance(form, OwnNoticeForm):
        return Notice(
            EndingKind.PLANNED, reason, side, form.ends_on.data or date.min,
            destination=GOES_TO.get(reason),
            explanation=form.explanation.data or "",
        )  # fmt: skip
    return Notice(
        EndingKind(form.kind.data),
        reason,
        Side(form.given_by.data),
        form.ends_on.data or date.min,
        is_agreed=True,
        destination=Destination(form.destination.data) if form.destination.data else None,
        explanation=form.explanation.data or "",
        match_again=flag(form.match_again.data),
    )


def _page(
    found: Listed,
    notice: Any = None,
    move_form: MoveForm | None = None,
    complete_form: CompleteForm | None = None,
    again_form: AgainForm | None = None,
) -> str:
    placement, side = found.placement, own_side(found)
    known, today = standing(placement.id), today_in_the_netherlands()
    may_give = can(principal(), Action.GIVE_NOTICE, placement) and side != Side.COUNSELLOR
    is_living = placement.status == PlacementStatus.ACTIVE
    first = first_day_of(database, placement, side, today) if is_living else None
    return render_template(
        "leaving/ending.html",
        found=found,
        placement=placement,
        side=side,
        ending=known,
        is_living=is_living,
        first=first,
        days=notice_days(database, placement.id, side),
        notice_of_youth=notice_days(database, placement.id, Side.YOUTH),
        notice_of_host=notice_days(database, placement.id, Side.HOST),
        notice=(notice or _notice_form(found)) if may_give and is_living and not known else None,
        move_form=move_form or _form(MoveForm, known, ends_on=known and known.ends_on),
        complete_form=complete_form or _complete_form(known),
        again_form=again_form or _again_form(side),
        evaluations=_evaluations(found) if side == Side.COORDINATOR else [],
        concerns=concerns(database, placement.id)
        if side in (Side.COORDINATOR, Side.COUNSELLOR)
        else [],
        questions=QUESTIONS,
        plan=plan_of(database, placement.id),
        handover=handover.latest(database, placement.id),
        follow_up=followups.of_placement(database, placement.id),
        back_to=page_of(placement.id),
        today=today,
    )


def _form(form: Any, known: Ending | None, **values: Any) -> Any:
    if known is None or known.status == EndingStatus.WITHDRAWN:
        return None
    return form(formdata=None, data={"version": known.version, **values})


def _complete_form(known: Ending | None) -> Any:
    if known is None:
        return None
    return _form(
        CompleteForm, known, destination=known.destination and known.destination.value,
        destination_note=known.destination_note, match_again=choice(known.match_again),
    )  # fmt: skip


def _again_form(side: Side) -> AgainForm:
    form = AgainForm(formdata=None)
    if side == Side.COORDINATOR:
        form.again.label.text = _("What does the host say?")
    return form


def _evaluations(found: Listed) -> list[Any]:
    """Return what both sides said, for who may read it."""
    return [
        one
        for one in of_placement(database, found.placement.id)
        if can(principal(), Action.READ_EVALUATION, one)
    ]
