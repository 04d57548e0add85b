"""A subject alone tells which mail it is: two mails never have the same one."""

from __future__ import annotations

from collections import Counter

import pytest

from matcher.messages import TEXTS


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_mails_have_the_same_subject(language: str) -> None:
    subjects = Counter(texts[language].subject for texts in TEXTS.values())
    assert [subject for subject, number in subjects.items() if number > 1] == []
