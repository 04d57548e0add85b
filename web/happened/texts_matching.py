"""Rounds, proposals and placements: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import DeclineReason, Word

WORDS: dict[str, Any] = {
    "placement.book": _("Room booked"),
    "placement.cancel": _("Booking cancelled"),
    "placement.end": _("Stay ended"),
    "placement.read": _("Placement opened"),
    "placement.move": _("Other days for the stay"),
    "placement.set_end": _("Last day of the stay noted"),
    "placement.start": _("Moved in"),
    "proposal.approve": _("Proposal approved"),
    "proposal.call_off": _("Proposal called off"),
    "proposal.decline": _("Proposal declined"),
    "proposal.expire": _("Proposal expired"),
    "proposal.lapse": _("Proposal lapsed"),
    "proposal.read": _("Proposal opened"),
    "proposal.repair": _("Proposed as a repair"),
    "proposal.take_back": _("Decision taken back"),
    "round.fail": _("Matching round failed"),
    "round.finish": _("Matching round finished"),
    "round.queue": _("Matching round asked for"),
    "round.requeue": _("Matching round queued again"),
    "round.try": _("Trial of a round asked for"),
}

SUBJECTS: dict[str, Any] = {
    "placement": _("Placement"),
    "proposal": _("Proposal"),
    "round": _("Matching round"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {"proposal": (DeclineReason,)}
