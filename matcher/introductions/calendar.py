"""The introduction as a calendar file (iCalendar, RFC 5545 and RFC 5546).

The event has one UID for its whole life and a SEQUENCE that goes up with each change, so that a
calendar replaces the old appointment, or takes it out when the introduction is off. Times are in
UTC, which every calendar shows in its own zone: no table of clock changes has to be right here.
There is no name and no address in it: a calendar is often shared with others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from matcher.words import MeetingPlace

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75  # octets, without the line break
PRODUCT = "-//Kamermatch//introductions//NL"

SUMMARY = {"nl": "Kennismaking Kamermatch", "en": "Introduction Kamermatch"}
ABOUT = {
    "nl": "Kun je niet? Zeg het op tijd: log in op {url}, of bel de begeleider of de coördinator.",
    "en": "Can you not come? Tell us in time: sign in at {url}, or call the counsellor or the "
    "coordinator.",
}


@dataclass(frozen=True)
class Appointment:
    """``introduction_id`` and ``host`` make the UID; ``sequence`` counts the changes from 0."""

    introduction_id: int
    sequence: int
    starts_at: datetime
    minutes: int
    place: MeetingPlace
    is_off: bool
    changed_at: datetime


def calendar_file(
    appointment: Appointment, *, language: str, url: str, host: str, organiser: str
) -> bytes:
    """Return the file: an appointment to add, or the message that takes it out.

    ``url``: of the site, for the remark. ``host``: the domain in the UID. ``organiser``: the
    address from which the service mails.
    """
    language = language if language in SUMMARY else "nl"
    ends_at = appointment.starts_at + timedelta(minutes=appointment.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if appointment.is_off else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:introduction-{appointment.introduction_id}@{host}",
        f"SEQUENCE:{appointment.sequence}",
        f"DTSTAMP:{_utc(appointment.changed_at)}",
        f"DTSTART:{_utc(appointment.starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"ORGANIZER;CN=Kamermatch:mailto:{organiser}",
        f"SUMMARY;LANGUAGE={language}:{_text(SUMMARY[language])}",
        f"LOCATION;LANGUAGE={language}:{_text(appointment.place.label(language))}",
        f"DESCRIPTION;LANGUAGE={language}:{_text(ABOUT[language].format(url=url))}",
        f"STATUS:{'CANCELLED' if appointment.is_off else 'CONFIRMED'}",
        "TRANSP:OPAQUE",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """Return a content line in UTF-8 with its break, cut into parts of at most 75 octets.

    A character of several octets is never cut in two.
    """
    parts, part = [], b""
    for character in line:
        octets = character.encode()
        # A part that goes on begins with a space, which counts.
        if len(part) + len(octets) > LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"


def _text(value: str) -> str:
    """Return a text value: backslash, semicolon, comma and line breaks are escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
