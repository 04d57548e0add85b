"""Leaving a room and what comes after: notice, evaluations, hand-over and follow-up."""
