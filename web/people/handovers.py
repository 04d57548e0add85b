"""Hand youths over to a colleague, and answer who asks it of you."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from matcher.access import Action, can, scope
from matcher.database.accounts import Account
from matcher.database.people import Handover
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, MatcherError, NotFound, Stale
from matcher.inforce import today_in_the_netherlands
from matcher.people import authority, caseload, handovers
from matcher.people.caseload import CapReached
from matcher.people.handovers import NotAColleague
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.records import actor
from web.people.blueprint import blueprint
from web.people.forms import HandOverForm
from web.people.workers import may_hand_over
from web.session import database

BOTH = (Role.REFERRER, Role.COORDINATOR)


@blueprint.get("/hand-overs")
@allow(*BOTH)
def hand_overs() -> str:
    me = principal().account_id
    return render_template(
        "people/hand_overs.html",
        waiting=handovers.waiting_for(database, me),
        asked=handovers.asked_by(database, me),
        load=caseload.loads(database, [me], today_in_the_netherlands())[me],
        me=me,
    )


@blueprint.post("/hand-overs/<int:handover_id>")
@allow(*BOTH)
def answer(handover_id: int) -> Any:
    handover = database.get(Handover, handover_id)
    me = principal().account_id
    if handover is None or me not in (handover.to_id, handover.from_id, handover.asked_by_id):
        raise NotFound("handover", handover_id)
    deeds = {
        "accept": (handovers.accept, _("You are the worker of this youth from now on.")),
        "refuse": (handovers.refuse, _("You said no. Your colleague is told.")),
        "take_back": (handovers.take_back, _("The request is taken back.")),
    }
    deed, said = deeds.get(request.form.get("action", "")) or abort(400)
    if (deed is handovers.take_back) == (me == handover.to_id):
        abort(403)  # who was asked answers; who asked takes back
    try:
        deed(database, actor(), handover_id)
    except CapReached:
        database.rollback()
        flash(
            _("You guide as many youths as agreed. Say no, or ask to raise that number."), "error"
        )
    except Stale:
        database.rollback()
        flash(_("This was answered or taken back in the meantime. Nothing is changed."), "info")
    else:
        flash(said, "ok")
    return redirect(url_for(".hand_overs"), code=303)


@blueprint.post("/youths/<int:youth_id>/take-on")
@allow(Role.REFERRER)
def take_on(youth_id: int) -> Any:
    youth = database.get(Youth, youth_id)
    own = principal().organisation_id
    if youth is None or own is None or youth.organisation_id != own:
        raise NotFound("youth", youth_id)
    try:
        handovers.take_on(database, actor(), youth_id)
    except CapReached:
        database.rollback()
        flash(_("You guide as many youths as agreed. A colleague can take this one on."), "error")
    except AlreadyTaken:
        database.rollback()
        flash(_("Somebody guides this youth already."), "info")
    else:
        flash(_("You are the worker of this youth from now on."), "ok")
    return redirect(url_for("referrer.youth", youth_id=youth_id), code=303)


@blueprint.get("/workers/<int:account_id>/hand-over")
@allow(*BOTH)
def hand_over(account_id: int) -> str:
    account = _account(account_id)
    chosen = request.args.get("youth", "")
    form = _form(account, formdata=None)
    form.youths.data = [key for key in _keys(form) if chosen in ("", key)]
    return _page(account, form)


@blueprint.post("/workers/<int:account_id>/hand-over")
@allow(*BOTH)
def ask(account_id: int) -> Any:
    account = _account(account_id)
    form = _form(account)
    if not form.validate():
        return _page(account, form), 422
    try:
        asked = handovers.ask(
            database, actor(), [int(key) for key in form.youths.data or []],
            int(form.to.data), form.note.data or "",
        )  # fmt: skip
    except (AlreadyTaken, NotAColleague) as error:
        database.rollback()
        form.form_errors.append(_told(error))
        return _page(account, form), 422
    names = ", ".join(one.youth.name for one in asked)
    flash(_("Your colleague is asked to take over: %(names)s.", names=names), "ok")
    return redirect(url_for(".hand_overs"), code=303)


def _told(error: MatcherError) -> str:
    if isinstance(error, AlreadyTaken):
        return _("One of these youths is being handed over already.")
    return _("This colleague cannot take over one of these youths. Choose somebody else.")


def _account(account_id: int) -> Account:
    account = authority.worker_for(database, principal(), account_id)
    if not may_hand_over(account):
        raise NotFound("worker", account_id)
    return account


def _reached(account: Account) -> list[Youth]:
    """Return the open cases of the worker that the signed-in person may see and hand over."""
    busy = handovers.being_handed_over(
        database, (one.id for one in handovers.open_cases(database, account.id))
    )
    me = principal()
    return [
        youth
        for youth in handovers.open_cases(database, account.id)
        if can(me, Action.HAND_OVER, youth) and youth.id not in busy
    ]


def _keys(form: HandOverForm) -> list[str]:
    return [str(choice.value) for choice in form.youths.choices or []]


def _form(account: Account, **options: Any) -> HandOverForm:
    assert account.organisation_id is not None  # may_hand_over looked
    people = handovers.colleagues(database, account.organisation_id, apart_from=account.id)
    free = caseload.free_capacity(database, [one.id for one in people])
    return HandOverForm(
        [(youth.id, _named(youth)) for youth in _reached(account)],
        [(one.id, _with_room(one.name, free[one.id])) for one in people],
        **options,
    )


def _named(youth: Youth) -> Markup:
    """Return name and reference; the reference is not broken at its hyphen."""
    return Markup('{} <span class="km-nowrap">({})</span>').format(youth.name, youth.reference)


def _with_room(name: str, free: int | None) -> str:
    if free is None:
        return name
    return _("%(name)s (room for %(free)s)", name=name, free=free)


def _page(account: Account, form: HandOverForm) -> str:
    return render_template(
        "people/hand_over.html",
        account=account,
        form=form,
        is_me=account.id == principal().account_id,
        reach_is_partial=not scope(principal(), Action.HAND_OVER).organisation_ids,
    )
