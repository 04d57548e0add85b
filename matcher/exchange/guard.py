"""The guard against formulas: a spreadsheet must never run what somebody typed as a name.

Text that starts with = + - @, a tab or a carriage return gets an apostrophe in front; import
takes it off again. Text that already starts with apostrophes before such a character gets one
more, so that taking one off always gives back the text as it was.
"""

from __future__ import annotations

import re

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
