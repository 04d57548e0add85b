"""The page with the rules is made from the code, and is current."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from matcher.eligibility import REASONS
from matcher.fit import FIT_PARTS, PRIORITY_PARTS
from matcher.policy import load_policy
from matcher.policy.document import rules_document
from matcher.policy.model import GenderPolicy

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_page_is_current() -> None:
    remedy = "run: python -m matcher.policy.document > docs/rules.md"
    assert PAGE.read_text(encoding="utf-8") == rules_document(load_policy()), remedy


def test_page_tells_every_reason_part_and_figure() -> None:
    policy = load_policy()
    page = rules_document(policy)
    for reason in REASONS:
        assert reason.nl.sentence in page
        assert reason.en.remedy in page
    for part in (*FIT_PARTS, *PRIORITY_PARTS):
        assert f"`{part.column}`" in page
    for source in policy.sources.values():
        assert source in page


def test_page_follows_the_policy() -> None:
    policy = load_policy()
    wider = replace(policy, gender=GenderPolicy(single_gender_wish_admits_other=True))
    assert "men only does not admit" in rules_document(policy)
    assert "men only also admits" in rules_document(wider)
