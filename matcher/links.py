"""Links in mails that open one thing, for one purpose, until a day: signed, so nobody can make one.

The tables and the outbox hold everything of a link but its signature, which is made when the
mail goes out: whoever reads the database cannot open the door with what it says. A link proves
only that it came from us. That it works *once* is the business of the row that owns the nonce:
a conditional ``UPDATE … WHERE used_at IS NULL``. Opening a page (GET) never uses a link up, since
mail programs open links by themselves; pressing the button on it (POST) does.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

#: Where the link of each purpose leads on the site; the web tests hold them to the routes.
PATHS = {
    "invitation": "/account/invitation/{key}",
    "sign_up": "/sign-up/resume/{key}",
    "answer": "/answer/{key}",
    "moments": "/answer/moments/{key}",
    "calendar": "/answer/calendar/{key}.ics",
    "acknowledge": "/agreements/rules/{key}",
    "emergency": "/emergency/{key}",
    "evaluation": "/evaluation/{key}",
    "receiver": "/handover/{key}",
    "follow_up": "/follow-up/{key}",
}
#: What is only looked at; all others also have something to press.
LOOKED_AT = frozenset({"calendar", "emergency"})
LENGTH_OF_SIGNATURE = 40  # hexadecimal digits: 160 bits
LONGEST = 200


@dataclass(frozen=True)
class Claim:
    """What a link says: for what, of which row, which nonce of that row, and until when."""

    purpose: str
    subject_id: int
    nonce: str
    expires_on: date  # the last day on which it works

    def stored(self) -> dict[str, Any]:
        """Return the claim as JSON values, for the outbox."""
        return {
            "purpose": self.purpose,
            "id": self.subject_id,
            "nonce": self.nonce,
            "expires_on": self.expires_on.isoformat(),
        }

    @classmethod
    def restored(cls, stored: dict[str, Any]) -> Claim:
        return cls(
            stored["purpose"],
            int(stored["id"]),
            stored["nonce"],
            date.fromisoformat(stored["expires_on"]),
        )


def new_nonce() -> str:
    """Return 32 random hexadecimal digits; a new one on the row makes every older link useless."""
    return secrets.token_hex(16)


def hash_of(nonce: str) -> str:
    """Return what a table may keep of a nonce."""
    return hashlib.sha256(nonce.encode()).hexdigest()


def sign(secret: str, claim: Claim) -> str:
    """Return the key of a link: letters, digits and dots, safe in an address.

    Raises:
        ValueError: the nonce could be taken for another part of the key.
    """
    if not (claim.nonce.isascii() and claim.nonce.isalnum()):
        raise ValueError("a nonce consists of letters and digits")
    body = f"{claim.subject_id}.{claim.nonce}.{claim.expires_on:%Y%m%d}"
    return f"{body}.{_signature(secret, claim.purpose, body)}"


def read(secret: str, purpose: str, key: str, today: date) -> Claim | None:
    """Return what a key claims; None when it is forged, for another purpose, garbled or too old."""
    body, _, signature = key.rpartition(".")
    expected = _signature(secret, purpose, body)
    if len(key) > LONGEST or not hmac.compare_digest(signature.encode(), expected.encode()):
        return None
    subject_id, nonce, day = body.split(".")
    claim = Claim(purpose, int(subject_id), nonce, date.fromisoformat(day))
    return claim if today <= claim.expires_on else None


def address(secret: str, public_url: str, claim: Claim) -> str:
    """Return the whole address to put in a mail.

    Raises:
        KeyError: no page is known for the purpose.
    """
    return public_url + PATHS[claim.purpose].format(key=sign(secret, claim))


def _signature(secret: str, purpose: str, body: str) -> str:
    text = f"kamermatch link\n{purpose}\n{body}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()[:LENGTH_OF_SIGNATURE]
