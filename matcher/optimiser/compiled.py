"""Compile a function to machine code the first time it is used, and keep the result on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """The function compiled by Numba, kept beside its source or in the user's cache folder.

    Where neither can be written (a read-only system without a home), it is compiled anew in every
    process, which takes some seconds; ``NUMBA_CACHE_DIR`` names a folder that can be written.
    """
    try:
        return cast(Function, njit(cache=True)(function))
    except RuntimeError:
        return cast(Function, njit(function))
