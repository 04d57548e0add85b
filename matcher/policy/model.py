"""The policy as typed values. What each figure means; the figures are in ``policy.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.policy.after import AfterPolicy

Curve = tuple[tuple[float, float], ...]
"""Points (x, share 0..1) with x rising; straight lines in between, flat outside."""


@dataclass(frozen=True)
class AgePolicy:
    """Whole years of age on the day of moving in, both ends included.

    ``kostendelersnorm_from``: the birthday from which a housemate may count, warned of when it
    falls inside a placement, or within ``kostendelersnorm_days_ahead`` when that has no end.
    """

    minimum: int
    maximum: int
    kostendelersnorm_from: int
    kostendelersnorm_days_ahead: int


@dataclass(frozen=True)
class DatesPolicy:
    """Nights. The horizon starts today; its last night is today + horizon_nights - 1."""

    horizon_nights: int
    minimum_nights: int


@dataclass(frozen=True)
class DistancePolicy:
    """Kilometres as the crow flies, used where a youth or a place states none."""

    default_maximum_km: float
    default_avoid_radius_km: float


@dataclass(frozen=True)
class GenderPolicy:
    """Whether a wish for women only or men only also lets in a youth of gender 'other'."""

    single_gender_wish_admits_other: bool


@dataclass(frozen=True)
class RentPolicy:
    """Rents per month in cents, for orientation and checks on input."""

    typical_minimum_cents: int
    typical_maximum_cents: int
    wwso_cents_at_40_points: int
    wwso_cents_at_60_points: int


@dataclass(frozen=True)
class ProcessPolicy:
    """Spans that the law sets on living together."""

    hospita_trial_months: int


@dataclass(frozen=True)
class SavingsPolicy:
    """Euros saved per euro spent: an estimate, always shown as one, with its source."""

    lowest_factor: float
    highest_factor: float
    shown_from: float
    shown_to: float


@dataclass(frozen=True)
class HomelessnessPolicy:
    """Counts of people, to be quoted with their source and year."""

    homeless_18_to_27_in_2021: int
    homeless_18_to_27_by_cbs: int


@dataclass(frozen=True)
class FitPolicy:
    """Weights add up to 1000; ``town``, ``curves`` and ``unknown`` give shares 0..1."""

    weights: Mapping[str, int]
    town: Mapping[str, float]
    curves: Mapping[str, Curve]
    unknown: Mapping[str, float]


@dataclass(frozen=True)
class PriorityPolicy:
    """Weights add up to 1000; ``curves`` and ``target_group`` give shares 0..1."""

    weights: Mapping[str, int]
    curves: Mapping[str, Curve]
    target_group: Mapping[str, float]


@dataclass(frozen=True)
class FairnessPolicy:
    """When a round warns about a group of youths: its rate is below ``warn_below_ratio`` of the
    others', with a chance below ``warn_below_chance``, and both hold ``smallest_group`` youths."""

    warn_below_ratio: float
    warn_below_chance: float
    smallest_group: int
    out_of_care_soon_days: int


@dataclass(frozen=True)
class BeforePolicy:
    """Spans and limits on the way to 'ready to be matched'.

    ``draft_days``, ``link_days``, ``invitation_days``, ``names_kept_days``: kept or valid that long.
    ``answer_days``: a host hears from us by then. ``notice_days``: a household hears of a visit.
    ``vog_valid_months``, ``reference_valid_months``: counted from the day of issue.
    ``remind_days_before``: before a paper, a covenant or a route map runs out.
    ``smallest_m2_per_person``: usable area of a home; less is over-occupation.
    ``rooms_without_permit_question``: who lets more is told to ask the municipality.
    ``deposit_largest_months``: months of rent without service costs.
    ``photo_longest_side``, ``photo_preview_side``: pixels after shrinking.
    ``exception_*_age``: whole years; outside them not even an exception is possible.
    ``buffer_percent``: of the net income, put aside in the budget calculator.
    ``woonkaart_*``: figures below the smallest count are hidden, others rounded.
    """

    draft_days: int
    link_days: int
    invitation_days: int
    answer_days: int
    notice_days: int
    visit_minutes: int
    visits_per_week_default: int
    vog_valid_months: int
    reference_valid_months: int
    remind_days_before: int
    smallest_m2_per_person: float
    rooms_without_permit_question: int
    deposit_largest_months: int
    photo_largest_megabytes: int
    photo_largest_megapixels: int
    photo_longest_side: int
    photo_preview_side: int
    photos_per_room: int
    self_registration_minimum_age: int
    exception_minimum_age: int
    exception_maximum_age: int
    caseload_cap_default: int
    names_kept_days: int
    buffer_percent: int
    route_map_review_months: int
    woonkaart_smallest_count: int
    woonkaart_round_to: int


@dataclass(frozen=True)
class Policy:
    """All figures of one policy, with where each came from.

    ``sources`` maps 'section.figure' to its source; ``fingerprint`` is a SHA-256 over the
    figures and their sources, to be kept with each round so that it can be replayed.
    """

    version: str
    age: AgePolicy
    dates: DatesPolicy
    distance: DistancePolicy
    gender: GenderPolicy
    rent: RentPolicy
    kamerverhuurvrijstelling: Mapping[int, int]
    process: ProcessPolicy
    savings: SavingsPolicy
    homelessness: HomelessnessPolicy
    fit: FitPolicy
    priority: PriorityPolicy
    fairness: FairnessPolicy
    before: BeforePolicy
    after: AfterPolicy
    sources: Mapping[str, str]
    fingerprint: str

    def exemption_cents(self, year: int) -> int | None:
        """Return the kamerverhuurvrijstelling of ``year`` in cents, or None if not known yet."""
        return self.kamerverhuurvrijstelling.get(year)
