"""The house rules, point by point: as told to a coordinator, on the own page, or by a link."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from matcher import links
from matcher.access import Action
from matcher.agreements import service
from matcher.agreements.acknowledging import PURPOSE, heard_by, left_of
from matcher.agreements.details import HEARERS
from matcher.agreements.rules import DRAFT
from matcher.agreements.telling import recipient
from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.errors import MatcherError
from matcher.inforce import today_in_the_netherlands
from matcher.words import AnswerWay, Role, SignParty
from web.access import allow, allow_everyone
from web.agreements.blueprint import actor, blueprint, own_party, reached, told
from web.languages import COOKIE, language
from web.limits import limiter
from web.session import database

SOMEBODY = Actor(None, "web")  # who has the link, signed in or not


@blueprint.post("/agreements/<int:agreement_id>/heard")
@allow(Role.COORDINATOR)
def heard(agreement_id: int) -> Any:
    """A coordinator writes down what a party said, or agrees for the own part."""
    found = reached(agreement_id, Action.WRITE_AGREEMENT)
    party = request.form.get("party", "")
    if party not in [one.value for one in HEARERS]:
        abort(422)
    is_own = party == SignParty.COORDINATOR.value
    back = url_for("agreements.placement", placement_id=found.placement_id)
    chosen = _ticked(found)
    if not chosen:
        flash(_("Tick at least one house rule."), "error")
        return redirect(back, code=303)
    try:
        service.acknowledge(
            database, actor(), agreement_id, chosen, SignParty(party),
            AnswerWay.PAGE if is_own else AnswerWay.TOLD,
        )  # fmt: skip
    except MatcherError as error:
        database.rollback()
        flash(told(error), "error")
        return redirect(back, code=303)
    flash(_("Written down."), "ok")
    return redirect(back, code=303)


@blueprint.get("/agreements/<int:agreement_id>/rules")
@allow(Role.HOST, Role.YOUTH)
def own_rules(agreement_id: int) -> Any:
    found = reached(agreement_id, Action.ACKNOWLEDGE_RULES)
    party = own_party(found)
    if found.status != DRAFT:
        return redirect(_own_placement(found, party))
    return _rules_page(found, party, url_for("agreements.agree", agreement_id=agreement_id))


@blueprint.post("/agreements/<int:agreement_id>/rules")
@allow(Role.HOST, Role.YOUTH)
def agree(agreement_id: int) -> Any:
    found = reached(agreement_id, Action.ACKNOWLEDGE_RULES)
    party = own_party(found)
    address = url_for("agreements.agree", agreement_id=agreement_id)
    answer = _take(found, party, AnswerWay.PAGE, actor(), address)
    if answer is not None:
        return answer
    flash(_("Thank you. It is written down."), "ok")
    return redirect(_own_placement(found, party), code=303)


def _own_placement(found: Agreement, party: SignParty) -> str:
    endpoint = f"placements.{party.value}_placement"
    return url_for(endpoint, placement_id=found.placement_id)


@blueprint.get("/agreements/rules/<key>")
@allow_everyone
@limiter.limit("60 per minute")
def link_rules(key: str) -> Any:
    """Looking changes nothing: mail programs open links by themselves."""
    opened = _opened(key)
    if opened is None:
        return _closed()
    found, party = opened
    return _in_their_language(found, party, url_for("agreements.link_agree", key=key))


@blueprint.post("/agreements/rules/<key>")
@allow_everyone
@limiter.limit("20 per minute")
def link_agree(key: str) -> Any:
    opened = _opened(key)
    if opened is None:
        return _closed()
    found, party = opened
    address = url_for("agreements.link_agree", key=key)
    answer = _take(found, party, AnswerWay.LINK, SOMEBODY, address)
    if answer is not None:
        return answer
    left = () if found.status != DRAFT else left_of(found).get(party, ())
    return render_template("agreements/thanks.html", left=len(left), address=address)


def _opened(key: str) -> tuple[Agreement, SignParty] | None:
    secret = current_app.extensions["settings"].secret_key
    claim = links.read(secret, PURPOSE, key, today_in_the_netherlands())
    return service.by_link(database, claim) if claim else None


def _closed() -> tuple[str, int]:
    """Answer the same whether all was agreed to, the rules changed, or the link is no good."""
    return render_template("agreements/closed.html"), 404


def _take(found: Agreement, party: SignParty, way: AnswerWay, who: Actor, address: str) -> Any:
    """Note the ticks; return a page when something is wrong, None when all went well."""
    chosen = _ticked(found)
    if not chosen:
        return _rules_page(found, party, address, problem=_("Tick the rules you agree with.")), 422
    try:
        service.acknowledge(database, who, found.id, chosen, party, way)
    except MatcherError as error:
        database.rollback()
        flash(told(error), "error")
        return _closed()
    return None


def _ticked(found: Agreement) -> list[int]:
    known = {str(rule.position): rule.position for rule in found.rules}
    return [known[text] for text in request.form.getlist("position") if text in known]


def _in_their_language(found: Agreement, party: SignParty, address: str) -> Any:
    _email, theirs = recipient(found.placement, party)
    with force_locale(language() if COOKIE in request.cookies else theirs):
        return _rules_page(found, party, address)


def _rules_page(found: Agreement, party: SignParty, address: str, problem: str = "") -> str:
    return render_template(
        "agreements/rules.html",
        agreement=found,
        party=party,
        given={position for position, who in heard_by(found) if who == party},
        address=address,
        problem=problem,
    )
