"""Who is signed in: the cookie names an account and a session version, checked each request."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Flask, g, session
from flask_login import LoginManager, UserMixin, login_user

from matcher.access import Principal
from matcher.accounts.service import principal_of
from matcher.database.accounts import Account
from web.session import database

IDLE_SECONDS = 60 * 60  # signed out after an hour without a click
LONGEST_SECONDS = 12 * 60 * 60  # and after a working day in any case


@dataclass
class SignedIn(UserMixin):
    """The signed-in person during one request."""

    name: str
    email: str
    language: str
    session_version: int
    principal: Principal

    def get_id(self) -> str:
        return f"{self.principal.account_id}.{self.session_version}"


def set_up_sign_in(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = "basic"
    manager.init_app(app)
    manager.user_loader(load_person)


def load_person(cookie_id: str) -> SignedIn | None:
    """Return the person of the cookie; None when it is stale in any way."""
    if g.get("without_person"):
        return None  # the page of an outage must not ask the database
    number, _, version = cookie_id.partition(".")
    if not (number.isdigit() and version.isdigit()) or not _is_fresh():
        return None
    account: Account | None = database.get(Account, int(number))
    if account is None or not account.is_active or account.session_version != int(version):
        return None
    return person_of(account)


def person_of(account: Account) -> SignedIn:
    return SignedIn(
        name=account.name,
        email=account.email,
        language=account.language,
        session_version=account.session_version,
        principal=principal_of(account),
    )


def begin_session(account: Account) -> None:
    """Sign the person in with a new session: nothing set before signing in survives."""
    session.clear()
    session["began"] = session["seen"] = int(time.time())
    login_user(person_of(account))


def renew_session(account: Account) -> None:
    """Keep this browser signed in after the session version was raised."""
    login_user(person_of(account))


def _is_fresh() -> bool:
    now = int(time.time())
    if (
        now - session.get("seen", 0) > IDLE_SECONDS
        or now - session.get("began", 0) > LONGEST_SECONDS
    ):
        return False
    if now - session["seen"] > 60:  # not each click: an unchanged session sends no cookie
        session["seen"] = now
    return True
