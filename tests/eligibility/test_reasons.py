"""Reasons in words: complete, in both languages, and a change that is named is enough."""

from __future__ import annotations

import math

import pytest

from matcher.eligibility import REASONS, Reason, explain_pair, look_closer
from matcher.eligibility.changes import describe_change
from matcher.eligibility.reasons import reasons_in
from matcher.eligibility.rules import RULES
from tests.eligibility import people
from tests.eligibility.people import POLICY, TODAY


def test_every_reason_has_a_rule_and_its_own_bit() -> None:
    assert set(RULES) == set(Reason)
    assert [reason.bit for reason in REASONS] == list(range(len(REASONS)))
    assert len(REASONS) < 31  # the mask is a signed 32-bit number


def test_every_reason_has_words_in_both_languages() -> None:
    for reason in REASONS:
        assert reason.nl != reason.en
        for text in (reason.text("nl"), reason.text("en")):
            assert 3 < len(text.label) <= 32
            assert text.label[0].islower()
            assert text.sentence.endswith(".")
            assert text.remedy.endswith(".")
    for language in ("nl", "en"):
        assert len({reason.text(language).label for reason in REASONS}) == len(REASONS)


def test_sentences_are_short_enough_for_b1() -> None:
    for reason in REASONS:
        for sentence in (reason.nl.sentence, *reason.nl.remedy.split(". ")):
            assert len(sentence.split()) <= 17, sentence


def test_mask_is_read_back_in_order() -> None:
    mask = Reason.EXCLUDED.mask | Reason.TOO_FAR.mask
    assert reasons_in(mask) == [Reason.TOO_FAR, Reason.EXCLUDED]
    assert reasons_in(0) == []


@pytest.mark.parametrize(
    ("reason", "amount", "dutch", "english"),
    [
        (Reason.TOO_FAR, 3.41, "3,5 km verder", "3.5 km further"),
        (Reason.TOO_FAR, 3.5, "3,5 km verder", "3.5 km further"),
        (
            Reason.RENT_ABOVE_BUDGET,
            1250.0,
            "€\N{NO-BREAK SPACE}12,50 per",
            "€\N{NO-BREAK SPACE}12.50 a month",
        ),
        (
            Reason.RENT_ABOVE_LEGAL_MAXIMUM,
            100_050.0,
            "1.000,50 per",
            "€\N{NO-BREAK SPACE}1,000.50 a month",
        ),
        (Reason.NO_SHARED_DATES, 1.0, "1 dag opschuiven", "by 1 day,"),
        (Reason.NO_SHARED_DATES, 9.0, "9 dagen opschuiven", "by 9 days,"),
        (Reason.YOUNGER_THAN_WISH, 1.0, "1 jaar jonger", "1 year younger"),
        (Reason.OLDER_THAN_WISH, 2.0, "2 jaar ouder", "2 years older"),
    ],
)
def test_smallest_change_is_told_in_words(
    reason: Reason, amount: float, dutch: str, english: str
) -> None:
    assert dutch in describe_change(reason, amount, "nl")
    assert english in describe_change(reason, amount, "en")


@pytest.mark.parametrize("reason", [Reason.CHILDREN, Reason.TOO_OLD, Reason.TOO_FAR])
def test_without_an_amount_the_remedy_is_told(reason: Reason) -> None:
    assert describe_change(reason, math.nan, "nl") == reason.nl.remedy


def test_a_change_as_large_as_named_opens_the_room() -> None:
    """And one that is a little smaller does not."""
    rooms = people.rooms({"latitude": 52.05})
    closer = look_closer(people.YOUTH, rooms, people.places({}), today=TODAY, policy=POLICY)
    (more,) = closer.reasons["smallest_change"]

    def reasons(limit: float) -> list[str]:
        youth = {**people.YOUTH, "max_distance_km": limit}
        room = {**people.ROOM, "latitude": 52.05}
        return explain_pair(youth, room, people.places({}), today=TODAY, policy=POLICY)

    assert reasons(20 + more) == []
    assert reasons(20 + more - 0.01) == ["too_far"]
