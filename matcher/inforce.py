"""What holds now: today's date, and the policy. Rules take both as arguments; the edge asks here."""

from __future__ import annotations

import os
from datetime import date

from matcher import clock
from matcher.clock import NETHERLANDS
from matcher.policy import Policy, load_policy

__all__ = ["NETHERLANDS", "policy_in_force", "today_in_the_netherlands"]


def today_in_the_netherlands() -> date:
    """Return the calendar date in the Netherlands: just after midnight there, UTC is a day behind."""
    return clock.today()


def policy_in_force() -> Policy:
    """Return the policy of the operator's own file (KAMERMATCH_POLICY), or the built-in one."""
    return load_policy(os.environ.get("KAMERMATCH_POLICY") or None)
