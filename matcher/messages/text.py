"""What a mail consists of."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """``{url}`` is the address of the site; other names come from the message's values."""

    subject: str
    body: str
