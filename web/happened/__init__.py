"""What happened, in words: ``describing`` reads the audit events, ``texts_*`` hold the words."""

from web.happened.describing import add_filters
from web.happened.merging import FIELDS, REASONS, SUBJECTS, WORDS

__all__ = ["FIELDS", "REASONS", "SUBJECTS", "WORDS", "add_filters"]
