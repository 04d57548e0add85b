"""Invitations: a person gets a link by mail and makes the own account, once, before a day.

Whoever invites never learns or chooses the passphrase. The table keeps a hash of the nonce in
the link, and the link itself is signed when the mail goes out (``matcher.links``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.accounts.rules import normal_email
from matcher.accounts.service import create_account, organisation_id_of
from matcher.accounts.ties import dossiers_of, require_free, require_ties
from matcher.audit import Actor, record
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import now as present_moment
from matcher.database.people import Invitation
from matcher.database.places import Municipality
from matcher.errors import AlreadyTaken, MatcherError, NotFound
from matcher.inforce import NETHERLANDS, policy_in_force
from matcher.links import Claim, hash_of, new_nonce
from matcher.words import Role

PURPOSE = "invitation"


class InvitationClosed(MatcherError):
    """The invitation was used, withdrawn or renewed, or its time is over."""

    def __init__(self) -> None:
        super().__init__("this invitation does not work any more; ask for a new one")


def invite(
    session: Session,
    actor: Actor,
    email: str,
    roles: Sequence[Role],
    *,
    organisation: str | None = None,
    municipality: str | None = None,
    regions: Sequence[str] = (),
    household_id: int | None = None,
    youth_id: int | None = None,
    language: str = "nl",
    today: date,
) -> Invitation:
    """Invite somebody by mail to make an account with these roles and ties.

    Inviting again for the same thing makes the earlier link useless.

    Args:
        organisation: code of the care organisation (referrers).
        municipality, regions: CBS codes (municipal officers; coordinators).
        household_id, youth_id: the dossier that becomes the person's own (hosts; youths).

    Raises:
        AlreadyTaken: 'email' has an account already, or 'dossier' belongs to one.
        NotFound: an unknown organisation, municipality, household or youth.
        MatcherError: the roles lack what they need.
    """
    address = normal_email(email)
    require_ties(roles, organisation, municipality, regions, household_id, youth_id)
    if session.scalar(select(Account.id).where(Account.email == address)) is not None:
        raise AlreadyTaken("email")
    for key in {*regions, *([municipality] if municipality else [])}:
        if session.get(Municipality, key) is None:
            raise NotFound("municipality", key)
    require_free(session, household_id, youth_id)
    invitation = Invitation(
        email=address,
        roles=" ".join(sorted(set(roles))),
        organisation_id=organisation_id_of(session, organisation),
        municipality_code=municipality,
        regions=" ".join(sorted(set(regions))),
        household_id=household_id,
        youth_id=youth_id,
        language=language,
        invited_by_id=actor.account_id,
        made_at=present_moment(),
    )
    _forget_earlier(session, invitation)
    _renew(session, invitation, today)
    record(session, actor, "invitation.make", invitation.id, roles=roles_of(invitation))
    return invitation


def invite_or_tell(
    session: Session, actor: Actor, email: str, roles: Sequence[Role], *, today: date,
    language: str = "nl", household_id: int | None = None, youth_id: int | None = None,
) -> Invitation | None:  # fmt: skip
    """Invite from a public page: it looks the same whether the address has an account or not.

    The owner of an account with this address is told by mail instead. Nothing is tied to it:
    anybody could have typed the address.
    """
    try:
        return invite(
            session, actor, email, roles, today=today, language=language,
            household_id=household_id, youth_id=youth_id,
        )  # fmt: skip
    except AlreadyTaken as taken:
        if taken.field != "email":
            raise
    outbox.post(session, normal_email(email), "invitation_has_account", language)
    return None


def send_again(session: Session, actor: Actor, invitation_id: int, today: date) -> Invitation:
    """Mail a new link with a new last day; the earlier one stops working.

    Raises:
        NotFound: there is no such invitation. InvitationClosed: it was accepted.
    """
    invitation = _unaccepted(session, invitation_id)
    _renew(session, invitation, today)
    record(session, actor, "invitation.repeat", invitation.id)
    return invitation


def withdraw(session: Session, actor: Actor, invitation_id: int) -> None:
    """Remove an invitation that nobody accepted; its link stops working.

    Raises:
        NotFound, InvitationClosed: as :func:`send_again`.
    """
    session.delete(_unaccepted(session, invitation_id))
    outbox.take_back(session, f"invitation:{invitation_id}:")
    record(session, actor, "invitation.withdraw", invitation_id)
    session.flush()


def find(session: Session, claim: Claim | None, moment: datetime) -> Invitation | None:
    """Return the invitation that a link opens; None when it opens nothing (any more)."""
    if claim is None:
        return None
    return session.scalars(
        select(Invitation).where(
            Invitation.id == claim.subject_id,
            Invitation.nonce_hash == hash_of(claim.nonce),
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > moment,
        )
    ).one_or_none()


def accept(
    session: Session, invitation: Invitation, name: str, passphrase: str, moment: datetime
) -> Account:
    """Make the account of the person invited and tie it to its dossier.

    Raises:
        InvitationClosed: somebody was faster, or the time is over.
        AlreadyTaken: 'email' or 'dossier' got an account in the meantime.
        WeakPassphrase: the passphrase breaks the rule.
    """
    _use_up(session, invitation.id, moment)
    require_free(session, invitation.household_id, invitation.youth_id)
    organisation = session.get(CareOrganisation, invitation.organisation_id or 0)
    account = create_account(
        session,
        Actor(invitation.invited_by_id, "web"),
        invitation.email,
        name,
        roles_of(invitation),
        organisation=organisation.code if organisation else None,
        municipality=invitation.municipality_code,
        regions=invitation.regions.split(),
        passphrase=passphrase,
        language=invitation.language,
    )
    for dossier in dossiers_of(session, invitation.household_id, invitation.youth_id):
        dossier.account_id = account.id
    session.execute(
        update(Invitation).where(Invitation.id == invitation.id).values(account_id=account.id)
    )
    record(session, Actor(account.id, "web"), "invitation.accept", invitation.id)
    session.flush()
    return account


def waiting(session: Session) -> Sequence[Invitation]:
    """Return the invitations that nobody has accepted yet, newest first."""
    query = select(Invitation).where(Invitation.accepted_at.is_(None))
    return session.scalars(query.order_by(Invitation.made_at.desc(), Invitation.id.desc())).all()


def forget_old(session: Session, moment: datetime) -> int:
    """Remove invitations whose time is over, accepted or not; return how many.

    They hold an address that nobody may have agreed to keep; who accepted has an account.
    """
    old = delete(Invitation).where(Invitation.expires_at <= moment)
    return session.execute(old).rowcount  # type: ignore[attr-defined]


def roles_of(invitation: Invitation) -> list[Role]:
    return [Role(code) for code in invitation.roles.split()]


def last_day(invitation: Invitation) -> date:
    """Return the last day on which the link works."""
    return invitation.expires_at.astimezone(NETHERLANDS).date() - timedelta(days=1)


def organisation_name(session: Session, invitation: Invitation) -> str | None:
    found = session.get(CareOrganisation, invitation.organisation_id or 0)
    return found.name if found else None


def _renew(session: Session, invitation: Invitation, today: date) -> None:
    """Give the invitation a new nonce and last day, and mail the link."""
    nonce, last = new_nonce(), today + timedelta(days=policy_in_force().before.invitation_days)
    invitation.nonce_hash = hash_of(nonce)
    invitation.expires_at = datetime.combine(last + timedelta(days=1), time(), NETHERLANDS)
    session.add(invitation)
    session.flush()
    outbox.post(
        session,
        invitation.email,
        "invitation",
        invitation.language,
        link=Claim(PURPOSE, invitation.id, nonce, last),
        once=f"invitation:{invitation.id}:{invitation.nonce_hash[:8]}",
        instead_of=f"invitation:{invitation.id}:",
        last_on=last.isoformat(),
    )


def _use_up(session: Session, invitation_id: int, moment: datetime) -> None:
    """Mark the invitation as accepted: of two who try at once, one gets through."""
    used = session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > moment,
        )
        .values(accepted_at=moment)
        .returning(Invitation.id)
    ).scalar_one_or_none()
    if used is None:
        raise InvitationClosed
    outbox.take_back(session, f"invitation:{invitation_id}:")


def _forget_earlier(session: Session, invitation: Invitation) -> None:
    forgotten = session.scalars(
        delete(Invitation)
        .where(
            Invitation.email == invitation.email,
            Invitation.roles == invitation.roles,
            Invitation.household_id.is_not_distinct_from(invitation.household_id),
            Invitation.youth_id.is_not_distinct_from(invitation.youth_id),
            Invitation.accepted_at.is_(None),
        )
        .returning(Invitation.id)
    ).all()
    for key in forgotten:
        outbox.take_back(session, f"invitation:{key}:")


def _unaccepted(session: Session, invitation_id: int) -> Invitation:
    # Locked, it is read as it is now.
    found = session.get(Invitation, invitation_id, with_for_update={"of": Invitation})
    if found is None:
        raise NotFound("invitation", invitation_id)
    if found.accepted_at is not None:
        raise InvitationClosed
    return found
