"""For coordinators: the state of the agreements of a placement, the form, and making the papers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher.agreements import pdf, service
from matcher.agreements.acknowledging import heard_by, left_of
from matcher.agreements.collecting import reference_of
from matcher.agreements.details import HEARERS, DetailsRefused, Problem, largest_deposit
from matcher.agreements.grounds import GROUNDS, NO_ADVICE
from matcher.agreements.paper import Paper
from matcher.agreements.rules import DRAFT, EXPLAINED
from matcher.agreements.versions import COACHING, RENT, Pair
from matcher.database.placements import Placement
from matcher.eligibility.notices import Notice, notices, yearly_rent
from matcher.errors import MatcherError, Stale
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import LegalGround, PlacementStatus, Role
from web.access import allow
from web.agreements.blueprint import actor, blueprint, reached_placement, told
from web.agreements.forms import AgreementForm, form_data
from web.languages import language
from web.session import database


@blueprint.get("/placements/<int:placement_id>/agreements")
@allow(Role.COORDINATOR)
def placement(placement_id: int) -> str:
    return _overview(reached_placement(placement_id))


def _overview(found: Placement) -> str:
    today = today_in_the_netherlands()
    pair = service.versions_of(database, found.id)
    return render_template(
        "agreements/placement.html",
        placement=found,
        pair=pair,
        needed=service.needed(database, found, max(today, found.starts_on), today),
        rent=pair.latest(RENT),
        coaching=pair.latest(COACHING),
        signed=(pair.signed(RENT), pair.signed(COACHING)),
        reference=reference_of(found.id),
        to_hear=_to_hear(pair),
        can_offer=_can_offer(pair),
        is_booked=found.status == PlacementStatus.BOOKED,
        warnings=warnings(found, (pair.latest(RENT) or found.room).rent_cents or 0),
        today=today,
    )


def _to_hear(pair: Pair) -> list[dict[str, Any]]:
    """Return per rule of the draft who agreed to it, and per party what is left."""
    draft = pair.coming(RENT)
    if draft is None or draft.status != DRAFT:
        return []
    given, left = heard_by(draft), left_of(draft)
    return [
        {
            "party": party,
            "left": left.get(party, ()),
            "given": {position for position, who in given if who == party},
        }
        for party in HEARERS
    ]


def _can_offer(pair: Pair) -> bool:
    coming = [pair.coming(kind) for kind in (RENT, COACHING)]
    return any(one is not None and one.status == EXPLAINED for one in coming)


def warnings(found: Placement, rent_cents: int) -> list[str]:
    """Return what to know about this rent and this stay; a warning, never a 'no'."""
    policy = policy_in_force()
    told_ = notices(
        birth_date=found.youth.birth_date,
        moves_in_on=found.starts_on,
        ends_on=found.ends_on,
        rent_cents=rent_cents,
        legal_max_rent_cents=found.room.legal_max_rent_cents,
        policy=policy,
    )
    texts = [notice.label(language()) for notice in told_]
    yearly = yearly_rent(rent_cents, found.starts_on, policy)
    if yearly is not None and Notice.RENT_ABOVE_EXEMPTION in told_:
        texts.append(
            _(
                "A year of this rent is € %(rent)s; the kamerverhuurvrijstelling of %(year)s is "
                "€ %(most)s.",
                rent=_whole(yearly.rent_cents), most=_whole(yearly.exemption_cents),
                year=yearly.year,
            )
        )  # fmt: skip
    return texts


def _whole(cents: int) -> str:
    return f"{cents // 100:,}".replace(",", "." if language() == "nl" else ",")


@blueprint.get("/placements/<int:placement_id>/agreements/details")
@allow(Role.COORDINATOR)
def details(placement_id: int) -> str:
    found = reached_placement(placement_id)
    kept = service.details_of(database, found, policy_in_force())
    seen = service.mark_of(service.versions_of(database, placement_id))
    return _form_page(found, AgreementForm(formdata=None, data=form_data(kept) | {"seen": seen}))


@blueprint.post("/placements/<int:placement_id>/agreements/details")
@allow(Role.COORDINATOR)
def save_details(placement_id: int) -> Any:
    found = reached_placement(placement_id)
    form = AgreementForm()
    if not form.validate():
        return _form_page(found, form), 422
    try:
        rent, _coaching = service.draft(
            database, actor(), placement_id, form.details(), seen=form.seen.data or ""
        )
    except DetailsRefused as error:
        database.rollback()
        _show_problems(form, error)
        return _form_page(reached_placement(placement_id), form), 422
    except MatcherError as error:
        return _refused(error, placement_id)
    is_draft = rent.status == DRAFT
    flash(
        _("Saved. Now explain the house rules, one by one, to the youth and the host.")
        if is_draft
        else _("Saved. The papers can be made now."),
        "ok",
    )
    return redirect(url_for("agreements.placement", placement_id=placement_id), code=303)


def _show_problems(form: AgreementForm, error: DetailsRefused) -> None:
    """Put each mistake at its field; one about the rules together at the first of them."""
    for wrong, problem in error.problems:
        name = form.first()[0].name if wrong == "rules" else wrong
        text = Problem(problem).label(language())
        if name and name in form:
            form[name].errors = [*form[name].errors, text]
        else:
            form.form_errors.append(text)


def _form_page(found: Placement, form: AgreementForm) -> str:
    pair = service.versions_of(database, found.id)
    policy = policy_in_force()
    rent, service_ = form.rent_cents.data or 0, form.service_cents.data or 0
    return render_template(
        "agreements/details.html",
        placement=found,
        form=form,
        is_signed=any(pair.signed(kind) for kind in (RENT, COACHING)),
        grounds=[
            (ground, GROUNDS[ground].note[language()], GROUNDS[ground].caution[language()],
             "" if ground == LegalGround.OTHER else GROUNDS[ground].source_in(language()),
             GROUNDS[ground].address)
            for ground in LegalGround
        ],
        no_advice=NO_ADVICE[language()],
        legal_max=found.room.legal_max_rent_cents,
        most_deposit=largest_deposit(rent, service_, policy.before.deposit_largest_months),
        warnings=warnings(found, rent),
        organisation=found.youth.organisation,
    )  # fmt: skip


@blueprint.post("/placements/<int:placement_id>/agreements/offer")
@allow(Role.COORDINATOR)
def offer(placement_id: int) -> Any:
    """Make the papers. The PDF takes seconds: meanwhile nobody waits for our write lock."""
    reached_placement(placement_id)
    today = today_in_the_netherlands()
    try:
        papers = service.to_make(database, placement_id)
        database.rollback()
        with ThreadPoolExecutor() as both:  # each waits for a process of its own
            made = list(
                zip(papers, both.map(lambda one: pdf.make(one, today), papers), strict=True)
            )
        database.expire_all()

        def made_before(paper: Paper, made_on: Any) -> bytes:
            for known, content in made:
                if known == paper:
                    return content
            raise Stale("agreement", placement_id)

        reached_placement(placement_id)
        service.offer(database, actor(), placement_id, today=today, lay_out=made_before)
    except MatcherError as error:
        return _refused(error, placement_id)
    flash(_("The agreements are ready. Print them, or read them together on the screen."), "ok")
    return redirect(url_for("agreements.placement", placement_id=placement_id), code=303)


def _refused(error: MatcherError, placement_id: int) -> Any:
    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    status = 409 if isinstance(error, Stale) else 422
    return _overview(reached_placement(placement_id)), status
