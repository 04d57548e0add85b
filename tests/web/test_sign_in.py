"""Signing in: the count of guesses, like answers, sessions, redirects."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from argon2 import PasswordHasher, Type
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.accounts import service
from matcher.accounts.rules import DEMO_PASSPHRASE, Throttle, passphrase_problems
from matcher.database.accounts import Account
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.words import Role
from tests.web.conftest import PASSPHRASE, SignIn
from web.account import session as account_session
from web.sitemap import landing

MakeAccount = Callable[..., Account]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def sign_in(client: FlaskClient, email: str, passphrase: str = PASSPHRASE, **query: str):  # type: ignore[no-untyped-def]
    data = {"email": email, "passphrase": passphrase}
    return client.post("/account/sign-in", data=data, query_string=query)


def test_right_passphrase_opens_the_own_account(
    client: FlaskClient, make_account: MakeAccount
) -> None:
    account = make_account(Role.HOST)
    answer = sign_in(client, account.email)
    assert answer.status_code == 303
    page = client.get("/account/")
    assert page.status_code == 200
    assert "Noor Jansen" in page.text


def test_address_is_compared_without_capitals_and_spaces(
    client: FlaskClient, make_account: MakeAccount
) -> None:
    account = make_account(Role.HOST)
    assert sign_in(client, f" {account.email.upper()} ").status_code == 303


def test_unknown_wrong_inactive_and_resting_accounts_get_the_same_answer(
    client: FlaskClient, make_account: MakeAccount, factory: sessionmaker[Session]
) -> None:
    wrong, inactive, resting, without = (make_account(Role.HOST) for _ in range(4))
    with transaction(factory) as session:
        session.execute(update(Account).where(Account.id == inactive.id).values(is_active=False))
        session.execute(
            update(Account)
            .where(Account.id == resting.id)
            .values(locked_until_at=datetime.now(UTC) + timedelta(minutes=5))
        )
        session.execute(update(Account).where(Account.id == without.id).values(password_hash=None))
    answers = {
        (answer.status_code, answer.text.replace(email, "ADDRESS"))
        for email, passphrase in [
            ("nobody@demo.example", PASSPHRASE),
            (wrong.email, "iets heel anders dan dat"),
            (inactive.email, PASSPHRASE),
            (resting.email, PASSPHRASE),
            (without.email, PASSPHRASE),
        ]
        for answer in [sign_in(client, email, passphrase)]
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 422


def test_every_answer_checks_one_hash(
    client: FlaskClient, make_account: MakeAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal work is what makes the answers take equal time; time itself is not asserted."""
    checked: list[str] = []

    hasher = service.HASHER

    class Counting:
        def verify(self, stored: str, passphrase: str) -> None:
            checked.append(stored)
            hasher.verify(stored, passphrase)

        hash = staticmethod(hasher.hash)

    account = make_account(Role.HOST)
    monkeypatch.setattr(service, "HASHER", Counting())
    for email in ("nobody@demo.example", account.email):
        checked.clear()
        sign_in(client, email, "iets heel anders dan dat")
        assert len(checked) == 1


def test_account_rests_after_the_limit_and_then_opens_again(
    factory: sessionmaker[Session], make_account: MakeAccount
) -> None:
    account = make_account(Role.HOST, passphrase=None)
    throttle = Throttle(limit=3, rest=timedelta(minutes=15))

    def guess(now: datetime) -> bool:
        with transaction(factory) as session:
            return service.take_attempt(session, account.email, now, throttle) is not None

    assert [guess(NOW) for _ in range(5)] == [True, True, True, False, False]
    assert not guess(NOW + timedelta(minutes=14, seconds=59))
    later = NOW + timedelta(minutes=15)
    assert [guess(later) for _ in range(4)] == [True, True, True, False]


def test_signing_in_forgets_the_failed_guesses_and_is_recorded(
    client: FlaskClient, make_account: MakeAccount, factory: sessionmaker[Session]
) -> None:
    account = make_account(Role.HOST)
    sign_in(client, account.email, "iets heel anders dan dat")
    sign_in(client, account.email)
    with factory() as session:
        assert session.get_one(Account, account.id).number_of_failed_sign_ins == 0
        actions = session.scalars(select(AuditEvent.action)).all()
    assert "account.sign_in" in actions


