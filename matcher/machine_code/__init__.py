"""Loops over arrays as machine code, written as plain Python functions.

They are compiled when the program is installed (``python -m matcher.machine_code.build``) into one
library beside this file; loading it takes a megabyte and no time. Where that was not possible, or a
line has changed since, Numba compiles each function when it is first called: the same lines, the same
answers, but a second to load and 140 MB more. ``KAMERMATCH_MACHINE_CODE`` in the environment asks for
``numba``, or for ``python``: the lines as they stand, slow, for a debugger.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, update_wrapper
from typing import Any, Final, TypeVar, cast, get_type_hints

from matcher.machine_code.kinds import Kind, kind_of
from matcher.machine_code.library import asked_for, load

Function = TypeVar("Function", bound=Callable[..., Any])

LIBRARY: Final = load()
ENTRIES: dict[str, Entry] = {}
"""Every function of which the library holds machine code, by its name in the library."""


def inner(function: Function) -> Function:
    """A function that only compiled functions call."""
    return function if LIBRARY is not None else cast(Function, _compiled(function))


def entry(function: Function) -> Function:
    """A function that Python calls. Its annotations are what the machine code takes, to the letter:
    ``int`` and ``float`` of 64 bits, arrays of one kind and in one piece, named tuples of these.

    Raises ``TypeError`` when it is called with anything else.
    """
    made = Entry(function)
    ENTRIES[made.name] = made
    return cast(Function, made)


def plain(function: Function) -> Function:
    """The lines of an entry as Python runs them: slow, and quickest for a handful of rows."""
    return cast(Function, cast(Entry, function).function)


class Entry:
    """The way from Python to the machine code of one function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.name = f"{function.__module__}.{function.__name__}".replace(".", "_")
        update_wrapper(self, function)

    def __call__(self, *arguments: Any) -> Any:
        for kind, argument in zip(self.takes, arguments, strict=True):
            kind.check(argument, self.function.__name__)
        return self._machine(*arguments)

    @cached_property
    def _machine(self) -> Callable[..., Any]:
        if LIBRARY is not None:
            return cast(Callable[..., Any], getattr(LIBRARY, self.name))
        return _compiled(self.function)

    @cached_property
    def takes(self) -> tuple[Kind, ...]:
        return tuple(kind for name, kind in self._kinds.items() if name != "return")

    @property
    def gives(self) -> Kind:
        return self._kinds["return"]

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        hints = get_type_hints(self.function, include_extras=True)
        return {name: kind_of(hint) for name, hint in hints.items()}


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled by Numba, kept beside the source or in the user's cache folder.

    Where neither can be written (a read-only system without a home), it is compiled anew in every
    process, which takes some seconds; ``NUMBA_CACHE_DIR`` names a folder that can be written.
    """
    if asked_for() == "python":
        return function
    from numba import njit

    try:
        return cast(Callable[..., Any], njit(cache=True)(function))
    except RuntimeError:
        return cast(Callable[..., Any], njit(function))
