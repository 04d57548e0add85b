"""Which values a mail may take, with a sample of each: references, numbers, days and links.

A name, an address, a phone number or what somebody wrote is in no mail: whoever reads along in a
mailbox learns that somebody takes part, and nothing more. A template that wants another value
fails its test until somebody has thought about it and has added the value here.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date

from matcher.messages.composing import TEXTS
from matcher.messages.text import Text

NUMBER = "7"
TIME = "14:30"
#: Value → sample. Days end in ``_on`` and need no entry.
SAMPLES: Mapping[str, str] = {
    "concern": NUMBER,
    "due_time": TIME,
    "household": NUMBER,
    "introduction": NUMBER,
    "late": "2",
    "minutes": "60",
    "number": "5",
    "placement": NUMBER,
    "proposal": NUMBER,
    "reference": "H-7KQ2MX",
    "time": TIME,
    "visit": NUMBER,
    # Two workers announce themselves, as the notice of a visit must (Achter de Voordeur).
    "visitors": "Noor Jansen, Bo Visser",
}
#: Whose reference it is, where it is not that of a household.
REFERENCES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "consent_withdrawn", "correction_asked", "exception_asked", "exception_decided",
            "youth_registered_self", "youth_stopped",
        ),
        "J-4XMD9P",
    ),
    "concern_municipality": "Z-7",
    "routemap_review": "money",
}  # fmt: skip
#: Filled in when the mail goes out.
OF_THE_SENDER = frozenset({"url", "link"})
LINK = "link"


def asked_by(text: Text) -> set[str]:
    """Return the names of the values that a text takes."""
    return {name for part in text for _, name, _, _ in string.Formatter().parse(part) if name}


def is_day(name: str) -> bool:
    return name.endswith("_on")


def samples_for(template: str, today: date, url: str) -> dict[str, str]:
    """Return a sample of every value of a template; a link leads nowhere."""
    asked = {name for text in TEXTS[template].values() for name in asked_by(text)}
    found = {name: today.isoformat() for name in asked if is_day(name)}
    found |= {name: SAMPLES[name] for name in asked if name in SAMPLES}
    if "reference" in asked:
        found["reference"] = REFERENCES.get(template, SAMPLES["reference"])
    if LINK in asked:
        found[LINK] = f"{url}/…"
    return found
