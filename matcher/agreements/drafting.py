"""Make and change the two agreements, coupled: every version stays, and says why it came."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from matcher import clock
from matcher.agreements.acknowledging import carry_over, explain_when_heard, invite
from matcher.agreements.details import Details, DetailsRefused, Problem, problems
from matcher.agreements.rules import DRAFT, DROP, SIGNED, STEPS
from matcher.agreements.versions import COACHING, RENT, Pair, details_of, rules_of, versions_of
from matcher.audit import Actor, record
from matcher.database.agreements import Agreement, AgreementRule
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.errors import Stale, StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.introductions.rules import AGREEMENTS, STARTED
from matcher.links import new_nonce
from matcher.placements.rules import GOING_ON
from matcher.placements.stepping import locked
from matcher.policy import Policy
from matcher.text_rules import require_no_bsn
from matcher.transition import take_step
from matcher.words import AgreementKind, Condition, SignParty

#: Fields of `Details` that stand in only one of the two; a change of another touches both.
OF_ONE = {
    RENT: ("rent_cents", "service_cents", "deposit_cents", "legal_ground", "ground_note",
           "breach", "rules"),
    COACHING: ("guidance", "contact"),
}  # fmt: skip
OF_BOTH = ("starts_on", "ends_on", "notice_days_youth", "notice_days_host")
TEXTS = ("ground_note", "breach", "guidance", "contact", "reason")
WITH_LINK = (SignParty.YOUTH, SignParty.HOST)


def draft(
    session: Session,
    actor: Actor,
    placement_id: int,
    details: Details,
    policy: Policy | None = None,
    *,
    seen: str | None = None,
) -> tuple[Agreement, Agreement]:
    """Make the first versions of both agreements, or change what is under way.

    A version that nobody has heard of in full is changed in place. One that was explained or is
    ready to sign makes way for the next number, and so does a signed one, which stays in force
    until the new one is signed. What both sides agreed to already and did not change needs no
    second 'yes'. ``seen``: what `mark_of` said when the form was shown.

    Raises:
        NotFound: there is no such placement.
        Stale: somebody else changed the agreements since the form was shown.
        StepNotAllowed: it is over, or the two sides have not both said yes yet.
        DetailsRefused: what is wrong, by field.
        TextRefused: a text holds a citizen service number.
    """
    policy = policy or policy_in_force()
    placement = locked(session, placement_id)
    _require_time_for_it(session, placement)
    _require_good(details, policy)
    pair = versions_of(session, placement_id)
    if seen is not None and seen != mark_of(pair):
        raise Stale("agreement", placement_id)
    kinds = _touched(session, placement, pair, details, policy)
    if any(pair.signed(kind) for kind in kinds) and not details.reason.strip():
        raise DetailsRefused([("reason", Problem.REASON_NEEDED)])
    for kind in kinds:
        _write(session, actor, placement, pair, kind, details)
    pair = versions_of(session, placement_id)
    rent, coaching = pair.latest(RENT), pair.latest(COACHING)
    assert rent is not None
    assert coaching is not None
    _couple(rent, coaching)
    session.flush()
    explain_when_heard(session, actor, placement_id)
    if RENT in kinds:
        invite(session, rent)
    return rent, coaching


def mark_of(pair: Pair) -> str:
    """Return what tells the latest versions from any other state of them."""
    latest = (pair.latest(RENT), pair.latest(COACHING))
    return "-".join(f"{one.id}.{one.version}" for one in latest if one is not None)


def _require_time_for_it(session: Session, placement: Placement) -> None:
    if placement.status not in GOING_ON:
        raise StepNotAllowed("placement", str(placement.status), "draft")
    found = introduction_of(session, placement.id)
    if found is not None and found.stage not in (AGREEMENTS, STARTED):
        missing = (Condition.BOTH_SAID_YES,)
        raise StepNotAllowed("introduction", str(found.stage), "draft", missing=missing)


def introduction_of(session: Session, placement_id: int) -> Introduction | None:
    """Return the introduction that led to the placement; None for what was taken over."""
    query = select(Introduction).where(Introduction.placement_id == placement_id)
    return session.scalars(query).one_or_none()


def _require_good(details: Details, policy: Policy) -> None:
    for name in TEXTS:
        require_no_bsn(name, getattr(details, name))
    for rule in details.rules:
        require_no_bsn("rules", rule.text)
    found = problems(details, policy.before.deposit_largest_months)
    if found:
        raise DetailsRefused(found)


def _touched(
    session: Session, placement: Placement, pair: Pair, details: Details, policy: Policy
) -> list[AgreementKind]:
    """Return which agreements the new details change; both when there are none yet."""
    if pair.latest(RENT) is None or pair.latest(COACHING) is None:
        return [RENT, COACHING]
    known = details_of(session, placement, policy)

    def differs(names: tuple[str, ...]) -> bool:
        return any(getattr(known, name) != getattr(details, name) for name in names)

    kinds = [kind for kind in AgreementKind if differs((*OF_BOTH, *OF_ONE[kind]))]
    if not kinds:
        raise DetailsRefused([("", Problem.NOTHING_CHANGED)])
    return kinds


def _write(
    session: Session,
    actor: Actor,
    placement: Placement,
    pair: Pair,
    kind: AgreementKind,
    details: Details,
) -> None:
    before, coming = pair.latest(kind), pair.coming(kind)
    if coming is not None and coming.status == DRAFT:
        heard = _heard_rules(coming)
        _fill(session, coming, details)
        carry_over(session, heard, coming)
        record(session, actor, "agreement.change", coming.id, placement=placement.id)
        return
    if coming is not None:
        take_step(session, actor, coming, STEPS, DROP, coming.version, placement=placement.id)
    made = Agreement(
        placement=placement,
        kind=kind,
        number=pair.number_after(kind),
        made_by_id=actor.account_id,
        made_at=clock.moment(),
        terms={"links": {party.value: new_nonce() for party in WITH_LINK}},
        starts_on=details.starts_on,
        notice_days_youth=0,
        notice_days_host=0,
        rent_cents=0 if kind == RENT else None,
    )
    heard = _heard_rules(before) if before is not None else []
    session.add(made)
    _fill(session, made, details)
    carry_over(session, heard, made)
    if coming is not None:
        coming.replaced_by_id = made.id
    record(
        session, actor, "agreement.draft", made.id,
        placement=placement.id, kind=kind.value, number=made.number,
    )  # fmt: skip


def _heard_rules(agreement: Agreement) -> list[tuple[AgreementRule, list[Any]]]:
    """Return the rules of a version with who agreed to each, before they are written anew."""
    given = list(agreement.acknowledgements)
    return [
        (rule, [one for one in given if one.position == rule.position]) for rule in agreement.rules
    ]


def _fill(session: Session, agreement: Agreement, details: Details) -> None:
    agreement.starts_on, agreement.ends_on = details.starts_on, details.ends_on
    agreement.notice_days_youth = details.notice_days_youth
    agreement.notice_days_host = details.notice_days_host
    agreement.reason = details.reason.strip()
    if agreement.kind == COACHING:
        texts = {"guidance": details.guidance.strip(), "contact": details.contact.strip()}
        agreement.terms = agreement.terms | texts
        session.flush()
        return
    agreement.legal_ground = details.legal_ground
    agreement.rent_cents = details.rent_cents
    agreement.service_cents = details.service_cents
    agreement.deposit_cents = details.deposit_cents
    agreement.breach = details.breach.strip()
    agreement.terms = agreement.terms | {"ground_note": details.ground_note.strip()}
    if rules_of(agreement) != details.rules:
        flag_modified(agreement, "rent_cents")  # what hangs on the row is of this version too
        agreement.rules.clear()
        session.flush()
        agreement.rules.extend(
            AgreementRule(position=position, kind=rule.kind, text=rule.text)
            for position, rule in enumerate(details.rules, start=1)
        )
    session.flush()


def _couple(rent: Agreement, coaching: Agreement) -> None:
    """Let the latest versions point at each other; what is signed keeps its partner."""
    for one, other in ((rent, coaching), (coaching, rent)):
        if one.status != SIGNED or one.coupled_id is None:
            one.coupled_id = other.id
