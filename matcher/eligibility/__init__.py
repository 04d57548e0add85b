"""Which youth may have which room: hard rules over frames, with a reason for every 'no'."""

from matcher.eligibility.explain import Closer, explain_pair, look_closer
from matcher.eligibility.find import Candidates, find_pairs
from matcher.eligibility.reasons import REASONS, Reason

__all__ = [
    "REASONS",
    "Candidates",
    "Closer",
    "Reason",
    "explain_pair",
    "find_pairs",
    "look_closer",
]
