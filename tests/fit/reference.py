"""The fit once more, plain and slow, one pair at a time: what the fast answer must equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from matcher.policy import Policy
from matcher.policy.model import Curve

Row = Mapping[str, object]


def on_curve(x: float, curve: Curve) -> float:
    if x <= curve[0][0]:
        return curve[0][1]
    for (x0, y0), (x1, y1) in pairwise(curve):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return curve[-1][1]


def number(row: Row, name: str) -> float:
    return float(str(row[name]))


def shares(
    y: Row, r: Row, places: Sequence[Row], distance_km: float, policy: Policy
) -> dict[str, float]:
    """Return per part the share 0..1 of its weight."""
    fit = policy.fit
    kinds = {
        str(place["kind"])
        for place in places
        if place["youth"] == y["youth"]
        and place["kind"] != "avoid"
        and place["municipality"] == r["municipality"] != ""
    }
    best = max((fit.town[kind] for kind in kinds), default=0.0)
    town = best + fit.town["further_tie"] * max(len(kinds) - 1, 0)
    accepted = set(str(r["accepts_guidance"])) & set("1234")
    exact = on_curve(len(accepted), fit.curves["guidance_kinds_accepted"])
    means = number(y, "budget_cents")
    ratio = number(r, "rent_cents") / means if means else float("inf")
    attention = number(r, "attention_offer") - number(y, "attention_wish")
    return {
        "town": min(town, 1.0),
        "distance": on_curve(distance_km, fit.curves["distance_km"]),
        "attention": on_curve(attention, fit.curves["attention_offer_minus_wish"]),
        "interests": _shared(y, r, "interests", "shared_interests", "interests", policy),
        "language": _shared(y, r, "languages", "shared_languages", "language", policy),
        "guidance": exact if str(y["guidance_kind"]) in accepted else 0.0,
        "budget": on_curve(ratio, fit.curves["rent_to_budget"]),
    }


def _shared(y: Row, r: Row, column: str, curve: str, part: str, policy: Policy) -> float:
    mine, theirs = set(str(y[column]).split()), set(str(r[column]).split())
    if not mine or not theirs:
        return policy.fit.unknown[part]
    return on_curve(len(mine & theirs), policy.fit.curves[curve])
