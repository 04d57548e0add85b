"""Change what a household told: who lives there, how they live, and the rules of the house."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher.audit import Actor, record
from matcher.database.hosting import HouseholdCircumstances, HouseRule
from matcher.database.hosts import Household
from matcher.errors import Stale
from matcher.hosts.registration import Circumstances, HouseholdDetails, RuleOfTheHouse
from matcher.hosts.rules import STEPS
from matcher.text_rules import require_no_bsn
from matcher.transition import load

PARTS = ("circumstances", "rules")


def change_household(
    session: Session,
    actor: Actor,
    household_id: int,
    version: int,
    details: HouseholdDetails,
    moment: datetime,
) -> tuple[str, ...]:
    """Store the details and return the names of what changed; nothing changed writes nothing.

    Raises:
        NotFound: there is no such household.
        Stale: somebody else changed it first.
        TextRefused: a text holds a citizen service number.
    """
    require_no_bsn("motivation", details.motivation)
    household = _seen(session, household_id, version)
    # The parts first: they are flushed by themselves, and the version goes up once.
    parts = keep_parts(session, household, details, moment)
    values = household_columns(details)
    changed = [name for name, value in values.items() if getattr(household, name) != value]
    for name in changed:
        setattr(household, name, values[name])
    return _done(session, actor, household, changed + parts)


def change_rules(
    session: Session,
    actor: Actor,
    household_id: int,
    version: int,
    rules: tuple[RuleOfTheHouse, ...],
) -> tuple[str, ...]:
    """Store the rules of the house; return ('rules',), or nothing when they stayed as they were.

    Raises:
        NotFound, Stale, TextRefused: as :func:`change_household`.
    """
    household = _seen(session, household_id, version)
    return _done(session, actor, household, _keep_rules(session, household_id, rules))


def _seen(session: Session, household_id: int, version: int) -> Household:
    household = load(session, Household, STEPS.subject, household_id)
    if household.version != version:
        raise Stale(STEPS.subject, household_id)
    return household


def _done(
    session: Session, actor: Actor, household: Household, changed: list[str]
) -> tuple[str, ...]:
    if changed:
        raise_version(session, household)
        record(session, actor, "household.change", household.id, fields=sorted(changed))
    return tuple(changed)


def raise_version(session: Session, household: Household) -> None:
    """Count the household up, also when only what hangs under it changed.

    Raises:
        Stale: somebody else changed it first.
    """
    flag_modified(household, "contact_name")
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale(STEPS.subject, household.id) from error


def household_columns(details: HouseholdDetails) -> dict[str, Any]:
    """Return the values that the household itself keeps."""
    names = [field.name for field in fields(details) if field.name not in PARTS]
    values = {name: getattr(details, name) for name in names}
    return {**values, "email": details.email.lower()}


def keep_parts(
    session: Session, household: Household, details: HouseholdDetails, moment: datetime
) -> list[str]:
    """Store circumstances and rules of the house, where told; return what changed.

    Raises:
        TextRefused: a rule holds a citizen service number.
    """
    changed: list[str] = []
    if details.circumstances is not None:
        changed += _keep_circumstances(session, household.id, details.circumstances, moment)
    if details.rules is not None:
        changed += _keep_rules(session, household.id, details.rules)
    return changed


def circumstances_of(session: Session, household_id: int) -> Circumstances | None:
    """Return how the household lives there, or None when nobody asked."""
    kept = session.get(HouseholdCircumstances, household_id)
    if kept is None:
        return None
    return Circumstances(**{one.name: getattr(kept, one.name) for one in fields(Circumstances)})


def rules_of(session: Session, household_id: int) -> tuple[RuleOfTheHouse, ...]:
    """Return the rules of the house, in the order in which the host told them."""
    query = select(HouseRule).where(HouseRule.household_id == household_id)
    kept = session.scalars(query.order_by(HouseRule.position))
    return tuple(RuleOfTheHouse(rule.kind, rule.text) for rule in kept)


def _keep_circumstances(
    session: Session, household_id: int, told: Circumstances, moment: datetime
) -> list[str]:
    kept = session.get(HouseholdCircumstances, household_id)
    values = asdict(told)
    if kept is None:
        session.add(HouseholdCircumstances(household_id=household_id, answered_at=moment, **values))
        session.flush()
        return sorted(values)
    changed = [name for name, value in values.items() if getattr(kept, name) != value]
    for name in changed:
        setattr(kept, name, values[name])
    kept.answered_at = moment
    session.flush()
    return changed


def _keep_rules(session: Session, household_id: int, told: tuple[RuleOfTheHouse, ...]) -> list[str]:
    for rule in told:
        require_no_bsn("rules", rule.text)
    if rules_of(session, household_id) == told:
        return []
    session.execute(delete(HouseRule).where(HouseRule.household_id == household_id))
    session.add_all(
        HouseRule(household_id=household_id, position=position, kind=rule.kind, text=rule.text)
        for position, rule in enumerate(told, start=1)
    )
    session.flush()
    return ["rules"]
