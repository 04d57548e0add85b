"""Compiled functions work also where nothing can be kept on disk."""

from __future__ import annotations

import pytest
from numba.core.caching import CacheImpl

from matcher.optimiser.compiled import compiled


def double(number: int) -> int:
    return 2 * number


def test_function_is_compiled_anew_where_no_folder_can_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(CacheImpl, "_locator_classes", [])
    assert compiled(double)(21) == 42
