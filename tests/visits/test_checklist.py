"""The checklist is data: three parts, both languages, and it is refused when it is wrong."""

from __future__ import annotations

import pytest

from matcher.visits.checklist import checklist, parsed
from matcher.words import ChecklistPart

GOOD = {"version": "1", "question": [
    {"code": str(part), "part": str(part), "nl": "Wat?", "en": "What?"} for part in ChecklistPart
]}  # fmt: skip


def test_the_checklist_asks_about_room_host_and_neighbourhood_in_both_languages() -> None:
    asked = checklist()
    assert all(asked.of(part) for part in ChecklistPart)
    assert all(question.text("nl") != question.text("en") for question in asked.questions)
    found = asked.find("fire_safety")
    assert found is not None
    assert "rookmelder" in found.text("nl")
    assert "test button" in found.help("en")
    assert asked.unanswered([question.code for question in asked.questions]) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "room", "part": "host", "nl": "Wie?", "en": "Who?"}, "must differ"),
        ({"code": "x" * 41, "part": "host", "nl": "Wie?", "en": "Who?"}, "must differ and fit"),
        ({"code": "who", "part": "host", "nl": "Wie?", "en": ""}, "both languages"),
        ({"code": "who", "part": "host", "nl": "Wie?", "en": "Who?", "nl_help": "Zo"}, "both"),
        ({"code": "who", "part": "garden", "nl": "Wie?", "en": "Who?"}, "garden"),
    ],
)
def test_a_wrong_checklist_is_refused(change: dict[str, str], told: str) -> None:
    rows = GOOD["question"]
    assert isinstance(rows, list)
    parsed(GOOD)
    with pytest.raises(ValueError, match=told):
        parsed({**GOOD, "question": [*rows, change]})


def test_a_checklist_without_one_of_its_parts_is_refused() -> None:
    rows = GOOD["question"]
    assert isinstance(rows, list)
    with pytest.raises(ValueError, match="every part"):
        parsed({**GOOD, "question": rows[1:]})
