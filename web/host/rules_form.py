"""The rules of the house: one short text per subject, with an example to begin from."""

from __future__ import annotations

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from matcher.hosts.registration import RuleOfTheHouse
from matcher.words import HouseRuleKind
from web.fields import NoBsn
from web.formatting import sentence
from web.languages import language

LONGEST = 300  # of one rule: what people read and remember

#: What hosts and housemates most often fall out over: asked at once. The others wait folded.
FIRST = (
    HouseRuleKind.QUIET,
    HouseRuleKind.VISITORS,
    HouseRuleKind.OVERNIGHT,
    HouseRuleKind.KITCHEN,
    HouseRuleKind.CLEANING,
    HouseRuleKind.SMOKING,
)
MORE = tuple(kind for kind in HouseRuleKind if kind not in FIRST)

EXAMPLES: dict[HouseRuleKind, Any] = {
    HouseRuleKind.QUIET: _("For example: quiet after 22:30 on weekdays."),
    HouseRuleKind.VISITORS: _("For example: friends are welcome, tell us beforehand."),
    HouseRuleKind.OVERNIGHT: _("For example: once a week, after asking."),
    HouseRuleKind.KITCHEN: _("For example: we eat together on Wednesday; no pork in our kitchen."),
    HouseRuleKind.BATHROOM: _("For example: showers after 7:30; wash on Saturday."),
    HouseRuleKind.CLEANING: _("For example: everybody cleans the bathroom in turn."),
    HouseRuleKind.SMOKING: _("For example: only in the garden."),
    HouseRuleKind.ALCOHOL_DRUGS: _("For example: no drugs in the house."),
    HouseRuleKind.PETS: _("For example: the dog may not be upstairs."),
    HouseRuleKind.AWAY: _("For example: send a message when you do not come home."),
    HouseRuleKind.SHARED_SPACE: _("For example: the living room is for everybody until 21:00."),
}


def _question(kind: HouseRuleKind) -> Any:
    return TextAreaField(
        LazyString(lambda: sentence(kind.label(language()))),
        [Length(max=LONGEST), NoBsn()],
        description=EXAMPLES.get(kind, ""),
    )


class HouseRules(FlaskForm):
    """A text per subject; none is needed."""

    def rules(self) -> tuple[RuleOfTheHouse, ...]:
        return rules_told(self.data)

    def first(self) -> list[Any]:
        return [self[str(kind)] for kind in FIRST]

    def more(self) -> list[Any]:
        return [self[str(kind)] for kind in MORE]


for _kind in (*FIRST, *MORE):  # in the order of the screen
    setattr(HouseRules, str(_kind), _question(_kind))


def rules_told(told: dict[str, Any]) -> tuple[RuleOfTheHouse, ...]:
    """Return the rules that the answers make, in the order of the screen."""
    texts = ((kind, (told.get(str(kind)) or "").strip()) for kind in (*FIRST, *MORE))
    return tuple(RuleOfTheHouse(kind, text) for kind, text in texts if text)


def data_of(rules: tuple[RuleOfTheHouse, ...]) -> dict[str, str]:
    """Return what the form shows of the rules kept; two of one subject share its field."""
    data: dict[str, str] = {}
    for rule in rules:
        data[str(rule.kind)] = "\n".join(filter(None, (data.get(str(rule.kind)), rule.text)))
    return data