def test_resting_is_recorded_and_a_failed_guess_is_counted_although_the_answer_is_422(
    client: FlaskClient, make_account: MakeAccount, factory: sessionmaker[Session]
) -> None:
    account = make_account(Role.HOST)
    for _ in range(Throttle().limit):
        sign_in(client, account.email, "iets heel anders dan dat")
    assert sign_in(client, account.email).status_code == 422  # the right one comes too late
    with factory() as session:
        assert "account.rest" in session.scalars(select(AuditEvent.action)).all()


def race(guess: Callable[[], bool], number: int) -> int:
    barrier = Barrier(number)

    def one(_: int) -> bool:
        barrier.wait()
        return guess()

    with ThreadPoolExecutor(number) as threads:
        return sum(threads.map(one, range(number)))


def test_simultaneous_guesses_get_exactly_the_limit(
    factory: sessionmaker[Session], make_account: MakeAccount
) -> None:
    for _ in range(5):
        account = make_account(Role.HOST, passphrase=None)

        def guess(email: str = account.email) -> bool:
            with transaction(factory) as session:
                return service.take_attempt(session, email, NOW) is not None

        assert race(guess, 24) == Throttle().limit


def test_control_reading_the_counter_first_lets_more_guesses_through(
    factory: sessionmaker[Session], make_account: MakeAccount
) -> None:
    """What the conditional update prevents: check, and count in another transaction."""
    account = make_account(Role.HOST, passphrase=None)
    seen = Barrier(24)

    def guess() -> bool:
        with factory() as session:
            counted = session.get_one(Account, account.id).number_of_failed_sign_ins
        seen.wait()
        if counted >= Throttle().limit:
            return False
        with transaction(factory) as session:
            session.get_one(Account, account.id).number_of_failed_sign_ins += 1
        return True

    assert race(guess, 24) > Throttle().limit


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "/\t/evil.example", "/\n//evil.example", "http:/evil.example",
        "evil.example", "", "///evil.example", "/x\\..\\evil",
    ],
)  # fmt: skip
def test_redirect_after_signing_in_never_leaves_the_site(
    client: FlaskClient, make_account: MakeAccount, evil: str
) -> None:
    answer = sign_in(client, make_account(Role.HOST).email, next=evil)
    assert answer.status_code == 303
    with client.application.test_request_context():
        start = url_for(landing(frozenset({Role.HOST})))
    assert answer.headers["Location"] == start


def test_redirect_goes_to_the_page_that_was_asked_for(
    client: FlaskClient, make_account: MakeAccount
) -> None:
    answer = sign_in(client, make_account(Role.HOST).email, next="/about?a=1")
    assert answer.headers["Location"] == "/about?a=1"


def test_page_that_needs_signing_in_comes_back_afterwards(client: FlaskClient) -> None:
    answer = client.get("/account/?a=1")
    assert answer.headers["Location"] == "/account/sign-in?next=/account/?a%3D1"


def test_session_from_before_signing_in_does_not_survive(
    client: FlaskClient, make_account: MakeAccount
) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by an attacker"
    sign_in(client, make_account(Role.HOST).email)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_signing_out_everywhere_ends_the_sessions_on_other_devices(
    app: Flask, make_account: MakeAccount
) -> None:
    account = make_account(Role.HOST)
    phone, laptop = app.test_client(), app.test_client()
    sign_in(phone, account.email)
    sign_in(laptop, account.email)
    assert laptop.post("/account/sign-out-everywhere").status_code == 303
    assert phone.get("/account/").status_code == 303


def test_signing_out_ends_this_session_and_only_by_post(sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.HOST)
    assert client.get("/account/sign-out").status_code == 405
    assert client.post("/account/sign-out").status_code == 303
    assert client.get("/account/").status_code == 303


@pytest.mark.parametrize(
    ("key", "age", "status"),
    [
        ("seen", account_session.IDLE_SECONDS - 60, 200),
        ("seen", account_session.IDLE_SECONDS + 1, 303),
        ("began", account_session.LONGEST_SECONDS - 60, 200),
        ("began", account_session.LONGEST_SECONDS + 1, 303),
    ],
)
def test_session_ends_after_idling_and_after_a_working_day(
    sign_in_as: SignIn, key: str, age: int, status: int
) -> None:
    client = sign_in_as(Role.HOST)
    with client.session_transaction() as session:
        session[key] = int(time.time()) - age
    assert client.get("/account/").status_code == status


