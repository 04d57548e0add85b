"""The policy: every figure that rules, fit and priority use, each with its source."""

from matcher.policy.loader import load_policy
from matcher.policy.model import Policy

__all__ = ["Policy", "load_policy"]
