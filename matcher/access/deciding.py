"""Ask the policy: may this person do this to this object, and what does the person reach?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true

from matcher.access.actions import Action, Reach
from matcher.access.policy import POLICY
from matcher.belonging import Belonging, belonging
from matcher.errors import NotAllowed
from matcher.words import Role


@dataclass(frozen=True, kw_only=True)
class Principal:
    """The person who acts. ``regions`` are the municipality codes of a coordinator,
    those of colleagues for whom the person is deputy today included."""

    account_id: int
    roles: frozenset[Role]
    organisation_id: int | None = None
    municipality: str | None = None
    regions: frozenset[str] = frozenset()

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


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
