"""Follow a concern and deal with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select, true
from sqlalchemy.orm import contains_eager, joinedload

from matcher import clock
from matcher.access import Action, can, scope
from matcher.careteam.contacts import contacts_of
from matcher.concerns import service
from matcher.concerns.levels import deals_with
from matcher.concerns.rules import ESCALATE, LEADS, STEPS
from matcher.concerns.sanctions import steps_because_of, texts_of_rules
from matcher.concerns.telling import reference_of
from matcher.database.concerns import Concern
from matcher.database.hosts import Home, Room
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.errors import MatcherError, NotFound
from matcher.placements import listing
from matcher.placements.listing import Listed
from matcher.words import (
    ConcernLevel,
    ConcernOutcome,
    ConcernStatus,
    Role,
    Side,
)
from web.access import allow, principal
from web.coordinator import records
from web.coordinator.board import room_name, youth_name
from web.living.blueprint import (
    back_text,
    blueprint,
    is_staff,
    lives_there,
    page_of,
    reached,
    refused,
)
from web.living.forms import AgreeForm, CloseForm, EscalateForm, NoteForm, StepForm
from web.session import database

STAFF = (Role.COORDINATOR, Role.REFERRER)
EVERYBODY = (*STAFF, Role.HOST, Role.YOUTH)
MOST = 200


@blueprint.get("/concerns")
@allow(*STAFF)
def concerns() -> str:
    """All concerns within reach that are not closed, the most pressing first."""
    reach = scope(principal(), Action.READ_CONCERN).where(
        municipality=[Youth.municipality_code, Home.municipality_code],
        organisation=Youth.organisation_id,
    )
    is_mine = (Concern.holder_id == principal().account_id) & (
        Concern.level != ConcernLevel.COORDINATOR
    )
    query = (
        select(Concern)
        .join(Concern.placement).join(Placement.youth).join(Placement.room).join(Room.home)
        .where(reach | is_mine, Concern.status != ConcernStatus.CLOSED)
        .options(
            contains_eager(Concern.placement).contains_eager(Placement.youth),
            joinedload(Concern.holder),
        )
        .order_by(Concern.due_at, Concern.id)
        .limit(MOST)
    )  # fmt: skip
    return render_template(
        "living/concerns.html",
        concerns=database.scalars(query).all(),
        reference_of=reference_of,
        moment=clock.moment(),
    )


@blueprint.get("/concerns/<int:concern_id>")
@allow(*EVERYBODY)
def concern(concern_id: int) -> str:
    page = concern_page(concern_id)
    records.note_look("concern", concern_id)
    return page


def concern_page(concern_id: int, **forms: Any) -> str:
    """Return the page; who raised it sees how it stands, staff also what was written."""
    found, listed = _reached(concern_id)
    version = {"version": found.version}
    made = {
        "agree": forms.get("agree") or AgreeForm(formdata=None, data=version),
        "escalate": forms.get("escalate") or EscalateForm(formdata=None, data=version),
        "close": forms.get("close") or CloseForm(formdata=None, data=version),
        "note": forms.get("note") or NoteForm(formdata=None),
    }
    may_handle = can(principal(), Action.HANDLE_CONCERN, found.placement)
    role = Role.COORDINATOR if may_handle else Role.REFERRER
    actions = set(STEPS.actions(found.status, role)) if is_staff() else set()
    if found.level == ConcernLevel.MUNICIPALITY:
        actions.discard(ESCALATE)
    deals = deals_with(database, found.placement, found.level, principal().account_id)
    if not deals:
        actions = {one for one in actions if LEADS not in STEPS.step(found.status, one).needs}
    return render_template(
        "living/concern.html",
        concern=found,
        found=listed,
        placement=found.placement,
        reference=reference_of(found.id),
        is_staff=is_staff(),
        is_raiser=found.raised_by_id == principal().account_id,
        actions=actions,
        forms_=made,
        opened=next(iter(forms), ""),
        contacts=contacts_of(database, found.placement_id),
        deals=deals,
        may_sanction=may_handle and lives_there(listed),
        about=_about(listed),
        back_text=back_text(listed),
        sanctions=steps_because_of(database, found.id) if is_staff() else [],
        rules=texts_of_rules(database, found.placement_id) if is_staff() else {},
        back_to=page_of(found.placement_id),
    )


@blueprint.post("/concerns/<int:concern_id>/pick-up")
@allow(*STAFF)
def pick_up(concern_id: int) -> Any:
    _reached(concern_id)
    version = StepForm().version.data or 0
    return _do(
        concern_id,
        lambda: service.pick_up(database, records.actor(), concern_id, version, clock.moment()),
        _("You are dealing with this concern now. Whoever raised it is told."),
    )


@blueprint.post("/concerns/<int:concern_id>/note")
@allow(*STAFF)
def note(concern_id: int) -> Any:
    _reached(concern_id)
    form = NoteForm()
    if not form.validate():
        return concern_page(concern_id, note=form), 422
    return _do(
        concern_id,
        lambda: service.add_note(
            database, records.actor(), concern_id, form.text.data or "", clock.moment()
        ),
        _("Your note is kept."),
    )


@blueprint.post("/concerns/<int:concern_id>/agree")
@allow(*STAFF)
def agree(concern_id: int) -> Any:
    _reached(concern_id, Action.LEAD_CONCERN)
    form = AgreeForm()
    if not form.validate() or form.review_on.data is None:
        return concern_page(concern_id, agree=form), 422
    review_on = form.review_on.data
    return _do(
        concern_id,
        lambda: service.agree(
            database, records.actor(), concern_id, form.version.data or 0,
            form.text.data or "", review_on, clock.moment(),
        ),
        _("What you agreed is kept."),
    )  # fmt: skip


@blueprint.post("/concerns/<int:concern_id>/escalate")
@allow(*STAFF)
def escalate(concern_id: int) -> Any:
    _reached(concern_id, Action.LEAD_CONCERN)
    form = EscalateForm()
    if not form.validate():
        return concern_page(concern_id, escalate=form), 422
    return _do(
        concern_id,
        lambda: service.escalate(
            database, records.actor(), concern_id, form.version.data or 0,
            clock.moment(), form.text.data or "",
        ),
        _("The concern is at the next level now. Everybody there has been told."),
    )  # fmt: skip


@blueprint.post("/concerns/<int:concern_id>/close")
@allow(*STAFF)
def close(concern_id: int) -> Any:
    _reached(concern_id, Action.LEAD_CONCERN)
    form = CloseForm()
    if not form.validate():
        return concern_page(concern_id, close=form), 422
    return _do(
        concern_id,
        lambda: service.close(
            database, records.actor(), concern_id, form.version.data or 0,
            ConcernOutcome(form.outcome.data), form.text.data or "", clock.moment(),
        ),
        _("The concern is closed. Who raised it hears that."),
    )  # fmt: skip


def _about(found: Listed) -> str:
    """Return 'youth with host', as far as the reader may know them."""
    youth, room = found.placement.youth, found.placement.room
    is_known = "contact" in found.known_to(Side.COUNSELLOR)
    if principal().has(Role.COORDINATOR):
        host = room_name(room, principal())
    else:
        host = room.home.household.contact_name if is_known else room.home.place_name
    return _("%(youth)s with %(host)s", youth=youth_name(youth, principal()), host=host)


def _reached(concern_id: int, action: Action = Action.READ_CONCERN) -> tuple[Concern, Listed]:
    """Return the concern; a host or a youth reaches only what they raised themselves."""
    found = database.get(Concern, concern_id)
    if found is None:
        raise NotFound("concern", concern_id)
    if not is_staff() and found.raised_by_id != principal().account_id:
        raise NotFound("concern", concern_id)
    if found.holder_id == principal().account_id and found.level != ConcernLevel.COORDINATOR:
        # It climbed to who leads the organisation of the worker, maybe not that of the youth.
        return found, listing.one(database, true(), found.placement_id)
    return found, reached(found.placement_id, action)


def _do(concern_id: int, deed: Callable[[], object], text: str) -> Any:
    try:
        deed()
    except MatcherError as error:
        status = refused(error)
        return concern_page(concern_id), status
    flash(text, "ok")
    return redirect(url_for("living.concern", concern_id=concern_id), code=303)
