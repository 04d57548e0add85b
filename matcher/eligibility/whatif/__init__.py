"""What if: the smallest change that makes a pair possible, and how many pairs a change opens."""

from matcher.eligibility.whatif.closeup import Closeup, each_room, each_youth, one_room, one_youth
from matcher.eligibility.whatif.levers import LEVERS, Agrees, Lever
from matcher.eligibility.whatif.openings import Opening, openings
from matcher.eligibility.whatif.pair import Change, PairAnswer, why_not

__all__ = [
    "LEVERS",
    "Agrees",
    "Change",
    "Closeup",
    "Lever",
    "Opening",
    "PairAnswer",
    "each_room",
    "each_youth",
    "one_room",
    "one_youth",
    "openings",
    "why_not",
]
