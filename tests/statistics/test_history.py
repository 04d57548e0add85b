"""When a record had a status: the past does not change with the present."""

from __future__ import annotations

from datetime import date

from matcher.statistics.history import LONG_AGO, Change, Spell, overlap, spells


def day(number: int) -> date:
    return date(2026, 1, number)


def test_record_without_history_has_always_been_what_it_is() -> None:
    assert spells(["approved"], [], "approved") == [Spell(LONG_AGO, None)]
    assert spells(["approved"], [], "paused") == []


def test_approval_counts_from_its_day_until_the_day_of_the_pause() -> None:
    changes = [
        Change(day(3), "signed_up", "visited"),
        Change(day(5), "visited", "approved"),
        Change(day(9), "approved", "paused"),
    ]
    assert spells(["approved"], changes, "paused") == [Spell(day(5), day(9))]


def test_imported_record_was_before_its_first_change_what_that_change_left() -> None:
    changes = [Change(day(9), "approved", "paused")]
    assert spells(["approved"], changes, "paused") == [Spell(LONG_AGO, day(9))]


def test_pause_and_resume_leave_a_gap_and_on_one_day_none() -> None:
    gap = [Change(day(5), "approved", "paused"), Change(day(8), "paused", "approved")]
    assert spells(["approved"], gap, "approved") == [
        Spell(LONG_AGO, day(5)),
        Spell(day(8), None),
    ]
    mistake = [Change(day(5), "approved", "paused"), Change(day(5), "paused", "approved")]
    assert spells(["approved"], mistake, "approved") == [Spell(LONG_AGO, None)]


def test_two_statuses_that_both_count_are_one_spell() -> None:
    changes = [Change(day(4), "registered", "ready"), Change(day(7), "ready", "withdrawn")]
    assert spells(["registered", "ready"], changes, "withdrawn") == [Spell(LONG_AGO, day(7))]


def test_history_that_does_not_lead_to_the_present_is_left_out() -> None:
    changes = [Change(day(5), "approved", "paused")]
    assert spells(["approved"], changes, "approved") == [Spell(LONG_AGO, None)]


def test_overlap_is_what_both_share() -> None:
    assert overlap(Spell(day(1), day(9)), Spell(day(4), None)) == Spell(day(4), day(9))
    assert overlap(Spell(day(1), None), Spell(day(4), None)) == Spell(day(4), None)
    assert overlap(Spell(day(1), day(4)), Spell(day(4), None)) is None
