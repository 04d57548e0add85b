"""Answers by the link in a mail, and by host and youth on their own page.

Looking uses nothing up, pressing the button does. Behind a link stands nobody's name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, flash, redirect, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matcher import clock, links
from matcher.database.leaving import Evaluation, FollowUp, WarmHandover
from matcher.endings import handover, hosting
from matcher.endings.hosting import Again
from matcher.endings.telling import address_of
from matcher.errors import MatcherError, NotFound
from matcher.evaluations import service as evaluations
from matcher.evaluations.service import Given
from matcher.followups import service as followups
from matcher.followups.service import Reached
from matcher.inforce import today_in_the_netherlands
from matcher.words import Destination, EvaluationSide, Role, Side
from web.access import allow, allow_everyone
from web.languages import COOKIE, language
from web.leaving.blueprint import actor_of, blueprint, refused, told
from web.leaving.forms import ConfirmForm, FollowUpForm, evaluation_form, flag
from web.limits import limiter
from web.living.blueprint import own_side, page_of, reached
from web.session import database


def by_link(
    purpose: str, find: Callable[[Session, links.Claim | None], Any]
) -> Callable[[Callable[[Any, str], Any]], Callable[[str], Any]]:
    """Hand the view what its link asks about, and the key of the link.

    Where nothing is asked the answer is the same, whether the link was used, came too late, or was
    never given out.
    """

    def of(view: Callable[[Any, str], Any]) -> Callable[[str], Any]:
        @wraps(view)
        def opened(key: str) -> Any:
            secret = current_app.extensions["settings"].secret_key
            claim = links.read(secret, purpose, key, today_in_the_netherlands())
            asked = find(database, claim)
            if asked is None:
                return render_template("leaving/closed.html"), 404
            return view(asked, key)

        return opened

    return of


@blueprint.get("/evaluation/<key>")
@allow_everyone
@limiter.limit("60 per minute")
@by_link("evaluation", evaluations.find)
def evaluation(asked: Evaluation, key: str) -> Any:
    return _evaluation_page(asked)


@blueprint.post("/evaluation/<key>")
@allow_everyone
@limiter.limit("20 per minute")
@by_link("evaluation", evaluations.find)
def evaluate(asked: Evaluation, key: str) -> Any:
    return _take(asked, key)


@blueprint.get("/placements/<int:placement_id>/evaluation")
@allow(Role.HOST, Role.YOUTH)
def own_evaluation(placement_id: int) -> Any:
    return _evaluation_page(_own(placement_id), page_of(placement_id))


@blueprint.post("/placements/<int:placement_id>/evaluation")
@allow(Role.HOST, Role.YOUTH)
def evaluate_own(placement_id: int) -> Any:
    return _take(_own(placement_id), None)


@blueprint.get("/handover/<key>")
@allow_everyone
@limiter.limit("60 per minute")
@by_link("receiver", handover.find)
def receiver(asked: WarmHandover, key: str) -> Any:
    return render_template("leaving/receiver.html", form=ConfirmForm(formdata=None), asked=asked)


@blueprint.post("/handover/<key>")
@allow_everyone
@limiter.limit("20 per minute")
@by_link("receiver", handover.find)
def confirm(asked: WarmHandover, key: str) -> Any:
    form = ConfirmForm()
    if not form.validate():
        return render_template("leaving/receiver.html", form=form, asked=asked), 422
    takes_over = form.takes_over.data == "yes"
    try:
        handover.confirm(
            database, asked.id, asked.nonce, takes_over=takes_over,
            talked_on=form.talked_on.data, note=form.note.data or "", moment=clock.moment(),
        )  # fmt: skip
    except MatcherError as error:
        return _too_late(error)
    return render_template("leaving/thanks.html", what="handover", is_yes=takes_over)


@blueprint.get("/follow-up/<key>")
@allow_everyone
@limiter.limit("60 per minute")
@by_link("follow_up", followups.find)
def own_follow_up(asked: FollowUp, key: str) -> Any:
    with force_locale(_language(address_of(asked.placement, Side.YOUTH)[1])):
        form = FollowUpForm(formdata=None)
        return render_template("leaving/own_follow_up.html", form=form)


@blueprint.post("/follow-up/<key>")
@allow_everyone
@limiter.limit("20 per minute")
@by_link("follow_up", followups.find)
def answer_follow_up(asked: FollowUp, key: str) -> Any:
    with force_locale(_language(address_of(asked.placement, Side.YOUTH)[1])):
        form, wants_none = FollowUpForm(), "refuse" in request.form
        if not wants_none and not form.validate():
            return render_template("leaving/own_follow_up.html", form=form), 422
        try:
            if wants_none:
                followups.refuse(database, actor_of(key), asked.id, nonce=asked.nonce)
            else:
                followups.reach(
                    database, actor_of(key), asked.id, _told(form), today_in_the_netherlands(),
                    nonce=asked.nonce,
                )  # fmt: skip
        except MatcherError as error:
            return _too_late(error)
        return render_template("leaving/thanks.html", what="follow_up", is_yes=not wants_none)


def _told(form: FollowUpForm) -> Reached:
    return Reached(
        Destination(form.destination.data), int(form.goes.data), form.text.data or "",
        bool(form.wants_contact.data),
    )  # fmt: skip


def _own(placement_id: int) -> Evaluation:
    """Return what the signed-in side is asked about this stay.

    Raises:
        NotFound: this side is not asked, or has answered, or the time is over.
    """
    found = reached(placement_id)
    side = own_side(found)
    for one in evaluations.of_placement(database, placement_id):
        if one.side == side and one.given_at is None and one.closed_at is None:
            return one
    raise NotFound("evaluation", placement_id)


def _take(asked: Evaluation, key: str | None) -> Any:
    with force_locale(_language(address_of(asked.placement, asked.side)[1]) if key else language()):
        form = evaluation_form(asked.side, _spoken(), asks_again=_asks_again(asked))
        back = None if key else page_of(asked.placement_id)
        if not form.validate():
            return _evaluation_page(asked, back, form), 422
        try:
            _keep(asked, form, key)
        except MatcherError as error:
            if key:
                return _too_late(error)
            refused(error)
            return redirect(page_of(asked.placement_id))
        if key is None:
            flash(_("Thank you. It is written down."), "ok")
            return redirect(page_of(asked.placement_id), code=303)
        return render_template("leaving/thanks.html", what="evaluation", is_yes=True)


def _keep(asked: Evaluation, form: Any, key: str | None) -> None:
    """Write the answer down; of a host also whether there will be another guest."""
    ending, actor = evaluations.ending_of(database, asked), actor_of(key)
    again = Again(str(form.again.data)) if "again" in form else None
    if asked.side == EvaluationSide.YOUTH:
        would = flag(form.would_again.data)
    else:
        would = again != Again.NO if again else (ending.host_again if ending else None)
    given = Given(form.scores, form.own_words.data or "", would)
    evaluations.evaluate(database, actor, asked.id, given, clock.moment())
    if again and ending is not None:
        hosting.host_again(
            database, actor, ending.id, again, later_on=form.later_on.data,
            today=today_in_the_netherlands(),
        )  # fmt: skip


def _asks_again(asked: Evaluation) -> bool:
    """Say whether the host has still to tell if another guest may come."""
    ending = evaluations.ending_of(database, asked)
    is_host = asked.side == EvaluationSide.HOST
    return is_host and ending is not None and ending.host_again is None


def _evaluation_page(asked: Evaluation, back_to: str | None = None, form: Any = None) -> str:
    spoken = language() if back_to else _language(address_of(asked.placement, asked.side)[1])
    with force_locale(spoken):
        return render_template(
            "leaving/evaluation.html",
            form=form
            or evaluation_form(asked.side, spoken, asks_again=_asks_again(asked), formdata=None),
            asked=asked,
            is_host=asked.side == EvaluationSide.HOST,
            back_to=back_to,
        )


def _language(mailed: str) -> str:
    """Return the language of the mail, unless the visitor chose another."""
    return language() if COOKIE in request.cookies else mailed


def _spoken() -> str:
    from flask_babel import get_locale

    return str(get_locale())


def _too_late(error: MatcherError) -> tuple[str, int]:
    database.rollback()
    database.expire_all()
    flash(told(error), "warning")
    return render_template("leaving/closed.html"), 409
