"""The rules, the fit and the priority as a page that people can read, made from the code.

``python -m matcher.policy.document > docs/rules.md`` writes it anew; a test holds it current.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from matcher.eligibility.notices import Notice
from matcher.eligibility.reasons import REASONS
from matcher.eligibility.rules import RULES
from matcher.fit.parts import FIT_PARTS, PRIORITY_PARTS, Part
from matcher.policy import Policy, load_policy
from matcher.policy.model import Curve

INTRODUCTION = """\
# Rules, fit and priority

This page is made from the code and from `matcher/policy/policy.toml` (version {version}) by
`python -m matcher.policy.document > docs/rules.md`. Do not edit it by hand.

A pair of a youth and a room is **eligible** when it breaks none of the hard rules below. An
eligible pair has a **fit** of 0 to 1000 points; a youth has a **priority** of 0 to 1000 points.
Filling rooms comes first, priority second, fit third: points never keep a room empty.
"""

SHOWN_ABOVE = (
    "fit.town",
    "fit.curves",
    "fit.unknown",
    "priority.curves",
    "priority.target_group",
)

RULES_HEADING = """\
## Hard rules

Each rule has a code that is counted, a sentence for people and what would help. A pair that
breaks several rules gets all of them.
"""

CHOICES = """\
### How the rules are read

- **Day of moving in**: the latest of today, the day from which the room is free and the day on
  which the youth is ready. Age is counted in whole years on that day; who was born on 29 February
  is a year older on 1 March.
- **Nights**: from the day of moving in up to, and not including, the day on which the room is no
  longer free or the horizon of {horizon} nights ends. At least {nights} is needed.
- **Age**: {youngest} to {oldest}, both included. A reasoned exception lifts this window, never the
  wish of the host. A municipality or provider that wants a narrower window uses an own policy
  file, or sets the ages of its rooms.
- **Distance**: as the crow flies, in whole metres, from the nearest place that matters (past, now
  or later). A youth who states no distance gets {distance:g} km. A place without a position does
  not count as one; who has none gets a reason of its own, not 'too far'.
- **Places to avoid**: a circle around the place ({radius:g} km when none is given). A place to
  avoid whose position is unknown bars its whole municipality: a missing coordinate must not make a
  youth unsafe.
- **Rent**: all that is paid per month, in cents. An unknown legal maximum does not block; it is
  told as a notice.
- **Gender**: a host's wish for women only or men only {admits} a youth of gender 'other'. A
  youth's wish holds for all adults in the home, so a mixed household does not meet it.
- **Smoking and animals** count both ways: what the youth brings must be welcome, and what the
  household has must be accepted. An allergy blocks whatever the youth accepts.
- **Guidance**: a home that names no kind of guidance can live with none.
"""


def rules_document(policy: Policy) -> str:
    """Return the page as Markdown; the same policy gives the same text."""
    return "\n".join(
        [
            INTRODUCTION.format(version=policy.version),
            RULES_HEADING,
            _reasons(),
            _choices(policy),
            "### Notices\n\nTold beside a pair, never a reason to leave it out.\n",
            _table(("Code", "Nederlands", "English"), ((n, n.nl, n.en) for n in Notice)),
            "## Fit\n\nEach part earns whole points up to its weight; the parts add up to the fit.\n",
            _parts(FIT_PARTS, policy.fit.weights),
            "### Town ties\n",
            _shares(policy.fit.town, policy, "fit.town"),
            "### Curves of the fit\n\nStraight lines between the points, flat outside.\n",
            _curves(policy.fit.curves, policy, "fit.curves"),
            "### Where nothing is filled in\n",
            _shares(policy.fit.unknown, policy, "fit.unknown"),
            "## Priority\n\nIt looks at no gender, origin, language or municipality.\n",
            _parts(PRIORITY_PARTS, policy.priority.weights),
            "### Curves of the priority\n",
            _curves(policy.priority.curves, policy, "priority.curves"),
            "### Target group\n",
            _shares(policy.priority.target_group, policy, "priority.target_group"),
            "## All figures and their sources\n",
            _sources(policy),
        ]
    )


def _choices(policy: Policy) -> str:
    admits = policy.gender.single_gender_wish_admits_other
    return CHOICES.format(
        horizon=policy.dates.horizon_nights,
        nights=policy.dates.minimum_nights,
        youngest=policy.age.minimum,
        oldest=policy.age.maximum,
        distance=policy.distance.default_maximum_km,
        radius=policy.distance.default_avoid_radius_km,
        admits="also admits" if admits else "does not admit",
    )


def _reasons() -> str:
    rows = [
        (
            f"`{reason}`",
            f"**{reason.nl.label}.** {reason.nl.sentence} {reason.nl.remedy}",
            f"**{reason.en.label}.** {reason.en.sentence} {reason.en.remedy}",
            f"`{RULES[reason].__module__.rsplit('.', 1)[-1]}.py`",
        )
        for reason in REASONS
    ]
    return _table(("Code", "Nederlands", "English", "Rule in"), rows)


def _parts(parts: Sequence[Part], weights: Mapping[str, int]) -> str:
    rows = [
        (
            f"`{part.column}`",
            str(weights[part.code]),
            f"**{part.nl.label}.** {part.nl.sentence}",
            f"**{part.en.label}.** {part.en.sentence}",
        )
        for part in parts
    ]
    return _table(("Part", "Weight", "Nederlands", "English"), rows)


def _shares(shares: Mapping[str, float], policy: Policy, section: str) -> str:
    rows = [
        (f"`{key}`", _percent(share), policy.sources[f"{section}.{key}"])
        for key, share in shares.items()
    ]
    return _table(("What", "Share of the weight", "Source"), rows)


def _curves(curves: Mapping[str, Curve], policy: Policy, section: str) -> str:
    rows = [
        (
            f"`{key}`",
            ", ".join(f"{x:g}: {_percent(share)}" for x, share in curve),
            policy.sources[f"{section}.{key}"],
        )
        for key, curve in curves.items()
    ]
    return _table(("Curve", "Value: share of the weight", "Source"), rows)


def _sources(policy: Policy) -> str:
    rows = []
    for name, source in policy.sources.items():
        section, key = name.rsplit(".", 1)
        if section in SHOWN_ABOVE:
            continue
        rows.append((f"`{name}`", str(_figure(policy, section, key)), source))
    return _table(("Figure", "Value", "Source"), rows)


def _figure(policy: Policy, section: str, key: str) -> object:
    value: object = policy
    for step in (*section.split("."), key):
        if isinstance(value, Mapping):
            value = value[step] if step in value else value[int(step)]
        else:
            value = getattr(value, step)
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _percent(share: float) -> str:
    return f"{share * 100:g} %"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(rules_document(load_policy()), end="")
