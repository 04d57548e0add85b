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
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true

from matcher.belonging import Belonging, belonging
from matcher.errors import NotAllowed
from matcher.words import Role

__all__ = [
    "POLICY",
    "Action",
    "Belonging",
    "Principal",
    "Reach",
    "Scope",
    "belonging",
    "can",
    "demand",
    "scope",
]


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
    HANDLE_HOST = auto()
    PLAN_VISIT = auto()
    READ_VISIT = auto()
    WRITE_VISIT = auto()
    DECIDE_VISIT = auto()
    READ_PHOTO = auto()
    COUNT_POINTS = auto()
    READ_CASE = auto()
    SCREEN_YOUTH = auto()
    AGREE_EXCEPTION = auto()
    GIVE_CONSENT = auto()
    CORRECT_OWN = auto()
    READ_NAMES = auto()
    DIVIDE_NAMES = auto()
    READ_FLOWCHART = auto()
    EDIT_FLOWCHART = auto()
    EDIT_ROUTEMAP = auto()
    READ_WOONKAART = auto()
    MANAGE_SCHOOLS = auto()
    MANAGE_ORGANISATION = auto()
    READ_TEAM = auto()
    CHANGE_WORKER = auto()
    HAND_OVER = auto()
    READ_READINESS = auto()
    READ_INTRODUCTION = auto()
    GUIDE_INTRODUCTION = auto()
    ANSWER_PROPOSAL = auto()
    PLAN_MEETING = auto()
    DECIDE_SUGGESTION = auto()
    READ_AGREEMENT = auto()
    WRITE_AGREEMENT = auto()
    ACKNOWLEDGE_RULES = auto()
    READ_PLACEMENT = auto()
    MOVE_PLACEMENT = auto()
    WRITE_CHECK_IN = auto()
    HEAR_SIDE = auto()
    READ_PLAN = auto()
    WRITE_PLAN = auto()
    RAISE_CONCERN = auto()
    READ_CONCERN = auto()
    HANDLE_CONCERN = auto()
    GIVE_NOTICE = auto()
    READ_EVALUATION = auto()
    FOLLOW_UP = auto()
    READ_MEETING = auto()
    RUN_MEETING = auto()
    READ_MESSAGES = auto()
    READ_WORK = auto()


class Reach(Enum):
    """How far a role reaches with an action."""

    EVERYTHING = auto()
    REGIONS = auto()  # objects in the coordinator's municipalities
    MUNICIPALITY = auto()  # objects of the officer's municipality
    ORGANISATION = auto()  # objects of the person's care organisation
    OWN = auto()  # objects tied to the person's account


