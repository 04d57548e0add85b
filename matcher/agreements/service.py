"""The verbs of agreements, in one place for pages, tests and the clock."""

from matcher.agreements.acknowledging import acknowledge, by_link, left_of
from matcher.agreements.conditions import needed
from matcher.agreements.drafting import draft, mark_of
from matcher.agreements.offering import offer, to_make
from matcher.agreements.signing import sign
from matcher.agreements.starting import start_living
from matcher.agreements.versions import details_of, one, versions_of

__all__ = [
    "acknowledge",
    "by_link",
    "details_of",
    "draft",
    "left_of",
    "mark_of",
    "needed",
    "offer",
    "one",
    "sign",
    "start_living",
    "to_make",
    "versions_of",
]