@pytest.mark.parametrize("cookie_id", ["", "1", "1.", ".1", "1.x", "x.1", "999.1", "1.2.3", "²."])
def test_cookie_that_names_no_session_is_nobody(app: Flask, cookie_id: str) -> None:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = cookie_id
        session["began"] = session["seen"] = int(time.time())
    assert client.get("/account/").status_code == 303


def test_deactivated_account_is_signed_out(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    client = sign_in_as(Role.HOST)
    assert client.get("/account/").status_code == 200
    with transaction(factory) as session:
        session.execute(update(Account).values(is_active=False))
    assert client.get("/account/").status_code == 303


def test_cookies_are_kept_from_scripts_and_other_sites(
    client: FlaskClient, make_account: MakeAccount
) -> None:
    answer = sign_in(client, make_account(Role.HOST).email)
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def change(client: FlaskClient, present: str, new: str, again: str | None = None):  # type: ignore[no-untyped-def]
    data = {"present": present, "new": new, "again": new if again is None else again}
    return client.post("/account/passphrase", data=data)


NEW = "zeven tuinkabouters eten spinazie"


def test_changed_passphrase_works_and_the_old_one_does_not(
    app: Flask, make_account: MakeAccount
) -> None:
    account = make_account(Role.HOST)
    client, other = app.test_client(), app.test_client()
    sign_in(client, account.email)
    sign_in(other, account.email)
    assert change(client, PASSPHRASE, NEW).status_code == 303
    assert client.get("/account/").status_code == 200  # this device stays signed in
    assert other.get("/account/").status_code == 303
    assert sign_in(app.test_client(), account.email).status_code == 422
    assert sign_in(app.test_client(), account.email, NEW).status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "again", "told"),
    [
        ("niet de goede wachtzin", NEW, None, "Dit is niet je huidige wachtzin."),
        (PASSPHRASE, "te kort", None, "Gebruik minstens 15 tekens."),
        (PASSPHRASE, "welkomwelkomwelkom", None, "Dit is te makkelijk te raden."),
        (PASSPHRASE, NEW, "iets anders dan dat", "De twee nieuwe wachtzinnen zijn niet hetzelfde."),
        (PASSPHRASE, NEW * 9, None, "Gebruik hoogstens 128 tekens."),
    ],
)
def test_passphrase_is_not_changed_and_the_page_says_why(
    client: FlaskClient, make_account: MakeAccount, present: str, new: str, again: str, told: str
) -> None:
    account = make_account(Role.HOST)
    sign_in(client, account.email)
    answer = change(client, present, new, again)
    assert answer.status_code == 422
    assert told in answer.text
    assert sign_in(client.application.test_client(), account.email).status_code == 303


@pytest.mark.parametrize(
    ("passphrase", "problems"),
    [
        ("veertien teken", ("too_short",)),
        ("aaaaaaaaaaaaaaaaaaaa", ("too_easy",)),
        ("gezelligheid gezellig", ("too_easy",)),
        ("noor.jansen@demo.example", ("too_easy",)),
        ("123456789012345", ("too_easy",)),
        ("x" * 129, ("too_long",)),
        ("zeven tuinkabouters eten spinazie", ()),
        ("paard " * 20 + "maansikkel brandnetel", ("too_long",)),
    ],
)
def test_passphrase_rule(passphrase: str, problems: tuple[str, ...]) -> None:
    assert passphrase_problems(passphrase, ["noor.jansen@demo.example"])[:1] == problems


def test_hashes_are_as_costly_as_owasp_asks() -> None:
    """Argon2id with 19 MiB and 2 passes at least (OWASP password storage, 2025)."""
    library = PasswordHasher()  # the tests themselves use a cheap one
    assert library.type is Type.ID
    assert library.memory_cost >= 19 * 1024
    assert library.time_cost >= 2
    assert "HASHER = PasswordHasher()" in Path(service.__file__).read_text(encoding="utf-8")


def test_demo_passphrase_keeps_the_rule() -> None:
    assert passphrase_problems(DEMO_PASSPHRASE) == ()


def test_demo_accounts_are_shown_in_a_demo_only(app: Flask, make_account: MakeAccount) -> None:
    account = make_account(Role.COORDINATOR)
    assert account.email not in app.test_client().get("/account/sign-in").text
    app.config["DEMO"] = True
    page = app.test_client().get("/account/sign-in").text
    assert account.email in page
    assert "coördinator" in page
