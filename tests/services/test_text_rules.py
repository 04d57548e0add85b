"""A BSN is recognised the ways people write it; other numbers pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import TextRefused
from matcher.text_rules import holds_bsn, is_bsn, require_no_bsn

KNOWN = "111222333"  # passes the elfproef; nobody's number


@pytest.mark.parametrize(
    "text",
    [KNOWN, f"bsn {KNOWN}.", "111.222.333", "111 222 333", "1112 22 333", "x111-222-333x"],
)
def test_a_bsn_is_found_however_it_is_written(text: str) -> None:
    assert holds_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "06-12345678",
        "0612345678",
        "+31 6 12 34 56 78",
        "111222334",
        "000000000",
        "NL91 ABNA 0417 1643 00",
        f"{KNOWN}4",
        "12-03-2026, 450 euro",
        "111 222 333 444",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not holds_bsn(text)


@given(st.integers(10_000_000, 99_999_999))
def test_of_ten_last_digits_at_most_one_makes_a_bsn(first_eight: int) -> None:
    assert sum(is_bsn(f"{first_eight}{last}") for last in range(10)) <= 1


def test_the_refusal_names_the_field_and_keeps_the_number_to_itself() -> None:
    with pytest.raises(TextRefused) as refusal:
        require_no_bsn("note", f"nummer {KNOWN}")
    assert refusal.value.field == "note"
    assert KNOWN not in str(refusal.value)
