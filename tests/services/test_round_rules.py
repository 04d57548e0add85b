"""The pure parts of a round: free windows, simpler ways, what was second, sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations
from string import Formatter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import StepNotAllowed
from matcher.placements import rules as placement_rules
from matcher.proposals import rules as proposal_rules
from matcher.rounds import explain
from matcher.rounds import rules as round_rules
from matcher.rounds.baselines import (
    Ceiling,
    Market,
    Outcome,
    first_come_first_served,
    greedy_by_fit,
)
from matcher.rounds.reasoning import Scene, alternatives, explanations
from matcher.rounds.rules import STALE_AFTER, Window, first_window, free_windows, is_stale
from matcher.words import PlacementStatus, ProposalStatus, RoundStatus

DAY = date(2026, 1, 1)
SPAN = 40

days = st.integers(0, SPAN).map(lambda n: DAY + timedelta(days=n))
windows = st.lists(
    st.tuples(days, st.one_of(st.none(), st.integers(1, 20))).map(
        lambda w: Window(w[0], None if w[1] is None else w[0] + timedelta(days=w[1]))
    ),
    max_size=4,
)


def nights(found: list[Window]) -> set[date]:
    """Return every night within the span that a window holds."""
    span = [DAY + timedelta(days=n) for n in range(SPAN + 30)]
    return {
        day
        for day in span
        for window in found
        if window.free_from <= day and (window.free_until is None or day < window.free_until)
    }


@given(windows, windows)
def test_free_is_every_night_offered_and_not_taken(
    offered: list[Window], taken: list[Window]
) -> None:
    assert nights(free_windows(offered, taken)) == nights(offered) - nights(taken)


@given(windows, windows)
def test_free_windows_are_sorted_apart_and_never_empty(
    offered: list[Window], taken: list[Window]
) -> None:
    found = free_windows(offered, taken)
    assert all(w.free_until is None or w.free_until > w.free_from for w in found)
    for first, second in pairwise(found):
        assert first.free_until is not None
        assert first.free_until < second.free_from


def on(day: int) -> date:
    return DAY + timedelta(days=day)


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        ([Window(on(-30), on(-5)), Window(on(20), None)], Window(on(20), None)),
        ([Window(on(-30), None)], Window(on(-30), None)),
        ([Window(on(180), None)], None),
        ([Window(on(179), None)], Window(on(179), None)),
        ([Window(on(0), on(3)), Window(on(10), on(30))], Window(on(10), on(30))),
    ],
)
def test_a_round_offers_the_first_window_with_enough_nights_in_the_horizon(
    offered: list[Window], chosen: Window | None
) -> None:
    minimum = 5 if len(offered) == 2 else 1
    assert first_window(offered, DAY, 180, minimum) == chosen


def test_a_running_round_is_given_up_after_a_silence_and_not_before() -> None:
    moment = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert not is_stale(moment - STALE_AFTER, moment)
    assert is_stale(moment - STALE_AFTER - timedelta(seconds=1), moment)
    assert is_stale(None, moment)


@st.composite
def ceilings_of(draw: st.DrawFn, youths: int) -> Ceiling:
    groups = draw(st.lists(st.integers(-1, 1), min_size=youths, max_size=youths))
    left = [draw(st.integers(0, 2)), draw(st.integers(0, 6))]
    return Ceiling(np.array(groups, dtype=np.int64), np.array(left))


@st.composite
def markets(draw: st.DrawFn) -> tuple[Market, np.ndarray]:
    youths, rooms = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    cells = [(y, r) for y in range(youths) for r in range(rooms)]
    kept = sorted(draw(st.sets(st.sampled_from(cells))))
    count = len(kept)
    fit = draw(st.lists(st.integers(0, 5), min_size=count, max_size=count))
    ceilings = tuple(draw(ceilings_of(youths)) for _ in range(draw(st.integers(0, 2))))
    market = Market(
        youth=np.array([y for y, _ in kept], dtype=np.int64),
        room=np.array([r for _, r in kept], dtype=np.int64),
        nights=np.ones(count, dtype=np.int64),
        fit=np.array(fit, dtype=np.int64),
        room_left=np.array(draw(st.lists(st.integers(1, 2), min_size=rooms, max_size=rooms))),
        number_of_youths=youths,
        ceilings=ceilings,
    )
    turn = np.array(draw(st.permutations(range(youths))), dtype=np.int64)
    return market, turn


def has_place(ceiling: Ceiling, youth: int, placed: list[int]) -> bool:
    group = ceiling.group[youth]
    same = sum(ceiling.group[other] == group for other in placed)
    return bool(group < 0 or same < ceiling.left[group])


def by_hand(market: Market, order: list[int]) -> list[int]:
    """Take the pairs one by one, the slow way."""
    ceilings = market.ceilings
    chosen: list[int] = []
    for pair in order:
        youth, room = market.youth[pair], market.room[pair]
        if (
            all(market.youth[p] != youth for p in chosen)
            and sum(market.room[p] == room for p in chosen) < market.room_left[room]
            and all(has_place(one, youth, [market.youth[p] for p in chosen]) for one in ceilings)
        ):
            chosen.append(pair)
    return sorted(chosen)


@settings(deadline=None)
@given(markets())
def test_simpler_ways_are_what_they_say(drawn: tuple[Market, np.ndarray]) -> None:
    market, turn = drawn
    pairs = range(len(market.youth))
    queue = sorted(pairs, key=lambda p: (turn[market.youth[p]], -market.fit[p], market.room[p]))
    best = sorted(pairs, key=lambda p: (-market.fit[p], turn[market.youth[p]], market.room[p]))
    assert first_come_first_served(market, turn).tolist() == by_hand(market, queue)
    assert greedy_by_fit(market, turn).tolist() == by_hand(market, best)


def test_an_outcome_sums_what_was_chosen() -> None:
    market = Market(
        youth=np.array([0, 1]),
        room=np.array([0, 1]),
        nights=np.array([10, 20]),
        fit=np.array([3, 4]),
        room_left=np.array([1, 1]),
        number_of_youths=2,
    )
    outcome = Outcome.of(market, np.array([1]), np.array([100, 200]))
    assert outcome == Outcome(placed=1, nights=20, priority=200, fit=4)


def scene(pairs: list[tuple[int, int, int, int]], chosen: list[int]) -> Scene:
    """Pairs of (youth, room, nights, fit); priority 10 × youth; the lottery in order of youths."""
    youth, room, night, fit = (np.array(column) for column in zip(*pairs, strict=True))
    return Scene(
        youth=youth,
        room=room,
        nights=night,
        fit=fit,
        priority=youth * 10,
        turn=np.arange(int(youth.max()) + 1),
        number_of_rooms=int(room.max()) + 1,
        chosen=np.array(chosen),
        tiers=("nights", "priority", "fit"),
    )


FOUR = scene(
    [
        (0, 0, 90, 500),
        (0, 1, 80, 900),
        (0, 2, 10, 100),
        (1, 0, 90, 700),
        (2, 0, 90, 400),
        (2, 1, 80, 300),
        (3, 1, 70, 800),
    ],
    chosen=[3, 5],
)


def test_alternatives_put_what_is_free_first_and_then_go_by_the_tiers() -> None:
    found = alternatives(FOUR, "youth", 3)
    told = [
        (int(of), int(FOUR.youth[pair]), bool(free))
        for of, pair, free in zip(found.of, found.pair, found.is_free, strict=True)
    ]
    assert told == [(0, 0, True), (0, 2, False), (1, 0, True), (1, 3, True)]
    assert found.rank.tolist() == [1, 2, 1, 2]


def test_alternatives_for_a_youth_are_the_other_rooms() -> None:
    found = alternatives(FOUR, "room", 3)
    assert [(int(of), int(FOUR.room[p])) for of, p in zip(found.of, found.pair, strict=True)] == [
        (1, 0)
    ]
    assert not found.is_free.any()


def test_an_explanation_counts_and_ranks() -> None:
    ids = np.arange(10)
    told = explanations(FOUR, ids, ids, np.array([5, 0, 0]), {3: "limit contract GM0344"})
    reasons = {reason["code"]: reason for reason in told[0]["reasons"]}
    assert reasons["youths_for_room"]["number"] == 3
    assert (reasons["youth_rank"]["rank"], reasons["youth_rank"]["number"]) == (1, 3)
    assert reasons["room_price"] == {"code": "room_price", "tier": "nights", "number": 5}
    rivals = {rival["youth"]: rival for rival in told[0]["rivals"]}
    assert (rivals[0]["code"], rivals[0]["tier"], rivals[0]["by"]) == (
        "less_here", "priority", 10,
    )  # fmt: skip
    assert (rivals[2]["code"], rivals[2]["room"]) == ("together", 1)
    second = {rival["youth"]: rival for rival in told[1]["rivals"]}
    assert (second[3]["code"], second[3]["limit"]) == ("limit", "contract GM0344")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_sentence_exists_in_both_languages_with_the_same_numbers() -> None:
    for one, other in permutations(("nl", "en"), 2):
        for code, texts in explain.REASONS[one].items():
            pairs = zip(texts, explain.REASONS[other][code], strict=True)
            assert all(fields(a) == fields(b) for a, b in pairs), code
        for table in (explain.RIVALS, explain.LIMITS):
            assert {c: fields(t) for c, t in table[one].items()} == {
                c: fields(t) for c, t in table[other].items()
            }
        for side, by_reason in explain.UNMATCHED[one].items():
            assert set(by_reason) == set(explain.UNMATCHED[other][side])


def test_sentences_read_as_people_say_them() -> None:
    told = {
        "reasons": [
            {"code": "rooms_for_youth", "number": 1},
            {"code": "nights", "number": 1},
            {"code": "fit_rank", "rank": 1, "number": 1, "fit": 800, "best": 800},
            {"code": "youth_rank", "rank": 2, "number": 5},
            {"code": "room_price", "tier": "nights", "number": 0},
        ],
        "rivals": [
            {"youth": 7, "room": 3, "code": "better_there", "tier": "fit", "by": 1},
            {"youth": 8, "room": None, "code": "limit", "limit": "contract GM0344"},
        ],
    }
    assert explain.why_this_room(told, "nl") == [
        "Dit is de enige kamer die mogelijk is voor deze jongere.",
        "Zo staat de kamer 1 nacht minder leeg.",
        "Van de 5 jongeren die hier kunnen wonen, past deze jongere als nummer 2.",
    ]
    youth, room, town = "youth {}".format, "room {}".format, {"GM0344": "Utrecht"}.get
    assert explain.who_else(told, "en", youth, room, lambda code: town(code, code)) == [
        "youth 7 could live here too, but room 3 is proposed: that is 1 point of fit more.",
        "youth 8 could live here too, but there is a limit. "
        "The contract of Utrecht has no place left.",
    ]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("all_outbid", "Er zijn kamers mogelijk, maar daarvoor is nu iemand anders voorgesteld."),
        ("limit contract GM0344", "Het contract van GM0344 heeft geen plek meer."),
        ("limit fixed Y1 R2", "Een afspraak houdt dit tegen (fixed Y1 R2)."),
    ],
)
def test_who_was_left_reads_why(reason: str, sentence: str) -> None:
    assert explain.why_without_proposal("youth", reason, "nl") == sentence


def test_every_arrow_starts_where_another_ends_or_at_the_beginning() -> None:
    for steps, first in (
        (round_rules.STEPS, RoundStatus.QUEUED),
        (proposal_rules.STEPS, ProposalStatus.PROPOSED),
        (placement_rules.STEPS, PlacementStatus.BOOKED),
    ):
        reached = {first} | {step.to for step in steps.arrows}
        assert {step.from_ for step in steps.arrows} <= reached


def test_a_step_that_is_not_drawn_is_refused() -> None:
    with pytest.raises(StepNotAllowed) as refusal:
        proposal_rules.STEPS.after(ProposalStatus.LAPSED, proposal_rules.APPROVE)
    assert (refusal.value.from_, refusal.value.to) == ("lapsed", "approve")


def test_limits_counted_together_name_no_municipality() -> None:
    told = explain.why_without_proposal("youth", "limit contract", "en", lambda code: f"<{code}>")
    assert told == "The contract of the own municipality has no place left."


def test_every_kind_of_limit_has_a_sentence_of_its_own() -> None:
    kinds = ("contract", "guarantee", "share", "organisation", "inflow", "outflow")
    for language in ("nl", "en"):
        told = {
            explain.why_without_proposal("youth", f"limit {kind} GM1", language) for kind in kinds
        }
        assert len(told) == len(kinds)
        assert not any("(" in sentence for sentence in told), told
