"""The calendar file holds to RFC 5545, letter by letter, and gives nobody away."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.inforce import NETHERLANDS
from matcher.introductions.calendar import Appointment, calendar_file, folded
from matcher.words import MeetingPlace

APPOINTMENT = Appointment(
    introduction_id=7,
    sequence=0,
    starts_at=datetime(2026, 3, 30, 14, tzinfo=NETHERLANDS),
    minutes=60,
    place=MeetingPlace.HOME,
    is_off=False,
    changed_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
)
LINE = re.compile(rb"[A-Z-]+(;[A-Z-]+=[^;:]+)*:.*")


def made(appointment: Appointment = APPOINTMENT, language: str = "nl") -> bytes:
    return calendar_file(
        appointment, language=language, url="https://kamermatch.example/",
        host="kamermatch.example", organiser="post@kamermatch.example",
    )  # fmt: skip


def read(content: bytes) -> dict[str, str]:
    """Unfold and split, as a calendar does (RFC 5545, 3.1)."""
    text = content.decode().replace("\r\n ", "")
    lines = text.removesuffix("\r\n").split("\r\n")
    values = {}
    for line in lines:
        name, _, value = line.partition(":")
        values[name.partition(";")[0]] = value
    return values


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_line_ends_with_crlf_and_has_at_most_75_octets(language: str) -> None:
    content = made(language=language)
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(line.startswith(b" ") or LINE.fullmatch(line) for line in lines)


def test_it_has_what_the_standards_ask_of_a_published_event() -> None:
    values = read(made())
    assert values["VERSION"] == "2.0"
    assert values["METHOD"] == "PUBLISH"
    assert values["STATUS"] == "CONFIRMED"
    assert values["UID"] == "introduction-7@kamermatch.example"
    assert values["ORGANIZER"] == "mailto:post@kamermatch.example"
    assert {"PRODID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY"} <= values.keys()


def test_times_are_in_utc_over_the_change_to_summer_time() -> None:
    values = read(made())
    assert (values["DTSTART"], values["DTEND"]) == ("20260330T120000Z", "20260330T130000Z")
    winter = replace(APPOINTMENT, starts_at=datetime(2026, 3, 27, 14, tzinfo=NETHERLANDS))
    assert read(made(winter))["DTSTART"] == "20260327T130000Z"


def test_an_update_and_a_cancellation_are_the_same_event_with_a_higher_sequence() -> None:
    moved = replace(APPOINTMENT, sequence=1, minutes=90)
    off = replace(APPOINTMENT, sequence=2, is_off=True)
    first, second, third = read(made()), read(made(moved)), read(made(off))
    assert first["UID"] == second["UID"] == third["UID"]
    assert [one["SEQUENCE"] for one in (first, second, third)] == ["0", "1", "2"]
    assert (third["METHOD"], third["STATUS"]) == ("CANCEL", "CANCELLED")


def test_commas_and_semicolons_in_text_are_escaped() -> None:
    described = read(made())["DESCRIPTION"]
    assert "\\," in described
    assert re.search(r"(?<!\\)[,;]", described) is None


def test_the_same_appointment_gives_the_same_bytes() -> None:
    assert made() == made()


@given(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=400))
def test_a_folded_line_unfolds_to_itself_and_cuts_no_character(line: str) -> None:
    content = folded(line)
    parts = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert all(part.decode() is not None for part in parts)  # each part is whole UTF-8
    assert parts[0].decode() + "".join(part.decode()[1:] for part in parts[1:]) == line
