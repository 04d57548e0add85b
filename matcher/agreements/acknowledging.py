"""The house rules, explained one by one: who agreed to which, when, and how we know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matcher import clock
from matcher.agreements.details import HEARERS, still_to_hear
from matcher.agreements.rules import DRAFT, EXPLAIN, STEPS
from matcher.agreements.telling import rules_are_read, send_rules, tell_heard
from matcher.agreements.versions import COACHING, RENT, versions_of
from matcher.audit import Actor, record
from matcher.database.agreements import Acknowledgement, Agreement, AgreementRule
from matcher.errors import NotFound, StepNotAllowed
from matcher.links import Claim
from matcher.placements.stepping import locked
from matcher.transition import take_step
from matcher.words import AnswerWay, Condition, SignParty

PURPOSE = "acknowledge"


def heard_by(agreement: Agreement) -> set[tuple[int, SignParty]]:
    """Return which points were agreed to by whom."""
    return {(one.position, one.party) for one in agreement.acknowledgements}


def left_of(agreement: Agreement) -> dict[SignParty, tuple[int, ...]]:
    """Return per party the points still to agree to; empty when everybody has heard all."""
    return still_to_hear((rule.position for rule in agreement.rules), heard_by(agreement))


def acknowledge(
    session: Session,
    actor: Actor,
    agreement_id: int,
    positions: Collection[int],
    party: SignParty,
    way: AnswerWay,
    moment: datetime | None = None,
) -> Agreement:
    """Note that a party had these points explained and agrees; a second time changes nothing.

    With the last point of the last party the agreement counts as explained, by itself.

    Raises:
        NotFound: there is no such agreement, or no such point in it.
        StepNotAllowed: its points are settled already, or this party does not hear them.
    """
    found = _locked_draft(session, agreement_id, party)
    if unknown := set(positions) - {rule.position for rule in found.rules}:
        raise NotFound("house rule", min(unknown))
    given = sorted(set(positions) - {p for p, who in heard_by(found) if who == party})
    moment = moment or clock.moment()
    session.add_all(
        Acknowledgement(
            agreement_id=agreement_id, position=position, party=party,
            at=moment, by_id=actor.account_id, way=way,
        )
        for position in given
    )  # fmt: skip
    session.flush()
    session.expire(found, ["acknowledgements"])
    if given:
        record(
            session, actor, "agreement.acknowledge", agreement_id,
            party=party.value, way=way.value, number=len(given),
        )  # fmt: skip
        if party not in left_of(found):
            rules_are_read(session, found, party)
        explain_when_heard(session, actor, found.placement_id)
    return found


def _locked_draft(session: Session, agreement_id: int, party: SignParty) -> Agreement:
    """Return the agreement, with its placement locked, while this party can still agree to it."""
    found = session.get(Agreement, agreement_id)
    if found is None:
        raise NotFound("agreement", agreement_id)
    locked(session, found.placement_id)
    session.refresh(found)
    if found.status != DRAFT or party not in HEARERS:
        raise StepNotAllowed("agreement", str(found.status), "acknowledge")
    return found


def explain_when_heard(session: Session, actor: Actor, placement_id: int) -> None:
    """Let what everybody has heard count as explained; the coaching agreement goes along."""
    pair = versions_of(session, placement_id)
    rent, coaching = pair.coming(RENT), pair.coming(COACHING)
    met = [Condition.POINTS_ACKNOWLEDGED]
    if rent is not None and rent.status == DRAFT and rent.rules and not left_of(rent):
        take_step(
            session, actor, rent, STEPS, EXPLAIN, rent.version,
            follows=True, met=met, placement=placement_id,
        )  # fmt: skip
        tell_heard(session, rent)
    in_force = pair.latest(RENT)
    has_heard = in_force is not None and in_force.status != DRAFT
    if coaching is not None and coaching.status == DRAFT and has_heard:
        take_step(
            session, actor, coaching, STEPS, EXPLAIN, coaching.version,
            follows=True, met=met, placement=placement_id,
        )  # fmt: skip


def carry_over(
    session: Session,
    heard: Iterable[tuple[AgreementRule, Sequence[Acknowledgement]]],
    agreement: Agreement,
) -> None:
    """Give the rules of a version the agreement that the same rules had before.

    A rule that changed, in one letter, is to be explained anew.
    """
    before = {(rule.kind, rule.text): list(given) for rule, given in heard}
    kept = [
        {"position": rule.position, "party": one.party, "at": one.at, "by_id": one.by_id,
         "way": one.way}
        for rule in agreement.rules
        for one in before.get((rule.kind, rule.text), [])
    ]  # fmt: skip
    session.execute(delete(Acknowledgement).where(Acknowledgement.agreement_id == agreement.id))
    session.expire(agreement, ["acknowledgements"])
    session.add_all(Acknowledgement(agreement_id=agreement.id, **values) for values in kept)
    session.flush()
    session.expire(agreement, ["acknowledgements"])


def claim_of(agreement: Agreement, party: SignParty, last_day: date) -> Claim:
    """Return what the link of this party says; it opens the house rules and nothing else."""
    return Claim(PURPOSE, agreement.id, agreement.terms["links"][party.value], last_day)


def by_link(session: Session, claim: Claim) -> tuple[Agreement, SignParty] | None:
    """Return the agreement and the party that a link opens; None when it opens nothing any more."""
    found = session.get(Agreement, claim.subject_id)
    if found is None or found.status != DRAFT:
        return None
    links = found.terms.get("links", {})
    party = next((code for code, nonce in links.items() if nonce == claim.nonce), None)
    return None if party is None else (found, SignParty(party))


def invite(session: Session, agreement: Agreement) -> None:
    """Mail the rules to the sides that have points left, once for each version of the points."""
    left = left_of(agreement)
    for party in (SignParty.YOUTH, SignParty.HOST):
        if party in left and agreement.status == DRAFT:
            last_day = clock.today() + LINK_DAYS
            send_rules(session, agreement, party, claim_of(agreement, party, last_day), "asked")


LINK_DAYS = timedelta(days=60)
