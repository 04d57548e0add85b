"""A link opens one thing, for one purpose, until a day, and only we can make one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, links, outbox
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.links import Claim
from matcher.settings import Settings

SECRET = "tests only, thirty-two characters or more"
LAST = date(2026, 3, 16)
WRITTEN_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
CLAIM = Claim("invitation", 7, "a" * 32, LAST)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment(
        {"KAMERMATCH_INSTANCE": str(tmp_path), "KAMERMATCH_PUBLIC_URL": "https://kamers.example"}
    )


def opened(key: str, purpose: str = "invitation", today: date = LAST) -> Claim | None:
    return links.read(SECRET, purpose, key, today)


@given(
    st.integers(1, 2**40),
    st.text("0123456789abcdef", min_size=1, max_size=32),
    st.dates(date(2020, 1, 1), date(2199, 1, 1)),
)
def test_a_link_says_what_was_signed(number: int, nonce: str, last: date) -> None:
    claim = Claim("invitation", number, nonce, last)
    key = links.sign(SECRET, claim)
    assert opened(key, today=last) == claim
    assert Claim.restored(claim.stored()) == claim
    assert key.replace(".", "").isalnum()


def test_a_link_works_up_to_and_including_its_last_day() -> None:
    key = links.sign(SECRET, CLAIM)
    assert opened(key, today=LAST) == CLAIM
    assert opened(key, today=LAST + timedelta(days=1)) is None


def test_a_link_for_one_purpose_opens_no_other() -> None:
    assert opened(links.sign(SECRET, CLAIM), purpose="sign_up") is None


def test_a_link_of_another_installation_opens_nothing() -> None:
    assert opened(links.sign("another secret, which is just as long", CLAIM)) is None


@given(st.data())
def test_a_changed_key_opens_nothing(data: st.DataObject) -> None:
    key = links.sign(SECRET, CLAIM)
    place = data.draw(st.integers(0, len(key) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda c: c != key[place]))
    assert opened(key[:place] + other + key[place + 1 :]) is None


@pytest.mark.parametrize("key", ["", ".", "...", "7", "x" * 5000, "7.a.b.c", "é.\x00.\u2028", "-1"])
def test_a_garbled_key_opens_nothing(key: str) -> None:
    assert opened(key) is None


def test_a_nonce_that_could_shift_the_parts_is_not_signed() -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        links.sign(SECRET, Claim("invitation", 7, "1.2", LAST))


def test_the_key_to_a_link_is_in_no_table_and_only_in_the_mail(
    factory: sessionmaker[Session], settings: Settings
) -> None:
    with clock.at(WRITTEN_AT), transaction(factory) as session:
        outbox.post(
            session, "mo@example.org", "invitation", link=CLAIM, once="invitation:7:x",
            last_on="2026-03-16",
        )  # fmt: skip
    key = links.sign(settings.secret_key, CLAIM)
    signature = key.rpartition(".")[2]
    with factory() as session:
        stored = session.scalars(select(OutboxMessage)).one().values
    assert signature not in str(stored)
    sent: list[EmailMessage] = []
    outbox.send_waiting(factory, sent.append, settings, WRITTEN_AT)
    assert f"https://kamers.example/account/invitation/{key}\n" in sent[0].get_content()
    assert "16 maart 2026" in sent[0].get_content()
