"""Why an open proposal lapsed, as a sentence, with a link to what came instead."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from matcher.access import Action, can
from matcher.database.rounds import Proposal
from matcher.proposals.lapsing import Lapse, LapsedBy, lapse_of
from web.access import principal
from web.formatting import moment
from web.session import database


@dataclass(frozen=True)
class Lapsed:
    """``link``: (text, address) of what came instead, where the reader may see it."""

    text: str
    link: tuple[str, str] | None = None


def lapsed(proposal: Proposal) -> Lapsed | None:
    found = lapse_of(database, proposal)
    return Lapsed(_text(found), _link(found)) if found else None


def _text(found: Lapse) -> str:
    day = moment(found.at)
    match found.by:
        case LapsedBy.SIDE_AWAY:
            return _(
                "It lapsed on %(day)s: one of the two took part no longer, or the room was not "
                "offered any more on these days.",
                day=day,
            )
        case LapsedBy.STAY:
            return _("It lapsed on %(day)s: a stay needs the room or the youth then.", day=day)
        case LapsedBy.APPROVAL:
            return _(
                "It lapsed on %(day)s: another proposal for this room or this youth was approved.",
                day=day,
            )
        case LapsedBy.REPAIR:
            return _(
                "It lapsed on %(day)s: it could not go ahead any more, and another was proposed.",
                day=day,
            )
        case LapsedBy.ROUND:
            return _("It lapsed on %(day)s: a newer matching round looked anew.", day=day)


def _link(found: Lapse) -> tuple[str, str] | None:
    if found.by == LapsedBy.ROUND:
        return (
            _("To round %(number)s", number=found.other_id),
            url_for(".round_page", round_id=found.other_id),
        )
    if found.by != LapsedBy.APPROVAL:
        return None
    other = database.get(Proposal, found.other_id)
    if other is None or not can(principal(), Action.READ_PROPOSAL, other):
        return None
    return (
        _("To proposal %(number)s", number=other.id),
        url_for(".proposal", proposal_id=other.id),
    )
