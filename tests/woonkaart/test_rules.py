"""Half-years, questions and advice of the woonkaart, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.woonkaart import rules
from matcher.words import WoonkaartFeeling, WoonkaartHelp, WoonkaartStay


@pytest.mark.parametrize(
    ("day", "half"),
    [(date(2026, 1, 1), "2026-1"), (date(2026, 6, 30), "2026-1"),
     (date(2026, 7, 1), "2026-2"), (date(2026, 12, 31), "2026-2")],
)  # fmt: skip
def test_half_year_of_a_day(day: date, half: str) -> None:
    assert rules.half_year_of(day) == half
    assert not rules.is_closed(half, day)
    assert rules.is_closed(half, rules.first_day_after(half))


def test_every_answer_leads_to_advice_and_danger_comes_first() -> None:
    for stay in WoonkaartStay:
        for feeling in WoonkaartFeeling:
            for wish in WoonkaartHelp:
                found = rules.advices(stay, feeling, wish)
                assert found
                assert (found[0] is rules.Advice.DANGER) == (feeling is WoonkaartFeeling.BAD)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_there_are_three_questions_in_both_languages(language: str) -> None:
    texts = [rules.question(name, language) for name in rules.QUESTIONS]
    assert len(set(texts)) == 3
    assert all(text.endswith("?") for text in texts)
