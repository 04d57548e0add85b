"""The access policy: what each role reaches, in one object and in a list alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, literal, select
from sqlalchemy.types import Integer, String

from matcher.access import Action, Belonging, Principal, Scope, can, demand, scope
from matcher.errors import NotAllowed
from matcher.words import Role
from tests.factories import UTRECHT

AMSTERDAM = "GM0363"
COORDINATOR = Principal(
    account_id=1, roles=frozenset({Role.COORDINATOR}), regions=frozenset({AMSTERDAM})
)
REFERRER = Principal(account_id=2, roles=frozenset({Role.REFERRER}), organisation_id=7)
OFFICER = Principal(
    account_id=3, roles=frozenset({Role.MUNICIPALITY_OFFICER}), municipality=AMSTERDAM
)
ADMINISTRATOR = Principal(account_id=4, roles=frozenset({Role.ADMINISTRATOR}))
HOST = Principal(account_id=5, roles=frozenset({Role.HOST}))
YOUTH = Principal(account_id=6, roles=frozenset({Role.YOUTH}))


def ties(
    *municipalities: str, organisation_id: int | None = None, account_id: int | None = None
) -> Belonging:
    return Belonging.of(
        municipalities=municipalities, organisation_id=organisation_id, account_ids=[account_id]
    )


DOSSIERS = [
    Action.READ_YOUTH, Action.CHANGE_YOUTH, Action.READ_HOST, Action.CHANGE_HOST,
    Action.READ_PROPOSAL, Action.DECIDE_PROPOSAL,
]  # fmt: skip


@pytest.mark.parametrize("action", list(Action))
def test_visitor_may_do_nothing(action: Action) -> None:
    assert not can(None, action)
    assert not can(None, action, ties(AMSTERDAM, organisation_id=7, account_id=1))


@pytest.mark.parametrize("action", DOSSIERS)
def test_coordinator_reaches_dossiers_of_the_own_region_only(action: Action) -> None:
    assert can(COORDINATOR, action, ties(AMSTERDAM))
    assert not can(COORDINATOR, action, ties(UTRECHT))
    assert not can(COORDINATOR, action, ties())


def test_coordinator_of_either_side_may_decide_on_a_proposal() -> None:
    assert can(COORDINATOR, Action.DECIDE_PROPOSAL, ties(UTRECHT, AMSTERDAM))


def test_coordinator_without_regions_reaches_nothing() -> None:
    nobody = Principal(account_id=1, roles=frozenset({Role.COORDINATOR}))
    assert not can(nobody, Action.READ_YOUTH)
    assert not can(nobody, Action.READ_YOUTH, ties(AMSTERDAM))


def test_referrer_reaches_youths_of_the_own_organisation_only() -> None:
    assert can(REFERRER, Action.READ_YOUTH, ties(UTRECHT, organisation_id=7))
    assert not can(REFERRER, Action.READ_YOUTH, ties(UTRECHT, organisation_id=8))
    assert not can(REFERRER, Action.READ_YOUTH, ties(UTRECHT))
    assert not can(REFERRER, Action.READ_HOST, ties(UTRECHT, organisation_id=7))


def test_referrer_without_organisation_does_not_reach_youths_without_one() -> None:
    loose = Principal(account_id=2, roles=frozenset({Role.REFERRER}))
    assert not can(loose, Action.READ_YOUTH, ties(UTRECHT))


@pytest.mark.parametrize("action", DOSSIERS)
@pytest.mark.parametrize("person", [OFFICER, ADMINISTRATOR])
def test_officer_and_administrator_reach_no_dossier(person: Principal, action: Action) -> None:
    assert not can(person, action)
    assert not can(person, action, ties(AMSTERDAM, organisation_id=7, account_id=person.account_id))


def test_officer_sees_figures_of_the_own_municipality_only() -> None:
    assert can(OFFICER, Action.READ_FIGURES, ties(AMSTERDAM))
    assert not can(OFFICER, Action.READ_FIGURES, ties(UTRECHT))


def test_host_and_youth_reach_their_own_only() -> None:
    assert can(HOST, Action.READ_HOST, ties(AMSTERDAM, account_id=5))
    assert not can(HOST, Action.READ_HOST, ties(AMSTERDAM, account_id=6))
    assert can(YOUTH, Action.READ_YOUTH, ties(AMSTERDAM, account_id=6))
    assert not can(YOUTH, Action.READ_YOUTH, ties(AMSTERDAM, account_id=5))
    assert not can(YOUTH, Action.READ_HOST, ties(AMSTERDAM, account_id=6))


def test_several_roles_add_up() -> None:
    both = Principal(
        account_id=1,
        roles=frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
        regions=frozenset({AMSTERDAM}),
    )
    assert can(both, Action.MANAGE_ACCOUNTS)
    assert can(both, Action.READ_YOUTH, ties(AMSTERDAM))


def test_demand_raises_where_can_says_no() -> None:
    demand(COORDINATOR, Action.READ_YOUTH, ties(AMSTERDAM))
    with pytest.raises(NotAllowed):
        demand(COORDINATOR, Action.READ_YOUTH, ties(UTRECHT))


def test_unknown_kind_of_object_is_an_error_and_not_a_silent_no() -> None:
    with pytest.raises(TypeError, match="knows no dict"):
        can(COORDINATOR, Action.READ_YOUTH, {"municipality_code": AMSTERDAM})


def test_condition_reaches_nothing_by_a_tie_without_a_column() -> None:
    condition = scope(REFERRER, Action.READ_YOUTH).where()
    assert str(condition.compile(compile_kwargs={"literal_binds": True})) in ("false", "0 = 1")


ENGINE = create_engine("sqlite://")
codes = st.sampled_from([AMSTERDAM, UTRECHT, "GM0034"])
numbers = st.integers(1, 4)
principals = st.builds(
    Principal,
    account_id=numbers,
    roles=st.frozensets(st.sampled_from(list(Role))),
    organisation_id=st.none() | numbers,
    municipality=st.none() | codes,
    regions=st.frozensets(codes),
)


@given(principals, st.sampled_from(list(Action)), codes, st.none() | numbers, st.none() | numbers)
def test_list_shows_a_row_exactly_when_its_page_opens(
    person: Principal, action: Action, code: str, organisation: int | None, account: int | None
) -> None:
    reached: Scope = scope(person, action)
    row = select(
        literal(code, String).label("code"),
        literal(organisation, Integer).label("organisation"),
        literal(account, Integer).label("account"),
    ).subquery()
    query = select(row.c.code).where(
        reached.where(
            municipality=[row.c.code], organisation=row.c.organisation, account=[row.c.account]
        )
    )
    with ENGINE.connect() as connection:
        listed = connection.execute(query).first() is not None
    assert listed == can(
        person, action, ties(code, organisation_id=organisation, account_id=account)
    )
