"""Reasons in words: complete, in both languages, and a change that is named is enough."""

from __future__ import annotations

from matcher.eligibility import REASONS, Reason, explain_pair, look_closer
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
