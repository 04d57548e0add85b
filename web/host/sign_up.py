"""Signing up in small steps: each is kept when answered, and checked again before it is sent."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from matcher import clock
from matcher.accounts.invitations import invite_or_tell
from matcher.audit import Actor
from matcher.database.hosts import Household, SignUpDraft
from matcher.hosts import drafts, service
from matcher.hosts.rules import exemption_of_year
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import Role
from web.access import allow_everyone, who
from web.host import steps
from web.host.blueprint import blueprint
from web.host.registering import registration, warnings_at
from web.host.steps import Page
from web.languages import language
from web.limits import limiter
from web.session import database

KEY = "sign_up"
SENT = "signed_up"


def present_draft() -> SignUpDraft | None:
    return drafts.find(database, session.get(KEY))


@blueprint.get("/sign-up")
@allow_everyone
def start() -> str:
    draft = present_draft()
    missing = steps.first_unanswered(draft)
    return render_template(
        "host/start.html",
        resume_at=(missing or steps.SINGLE["check"]).address() if draft else None,
        steps=steps.OF,
        days=drafts.kept_for().days,
    )


@blueprint.post("/sign-up")
@allow_everyone
@limiter.limit("20 per hour", methods=["POST"])
def begin() -> Any:
    drafts.forget_old(database, clock.moment())
    if present_draft() is None:
        session[KEY] = drafts.start(database)
    session.permanent = True  # the cookie outlives the browser, as long as the answers are kept
    return redirect(steps.Page(steps.FIRST[0]).address(), code=303)


@blueprint.get("/sign-up/<name>")
@allow_everyone
def step(name: str) -> Any:
    return _show(steps.SINGLE.get(name) or abort(404))


@blueprint.post("/sign-up/<name>")
@allow_everyone
@limiter.limit("120 per hour", methods=["POST"])
def answer(name: str) -> Any:
    return _keep(steps.SINGLE.get(name) or abort(404))


@blueprint.get("/sign-up/rooms/<int:number>/<name>")
@allow_everyone
def room_step(number: int, name: str) -> Any:
    draft = present_draft()
    if draft is None:
        return redirect(url_for(".start"))
    return _show(steps.page_of_room(draft, number, name) or abort(404))


@blueprint.post("/sign-up/rooms/<int:number>/<name>")
@allow_everyone
@limiter.limit("120 per hour", methods=["POST"])
def answer_room(number: int, name: str) -> Any:
    draft = present_draft()
    if draft is None:
        return _no_longer_kept()
    return _keep(steps.page_of_room(draft, number, name) or abort(404))


@blueprint.get("/sign-up/rooms")
@allow_everyone
def rooms() -> Any:
    draft = present_draft()
    if draft is None:
        return redirect(url_for(".start"))
    last = Page(steps.LAST[0])
    if not steps.is_reached(draft, last):
        missing = steps.first_unanswered(draft)
        return redirect(missing.address() if missing else last.address())
    numbers = drafts.room_numbers(draft)
    return render_template(
        "host/rooms.html",
        rooms=[_told(draft, number) for number in numbers],
        step=steps.ROOMS,
        of=steps.OF,
        back=Page(steps.OF_A_ROOM[-1], numbers[-1]).address(),
        next=steps.after_rooms(draft),
        add=Page(steps.OF_A_ROOM[0], numbers[-1] + 1).address()
        if len(numbers) < steps.MOST_ROOMS
        else None,
    )


@blueprint.post("/sign-up/rooms/<int:number>/remove")
@allow_everyone
def remove_room(number: int) -> Any:
    draft = present_draft()
    if draft is None:
        return _no_longer_kept()
    numbers = drafts.room_numbers(draft)
    if number not in numbers or len(numbers) < 2:
        abort(404)
    drafts.remove_room(draft, number)
    flash(_("The room is taken out."), "ok")
    return redirect(url_for(".rooms"), code=303)


@blueprint.get("/sign-up/done")
@allow_everyone
def thanks() -> Any:
    if SENT not in session:
        return redirect(url_for(".start"))
    return render_template("host/thanks.html", reference=session[SENT])


@blueprint.post("/sign-up/forget")
@allow_everyone
def forget() -> Any:
    draft = drafts.find(database, session.pop(KEY, None))
    session.permanent = False
    if draft is not None:
        drafts.forget(database, draft)
    flash(_("Your answers are removed."), "ok")
    return redirect(url_for(".start"), code=303)


def _show(page: Page) -> Any:
    draft = present_draft()
    if draft is None:
        return redirect(url_for(".start"))
    missing = steps.first_unanswered(draft)
    if missing is not None and not steps.is_reached(draft, page):
        return redirect(missing.address())
    return _page(page, steps.form_of(draft, page), draft)


def _keep(page: Page) -> Any:
    draft = present_draft()
    if draft is None:
        return _no_longer_kept()
    form = page.step.form()
    if not form.validate():
        return _page(page, form, draft), 422
    if page.step is steps.CHECK:
        return _send(draft)
    missing = steps.first_unanswered(draft)
    if missing is not None and not steps.is_reached(draft, page):
        return redirect(missing.address(), code=303)
    drafts.keep(draft, page.key, steps.answers_from(form, request.form))
    if "later" in request.form:
        return redirect(url_for(".later"), code=303)
    return redirect(steps.after(draft, page), code=303)


def _no_longer_kept() -> Any:
    flash(
        _(
            "Your answers are not kept in this browser any more. Did you go on with another "
            "device? Then use the link in your mail. Otherwise, please start again."
        ),
        "info",
    )
    return redirect(url_for(".start"), code=303)


def _page(page: Page, form: Any, draft: SignUpDraft) -> str:
    is_check = page.step is steps.CHECK
    details = registration(draft) if is_check else None
    today = today_in_the_netherlands()
    return render_template(
        f"host/step_{page.step.name}.html",
        form=form,
        step=page.step.place,
        of=steps.OF,
        heading=steps.heading(draft, page),
        back=steps.before(draft, page),
        details=details,
        warnings=warnings_at(details) if details else (),
        rooms=drafts.room_numbers(draft),
        exemption=exemption_of_year(policy_in_force().kamerverhuurvrijstelling, today.year),
        may_stop=page.step is not steps.FIRST[0] and not is_check,
    )


def _told(draft: SignUpDraft, number: int) -> dict[str, Any]:
    """Return what the list of rooms shows of one."""
    facts, rent = (steps.form_of(draft, Page(step, number)) for step in steps.OF_A_ROOM)
    return {
        "number": number,
        "title": steps.heading(draft, Page(steps.OF_A_ROOM[0], number)),
        "description": facts.data["description"],
        "rent_cents": rent.data["rent"],
        "periods": facts.periods(),
        "facts": Page(steps.OF_A_ROOM[0], number).address(),
        "rent": Page(steps.OF_A_ROOM[1], number).address(),
    }


def _send(draft: SignUpDraft) -> Any:
    missing = steps.first_unanswered(draft)
    if missing is not None:
        return redirect(missing.address(), code=303)
    today, is_host = today_in_the_netherlands(), bool(who and who.has(Role.HOST))
    actor = Actor(who.account_id if who else None, "web")
    household = service.register(
        database, actor, registration(draft), today, language(),
        who.account_id if is_host else None,
    )  # fmt: skip
    _invite(actor, household)
    drafts.forget(database, draft)
    session.pop(KEY, None)
    session.permanent = False
    session[SENT] = household.reference
    return redirect(url_for(".thanks"), code=303)


def _invite(actor: Actor, household: Household) -> None:
    """Let a host without an account make one, to see and change the own home."""
    if household.account_id is None:
        invite_or_tell(
            database, actor, household.email, [Role.HOST], household_id=household.id,
            today=today_in_the_netherlands(), language=language(),
        )  # fmt: skip