#: All who have to do with a placement: staff of the regions, the organisation, and both sides.
EVERYBODY_CONCERNED = {
    Role.COORDINATOR: Reach.REGIONS,
    Role.REFERRER: Reach.ORGANISATION,
    Role.HOST: Reach.OWN,
    Role.YOUTH: Reach.OWN,
}
STAFF = {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION}
COORDINATORS = {Role.COORDINATOR: Reach.REGIONS}

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
    Action.HANDLE_HOST: {Role.COORDINATOR: Reach.REGIONS},
    Action.PLAN_VISIT: {Role.COORDINATOR: Reach.REGIONS},
    # A visitor of a care organisation reaches the own visits only, and a host never the notes.
    Action.READ_VISIT: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.OWN},
    Action.WRITE_VISIT: {Role.COORDINATOR: Reach.OWN, Role.REFERRER: Reach.OWN},
    Action.DECIDE_VISIT: {Role.COORDINATOR: Reach.REGIONS},
    Action.READ_PHOTO: {Role.COORDINATOR: Reach.REGIONS, Role.HOST: Reach.OWN},
    Action.COUNT_POINTS: {Role.COORDINATOR: Reach.REGIONS, Role.HOST: Reach.OWN},
    Action.READ_CASE: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.REFERRER: Reach.ORGANISATION,
        Role.YOUTH: Reach.OWN,
    },
    Action.SCREEN_YOUTH: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.AGREE_EXCEPTION: {Role.COORDINATOR: Reach.REGIONS},
    Action.GIVE_CONSENT: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.REFERRER: Reach.ORGANISATION,
        Role.YOUTH: Reach.OWN,
        Role.HOST: Reach.OWN,
    },
    Action.CORRECT_OWN: {Role.YOUTH: Reach.OWN},
    Action.READ_NAMES: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.DIVIDE_NAMES: {Role.COORDINATOR: Reach.REGIONS},
    Action.READ_FLOWCHART: {
        Role.COORDINATOR: Reach.EVERYTHING,
        Role.REFERRER: Reach.EVERYTHING,
        Role.MUNICIPALITY_OFFICER: Reach.EVERYTHING,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
    },
    Action.EDIT_FLOWCHART: {Role.ADMINISTRATOR: Reach.EVERYTHING},
    # A referrer edits the route maps that the person owns.
    Action.EDIT_ROUTEMAP: {
        Role.COORDINATOR: Reach.EVERYTHING,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
        Role.REFERRER: Reach.OWN,
    },
    # Nobody behind these figures can be known, so all who work with youths may see them.
    Action.READ_WOONKAART: {
        Role.COORDINATOR: Reach.EVERYTHING,
        Role.REFERRER: Reach.EVERYTHING,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
        Role.MUNICIPALITY_OFFICER: Reach.MUNICIPALITY,
    },
    Action.MANAGE_SCHOOLS: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
    },
    # A referrer only who leads the organisation: matcher/people/authority.py asks that too.
    Action.MANAGE_ORGANISATION: {
        Role.ADMINISTRATOR: Reach.EVERYTHING,
        Role.REFERRER: Reach.ORGANISATION,
    },
    Action.READ_TEAM: {
        Role.REFERRER: Reach.ORGANISATION,
        Role.COORDINATOR: Reach.EVERYTHING,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
    },
    Action.CHANGE_WORKER: {
        Role.REFERRER: Reach.OWN,
        Role.COORDINATOR: Reach.OWN,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
    },
    Action.HAND_OVER: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.READ_READINESS: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.REFERRER: Reach.ORGANISATION,
        Role.YOUTH: Reach.OWN,
        Role.HOST: Reach.OWN,
    },
    Action.READ_INTRODUCTION: EVERYBODY_CONCERNED,
    Action.GUIDE_INTRODUCTION: COORDINATORS,
    # Staff write down what a side told them; that way is on record.
    Action.ANSWER_PROPOSAL: EVERYBODY_CONCERNED,
    Action.PLAN_MEETING: EVERYBODY_CONCERNED,
    Action.DECIDE_SUGGESTION: COORDINATORS,
    Action.READ_AGREEMENT: EVERYBODY_CONCERNED,
    Action.WRITE_AGREEMENT: COORDINATORS,
    Action.ACKNOWLEDGE_RULES: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.HOST: Reach.OWN,
        Role.YOUTH: Reach.OWN,
    },
    # A host reaches the placement and never the dossier of the youth: who it is, is disclosed.
    Action.READ_PLACEMENT: EVERYBODY_CONCERNED,
    Action.MOVE_PLACEMENT: COORDINATORS,
    Action.WRITE_CHECK_IN: STAFF,
    # Each side says how it goes; what it said belongs to that side alone (belonging.py).
    Action.HEAR_SIDE: {Role.HOST: Reach.OWN, Role.YOUTH: Reach.OWN},
    Action.READ_PLAN: {**STAFF, Role.YOUTH: Reach.OWN},
    Action.WRITE_PLAN: {**STAFF, Role.YOUTH: Reach.OWN},
    Action.RAISE_CONCERN: EVERYBODY_CONCERNED,
    # A host or youth reads back the own concern: it belongs to who raised it.
    Action.READ_CONCERN: EVERYBODY_CONCERNED,
    Action.HANDLE_CONCERN: COORDINATORS,
    Action.GIVE_NOTICE: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.HOST: Reach.OWN,
        Role.YOUTH: Reach.OWN,
    },
    Action.READ_EVALUATION: COORDINATORS,
    Action.FOLLOW_UP: STAFF,
    Action.READ_MEETING: COORDINATORS,
    Action.RUN_MEETING: COORDINATORS,
    Action.READ_MESSAGES: COORDINATORS,
    Action.READ_WORK: EVERYBODY_CONCERNED,
}


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
