"""An invitation makes one account, once, before its day, and never shows who else is known."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.accounts import invitations, service
from matcher.accounts.invitations import InvitationClosed
from matcher.audit import Actor
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import now
from matcher.database.hosts import Household
from matcher.database.people import Invitation
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, MatcherError, NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.links import Claim
from matcher.words import Role
from tests.factories import add_municipality, add_room, add_youth

CLI = Actor(None, "cli")
PASSPHRASE = "acht blauwe olifanten zingen zacht"
TODAY = today_in_the_netherlands()


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(service, "HASHER", cheap)


def claim_of(session: Session) -> Claim:
    """The claim in the newest mail."""
    newest = select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)
    return Claim.restored(session.scalars(newest).one().values["link"])


def invite_referrer(session: Session, email: str = "kim@example.org") -> Invitation:
    known = select(CareOrganisation).where(CareOrganisation.code == "Z1")
    if session.scalar(known) is None:
        session.add(CareOrganisation(code="Z1", name="Zorg Een"))
        session.flush()
    return invitations.invite(session, CLI, email, [Role.REFERRER], organisation="Z1", today=TODAY)


def test_who_accepts_gets_the_account_that_was_meant(session: Session) -> None:
    invited = invite_referrer(session, " Kim@Example.org ")
    found = invitations.find(session, claim_of(session), now())
    assert found is invited
    account = invitations.accept(session, invited, "Kim Visser", PASSPHRASE, now())
    assert (account.email, account.name) == ("kim@example.org", "Kim Visser")
    assert [link.role for link in account.roles] == [Role.REFERRER]
    assert account.organisation_id == invited.organisation_id
    assert service.is_right(service.Attempt(account.id, account.password_hash), PASSPHRASE)
    told = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "invitation"))
    assert list(told) == ["invitation.make", "invitation.accept"]


def test_a_host_and_a_youth_get_their_own_dossier(session: Session) -> None:
    household, youth = add_room(session).home.household, add_youth(session)
    for invited in (
        invitations.invite(
            session, CLI, "a@example.org", [Role.HOST], household_id=household.id, today=TODAY
        ),
        invitations.invite(
            session, CLI, "b@example.org", [Role.YOUTH], youth_id=youth.id, today=TODAY
        ),
    ):
        invitations.accept(session, invited, "Bo", PASSPHRASE, now())
    session.expire_all()
    owners = (
        session.get_one(Household, household.id).account_id,
        session.get_one(Youth, youth.id).account_id,
    )
    assert None not in owners
    assert owners[0] != owners[1]


def test_an_invitation_works_once(session: Session) -> None:
    invited = invite_referrer(session)
    claim = claim_of(session)
    invitations.accept(session, invited, "Kim", PASSPHRASE, now())
    assert invitations.find(session, claim, now()) is None
    with pytest.raises(InvitationClosed):
        invitations.accept(session, invited, "Kim", PASSPHRASE, now())


def test_an_invitation_works_until_its_day_is_over(session: Session) -> None:
    invited, claim = invite_referrer(session), claim_of(session)
    last_moment = invited.expires_at - timedelta(seconds=1)
    assert last_moment.astimezone(invitations.NETHERLANDS).date() == claim.expires_on
    assert invitations.find(session, claim, last_moment) is invited
    assert invitations.find(session, claim, invited.expires_at) is None
    with pytest.raises(InvitationClosed):
        invitations.accept(session, invited, "Kim", PASSPHRASE, invited.expires_at)


def test_only_the_newest_link_works(session: Session) -> None:
    invited, first = invite_referrer(session), claim_of(session)
    invitations.send_again(session, CLI, invited.id, TODAY)
    second = claim_of(session)
    assert invitations.find(session, first, now()) is None
    assert invitations.find(session, second, now()) is invited
    again = invite_referrer(session)
    assert invitations.find(session, second, now()) is None
    assert invitations.waiting(session) == [again]


def test_a_withdrawn_invitation_does_not_work(session: Session) -> None:
    invited, claim = invite_referrer(session), claim_of(session)
    invitations.withdraw(session, CLI, invited.id)
    assert invitations.find(session, claim, now()) is None
    for deed in (
        lambda: invitations.withdraw(session, CLI, claim.subject_id),
        lambda: invitations.send_again(session, CLI, claim.subject_id, TODAY),
    ):
        with pytest.raises(NotFound):
            deed()


def test_an_accepted_invitation_cannot_be_withdrawn(session: Session) -> None:
    invited = invite_referrer(session)
    invitations.accept(session, invited, "Kim", PASSPHRASE, now())
    with pytest.raises(InvitationClosed):
        invitations.withdraw(session, CLI, invited.id)


def test_nobody_is_invited_for_an_address_or_a_dossier_that_has_an_account(
    session: Session,
) -> None:
    youth = add_youth(session)
    invited = invitations.invite(
        session, CLI, "bo@example.org", [Role.YOUTH], youth_id=youth.id, today=TODAY
    )
    invitations.accept(session, invited, "Bo", PASSPHRASE, now())
    with pytest.raises(AlreadyTaken, match="email"):
        invite_referrer(session, "bo@example.org")
    with pytest.raises(AlreadyTaken, match="dossier"):
        invitations.invite(
            session, CLI, "other@example.org", [Role.YOUTH], youth_id=youth.id, today=TODAY
        )


def test_a_public_page_does_not_show_who_has_an_account(session: Session) -> None:
    household = add_room(session).home.household
    service.create_account(
        session, CLI, "kim@example.org", "Kim", [Role.ADMINISTRATOR], passphrase=PASSPHRASE
    )
    for email in ("kim@example.org", "new@example.org"):
        invitations.invite_or_tell(
            session, CLI, email, [Role.HOST], household_id=household.id, today=TODAY
        )
    mails = session.execute(select(OutboxMessage.recipient, OutboxMessage.template)).all()
    assert [tuple(mail) for mail in mails] == [
        ("kim@example.org", "invitation_has_account"),
        ("new@example.org", "invitation"),
    ]
    assert session.get_one(Household, household.id).account_id is None


@pytest.mark.parametrize(
    ("roles", "ties", "problem"),
    [
        ([], {}, "at least one role"),
        ([Role.REFERRER], {}, "care organisation"),
        ([Role.COORDINATOR], {}, "works in municipalities"),
        ([Role.HOST], {}, "one household"),
        ([Role.YOUTH], {}, "one youth"),
        ([Role.ADMINISTRATOR], {"youth_id": 1}, "only a youth's"),
    ],
)
def test_roles_without_what_they_need_are_refused(
    session: Session, roles: list[Role], ties: dict[str, int], problem: str
) -> None:
    with pytest.raises(MatcherError, match=problem):
        invitations.invite(session, CLI, "a@example.org", roles, today=TODAY, **ties)  # type: ignore[arg-type]


def test_what_does_not_exist_is_not_invited_for(session: Session) -> None:
    add_municipality(session)
    with pytest.raises(NotFound):
        invitations.invite(
            session, CLI, "a@example.org", [Role.YOUTH], youth_id=999_999, today=TODAY
        )
    with pytest.raises(NotFound):
        invitations.invite(
            session, CLI, "a@example.org", [Role.REFERRER], organisation="NO", today=TODAY
        )
    with pytest.raises(NotFound):
        invitations.invite(
            session, CLI, "a@example.org", [Role.COORDINATOR], regions=["GM9999"], today=TODAY
        )


def test_the_address_of_somebody_who_never_came_is_forgotten(session: Session) -> None:
    invited = invite_referrer(session)
    assert invitations.forget_old(session, invited.expires_at - timedelta(seconds=1)) == 0
    assert invitations.forget_old(session, invited.expires_at) == 1


def test_of_two_who_accept_at_once_one_gets_the_account(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        key = invite_referrer(session).id
    ready, outcomes = threading.Barrier(2), []

    def accept(name: str) -> None:
        try:
            with transaction(factory) as own:
                invited = own.get_one(Invitation, key)
                if own.bind is not None and own.bind.dialect.name != "sqlite":
                    ready.wait(10)  # both have read before either writes; SQLite has one writer
                invitations.accept(own, invited, name, PASSPHRASE, now())
            outcomes.append("made")
        except InvitationClosed:
            outcomes.append("closed")

    threads = [threading.Thread(target=accept, args=(name,)) for name in ("Kim", "Robin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "made"]
    with factory() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 1


def test_a_passphrase_that_is_too_easy_leaves_the_invitation_open(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        invited, claim = invite_referrer(session), claim_of(session)
    with pytest.raises(service.WeakPassphrase), transaction(factory) as session:
        invitations.accept(session, session.get_one(Invitation, invited.id), "K", "short", now())
    with factory() as session:
        assert invitations.find(session, claim, now()) is not None
