"""Handing single things over to a colleague: who may get what, who is told, and the way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import Actor
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.hosting import HouseholdHandling
from matcher.database.people import Worker
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.database.work import WorkHandover
from matcher.errors import NotFound
from matcher.words import ProposalStatus, Role, WorkKind
from matcher.work import daily, handing_over
from matcher.work.handing_over import Kept, Work
from matcher.work.listing import Listed, collect
from matcher.work.rules import WorkItem
from matcher.work.views import GIVEN, MINE, shown
from tests.factories import TODAY, add_account
from tests.work.scenes import MORNING, Region, add_region, add_rest, principal


@pytest.fixture
def region(session: Session) -> Region:
    """Noor handles the host of the proposal."""
    made = add_region(session)
    household_id = made.proposal.room.home.household_id
    session.add(HouseholdHandling(household_id=household_id, handled_by_id=made.noor.id))
    session.flush()
    return made


def acting(account: Account) -> Actor:
    return Actor(account.id, "web")


def seen(session: Session, account: Account) -> list[Listed]:
    return collect(session, principal(account), TODAY, MORNING)


def proposal_of(session: Session, account: Account) -> Listed:
    (one,) = [x for x in seen(session, account) if x.item.kind == WorkKind.DECIDE_PROPOSAL]
    return one


def work(session: Session, *listed: Listed) -> Work:
    return handing_over.work_of(session, (one.item for one in listed), opens)


def opens(item: WorkItem, roles: frozenset[Role]) -> bool:
    """The page with names is for who guides; all others are for everybody in this test."""
    return item.kind != WorkKind.NAMES or Role.REFERRER in roles


def give(session: Session, by: Account, to: Account) -> list[WorkKind]:
    given = work(session, proposal_of(session, by))
    return [x.kind for x in handing_over.hand_over(session, acting(by), given, to.id, TODAY)]


def mails(session: Session) -> list[tuple[str, str, str]]:
    rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [(one.recipient, one.template, one.language) for one in rows]


def test_it_waits_for_the_receiver_who_is_told_in_the_own_language(
    session: Session, region: Region
) -> None:
    region.bo.language = "en"
    assert give(session, region.noor, region.bo) == [WorkKind.DECIDE_PROPOSAL]
    of_noor, of_bo = (proposal_of(session, one) for one in (region.noor, region.bo))
    assert (of_noor.is_mine, of_noor.who, of_noor.is_given) == (False, ("Bo",), True)
    assert (of_bo.is_mine, of_bo.given_by, of_bo.is_given) == (True, "Noor", False)
    assert [len(shown([of_noor], view, ())) for view in (MINE, GIVEN)] == [0, 1]
    assert mails(session) == [(region.bo.email, "work_given", "en")]


def test_what_is_taken_back_waits_for_the_giver_again_and_nobody_is_mailed(
    session: Session, region: Region
) -> None:
    give(session, region.noor, region.bo)
    key = proposal_of(session, region.noor).key
    assert handing_over.hand_back(session, acting(region.els), [key]) == 0  # not hers to undo
    assert handing_over.hand_back(session, acting(region.noor), [key, "nonsense"]) == 1
    assert proposal_of(session, region.noor).is_mine
    assert [template for _, template, _ in mails(session)] == ["work_given"]


def test_who_gives_it_back_tells_who_handed_it_over(session: Session, region: Region) -> None:
    give(session, region.noor, region.bo)
    key = proposal_of(session, region.noor).key
    assert handing_over.hand_back(session, acting(region.bo), [key]) == 1
    assert mails(session)[-1][:2] == (region.noor.email, "work_given_back")


def test_a_mail_that_waits_says_what_is_left_of_the_work(session: Session, region: Region) -> None:
    add_rest(session, region)
    session.flush()
    listed = [x for x in seen(session, region.noor) if not work(session, x).why_not(x.item)]
    given = handing_over.hand_over(
        session, acting(region.noor), work(session, *listed), region.bo.id, TODAY
    )
    assert len(given) > 1
    waiting = select(OutboxMessage).where(OutboxMessage.template == "work_given")
    mail = session.scalars(waiting).one()
    assert mail.values["number"] == len(given)
    handing_over.hand_back(session, acting(region.noor), [given[0].key])
    assert (mail.values["number"], mail.overtaken_at) == (len(given) - 1, None)
    handing_over.forget_done(session, ())
    session.refresh(mail)
    assert mail.overtaken_at is not None


def test_what_is_handed_on_is_not_mailed_to_who_had_it_for_a_moment(
    session: Session, region: Region
) -> None:
    third = add_account(session, Role.COORDINATOR, name="Tom", regions=["GM0344"])
    give(session, region.noor, region.bo)
    give(session, region.bo, third)
    waiting = select(OutboxMessage.recipient).where(
        OutboxMessage.template == "work_given", OutboxMessage.overtaken_at.is_(None)
    )
    assert session.scalars(waiting).all() == [third.email]


def test_what_is_handed_on_and_comes_home_is_as_if_nothing_happened(
    session: Session, region: Region
) -> None:
    third = add_account(session, Role.COORDINATOR, name="Tom", regions=["GM0344"])
    give(session, region.noor, region.bo)
    give(session, region.bo, third)
    assert proposal_of(session, third).who == ("Tom",)
    assert proposal_of(session, region.noor).is_given
    give(session, third, region.noor)
    assert session.scalars(select(WorkHandover)).all() == []
    assert proposal_of(session, region.noor).is_mine


def test_a_newer_decision_about_who_does_it_goes_before_an_old_hand_over(
    session: Session, region: Region
) -> None:
    give(session, region.noor, region.bo)
    third = add_account(session, Role.COORDINATOR, name="Tom", regions=["GM0344"])
    session.scalars(select(HouseholdHandling)).one().handled_by_id = third.id
    session.flush()
    assert proposal_of(session, third).who == ("Tom",)
    give(session, third, region.bo)  # and it can be handed over anew
    assert proposal_of(session, third).who == ("Bo",)


def test_who_has_left_receives_nothing_any_more(session: Session, region: Region) -> None:
    give(session, region.noor, region.bo)
    region.bo.is_active = False
    session.flush()
    assert proposal_of(session, region.noor).is_mine


def test_only_colleagues_who_may_do_it_are_offered_and_get_it(
    session: Session, region: Region
) -> None:
    session.add(Worker(account_id=region.bo.id, away_from=TODAY))
    session.flush()
    given = work(session, proposal_of(session, region.noor))
    found = handing_over.colleagues(session, given, TODAY, apart_from=region.noor.id)
    assert [(one.name, one.is_away) for one in found] == [("Bo", True)]
    for other in (region.els, region.kim):  # another region; not the work of a counsellor
        assert handing_over.hand_over(session, acting(region.noor), given, other.id, TODAY) == []
    host = add_account(session, Role.HOST)
    with pytest.raises(NotFound):
        handing_over.hand_over(session, acting(region.noor), given, host.id, TODAY)
    assert mails(session) == []


def test_a_counsellor_hands_over_to_a_counsellor_of_the_same_organisation(
    session: Session, region: Region
) -> None:
    add_rest(session, region)
    session.add(CareOrganisation(code="ZUID", name="Zorg Zuid"))
    stranger = add_account(session, Role.REFERRER, name="Ali", organisation="ZUID")
    mine = shown(seen(session, region.kim), MINE, ())
    given = work(session, *mine)
    people = handing_over.colleagues(session, given, TODAY, apart_from=region.kim.id)
    by_name = {one.name: one for one in people}
    assert by_name.keys() == {"Bo", "Jo", "Noor"}
    of_jo = {item.kind: given.why_not(item, by_name["Jo"]) for item in given.items}
    assert of_jo == {
        WorkKind.CASE: None,
        WorkKind.CORRECTION: None,
        WorkKind.NAMES: None,
        WorkKind.VISIT_REPORT: Kept.PERSONAL,
    }
    names = next(item for item in given.items if item.kind == WorkKind.NAMES)
    assert given.why_not(names, by_name["Bo"]) == Kept.ROLE
    going = handing_over.hand_over(session, acting(region.kim), given, stranger.id, TODAY)
    assert going == []


def test_what_a_colleague_was_asked_by_name_stays_there(session: Session, region: Region) -> None:
    add_rest(session, region)
    (asked,) = shown(seen(session, region.jo), MINE, ())
    assert work(session, asked).why_not(asked.item) == Kept.PERSONAL


def test_what_is_done_is_forgotten_before_it_could_come_up_again(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        made = add_region(session)
        give(session, made.noor, made.bo)
    assert daily.run(factory, TODAY + timedelta(days=1)) == 0
    with transaction(factory) as session:
        session.get_one(type(made.proposal), made.proposal.id).status = ProposalStatus.LAPSED
    assert daily.run(factory, TODAY + timedelta(days=1)) == 1
    with factory() as session:
        assert session.scalars(select(WorkHandover)).all() == []
