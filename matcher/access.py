"""Who may do what to which object. One policy, default deny.

The policy is a table: per action, the roles that may do it and *how far* each role
reaches (its own regions, its own organisation, …). From that one table come both

* :func:`can` — may this person do this to this object? and
* :func:`scope` — which rows may this person see?, as a filter for queries,

so a list can never show what the page behind it refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import singledispatch
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true

from matcher.database.hosts import Home, Household, Room
from matcher.database.places import Municipality
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.errors import NotAllowed
from matcher.words import Role


@dataclass(frozen=True, kw_only=True)
class Principal:
    """The person who acts. ``regions`` are the municipality codes of a coordinator."""

    account_id: int
    roles: frozenset[Role]
    organisation_id: int | None = None
    municipality: str | None = None
    regions: frozenset[str] = frozenset()

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


class Action(StrEnum):
    READ_YOUTH = auto()
    CHANGE_YOUTH = auto()
    REGISTER_YOUTH = auto()
    READ_HOST = auto()
    CHANGE_HOST = auto()
    SCREEN_HOST = auto()
    IMPORT_RECORDS = auto()
    EXPORT_RECORDS = auto()
    READ_ROUND = auto()
    RUN_ROUND = auto()
    READ_PROPOSAL = auto()
    DECIDE_PROPOSAL = auto()
    READ_FIGURES = auto()
    MANAGE_ACCOUNTS = auto()
    MANAGE_CONTRACTS = auto()
    READ_AUDIT = auto()


class Reach(Enum):
    """How far a role reaches with an action."""

    EVERYTHING = auto()
    REGIONS = auto()  # objects in the coordinator's municipalities
    MUNICIPALITY = auto()  # objects of the officer's municipality
    ORGANISATION = auto()  # objects of the person's care organisation
    OWN = auto()  # objects tied to the person's account


POLICY: dict[Action, dict[Role, Reach]] = {
    Action.READ_YOUTH: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.REFERRER: Reach.ORGANISATION,
        Role.YOUTH: Reach.OWN,
    },
    Action.CHANGE_YOUTH: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.REGISTER_YOUTH: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.READ_HOST: {Role.COORDINATOR: Reach.REGIONS, Role.HOST: Reach.OWN},
    Action.CHANGE_HOST: {Role.COORDINATOR: Reach.REGIONS, Role.HOST: Reach.OWN},
    Action.SCREEN_HOST: {Role.COORDINATOR: Reach.REGIONS},
    Action.IMPORT_RECORDS: {Role.COORDINATOR: Reach.REGIONS},
    Action.EXPORT_RECORDS: {Role.COORDINATOR: Reach.REGIONS},
    Action.READ_ROUND: {Role.COORDINATOR: Reach.EVERYTHING},
    Action.RUN_ROUND: {Role.COORDINATOR: Reach.EVERYTHING},
    Action.READ_PROPOSAL: {Role.COORDINATOR: Reach.REGIONS},
    Action.DECIDE_PROPOSAL: {Role.COORDINATOR: Reach.REGIONS},
    Action.READ_FIGURES: {
        Role.MUNICIPALITY_OFFICER: Reach.MUNICIPALITY,
        Role.COORDINATOR: Reach.REGIONS,
    },
    Action.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR: Reach.EVERYTHING},
    Action.MANAGE_CONTRACTS: {Role.ADMINISTRATOR: Reach.EVERYTHING},
    Action.READ_AUDIT: {Role.ADMINISTRATOR: Reach.EVERYTHING},
}


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """The ties of an object on which the policy decides. Empty ties match nobody."""

    municipalities: frozenset[str] = frozenset()
    organisation_id: int | None = None
    account_ids: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        *,
        municipalities: Iterable[str | None] = (),
        organisation_id: int | None = None,
        account_ids: Iterable[int | None] = (),
    ) -> Belonging:
        return cls(
            municipalities=frozenset(m for m in municipalities if m),
            organisation_id=organisation_id,
            account_ids=frozenset(a for a in account_ids if a is not None),
        )


@dataclass(frozen=True)
class Scope:
    """What a person reaches with one action. An empty scope reaches nothing."""

    everything: bool = False
    municipalities: frozenset[str] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    account_ids: frozenset[int] = field(default=frozenset())

    @property
    def is_empty(self) -> bool:
        return not (
            self.everything or self.municipalities or self.organisation_ids or self.account_ids
        )

    def contains(self, ties: Belonging) -> bool:
        return (
            self.everything
            or not self.municipalities.isdisjoint(ties.municipalities)
            or ties.organisation_id in self.organisation_ids
            or not self.account_ids.isdisjoint(ties.account_ids)
        )

    def where(
        self,
        *,
        municipality: Iterable[ColumnElement[Any] | Any] = (),
        organisation: Any = None,
        account: Iterable[ColumnElement[Any] | Any] = (),
    ) -> ColumnElement[bool]:
        """Return the condition for a query; a tie without a column is not reachable by it.

        Example: ``select(Youth).where(scope(who, Action.READ_YOUTH).where(
        municipality=[Youth.municipality_code], organisation=Youth.organisation_id,
        account=[Youth.account_id]))``
        """
        if self.everything:
            return true()
        conditions = [column.in_(sorted(self.municipalities)) for column in municipality]
        if organisation is not None:
            conditions.append(organisation.in_(sorted(self.organisation_ids)))
        conditions += [column.in_(sorted(self.account_ids)) for column in account]
        return or_(false(), *conditions)


def scope(principal: Principal | None, action: Action) -> Scope:
    """Return what ``principal`` (None: not signed in) reaches with ``action``."""
    if principal is None:
        return Scope()
    reaches = {reach for role, reach in POLICY.get(action, {}).items() if role in principal.roles}
    municipalities: set[str] = set()
    if Reach.REGIONS in reaches:
        municipalities |= principal.regions
    if Reach.MUNICIPALITY in reaches and principal.municipality:
        municipalities.add(principal.municipality)
    organisations = {principal.organisation_id} if Reach.ORGANISATION in reaches else set()
    return Scope(
        everything=Reach.EVERYTHING in reaches,
        municipalities=frozenset(municipalities),
        organisation_ids=frozenset(o for o in organisations if o is not None),
        account_ids=frozenset({principal.account_id}) if Reach.OWN in reaches else frozenset(),
    )


def can(principal: Principal | None, action: Action, object: Any = None) -> bool:
    """Say whether ``principal`` may do ``action`` to ``object``.

    Without an object the question is whether the person may do it to anything at all
    (to show a menu entry, say). ``object`` is a table row known to :func:`belonging`,
    or a :class:`Belonging`.
    """
    reached = scope(principal, action)
    if object is None:
        return not reached.is_empty
    return reached.contains(belonging(object))


def demand(principal: Principal | None, action: Action, object: Any = None) -> None:
    """Do nothing when allowed.

    Raises:
        NotAllowed: the policy does not allow it.
    """
    if not can(principal, action, object):
        raise NotAllowed(f"{action} is not allowed for this account")


@singledispatch
def belonging(object: Any) -> Belonging:
    """Return the ties of an object; an unknown kind is a programming error, not a 'no'."""
    raise TypeError(f"the access policy knows no {type(object).__name__}")


@belonging.register
def _(object: Belonging) -> Belonging:
    return object


@belonging.register
def _(object: Municipality) -> Belonging:
    return Belonging.of(municipalities=[object.code])


@belonging.register
def _(object: Youth) -> Belonging:
    return Belonging.of(
        municipalities=[object.municipality_code],
        organisation_id=object.organisation_id,
        account_ids=[object.account_id],
    )


@belonging.register
def _(object: Household) -> Belonging:
    return Belonging.of(
        municipalities=[home.municipality_code for home in object.homes],
        account_ids=[object.account_id],
    )


@belonging.register
def _(object: Home) -> Belonging:
    return Belonging.of(
        municipalities=[object.municipality_code], account_ids=[object.household.account_id]
    )


@belonging.register
def _(object: Room) -> Belonging:
    return belonging(object.home)


@belonging.register
def _(object: Proposal) -> Belonging:
    """A proposal belongs to the regions of both sides: either coordinator may act on it."""
    return Belonging.of(
        municipalities=[object.youth.municipality_code, object.room.home.municipality_code]
    )
