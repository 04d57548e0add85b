"""The texts of all mails, in Dutch and English: a link and a date, never care data or an address.

Whoever reads along in a mailbox learns that somebody takes part, and nothing more.
"""

from matcher.messages.composing import TEXTS, compose
from matcher.messages.text import Text

__all__ = ["TEXTS", "Text", "compose"]
