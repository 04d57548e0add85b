"""What compiled functions take and give, read from annotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Protocol, get_args, get_origin, get_type_hints

import numpy as np


class Kind(Protocol):
    """``check`` raises TypeError for what is not of this kind; ``numba`` is Numba's word for it.

    Machine code trusts what it gets: an array of other numbers would be read as nonsense.
    """

    def check(self, value: object, where: str) -> None: ...

    def numba(self) -> Any: ...


@dataclass(frozen=True)
class Number:
    """``int64`` or ``float64``. What comes in is converted, or refused, by the machine code."""

    name: str

    def check(self, value: object, where: str) -> None:
        pass

    def numba(self) -> Any:
        from numba import types

        return getattr(types, self.name)


@dataclass(frozen=True)
class Array:
    """An array in one piece (C order) of one kind of number."""

    dtype: np.dtype[Any]
    dimensions: int

    def check(self, value: object, where: str) -> None:
        if (
            not isinstance(value, np.ndarray)
            or value.dtype != self.dtype
            or value.ndim != self.dimensions
            or not value.flags.c_contiguous
        ):
            told = (
                f"{value.dtype} in {value.ndim} dimensions"
                if isinstance(value, np.ndarray)
                else type(value).__name__
            )
            raise TypeError(
                f"{where} takes an array in one piece of {self.dtype} in {self.dimensions} "
                f"dimensions, and was given {told}"
            )

    def numba(self) -> Any:
        from numba import from_dtype, types

        return types.Array(from_dtype(self.dtype), self.dimensions, "C")


@dataclass(frozen=True)
class Record:
    """A named tuple."""

    of: type
    fields: tuple[Kind, ...]

    def check(self, value: object, where: str) -> None:
        if not isinstance(value, self.of) or not isinstance(value, tuple):
            raise TypeError(f"{where} takes a {self.of.__name__}, not {type(value).__name__}")
        for kind, part in zip(self.fields, value, strict=True):
            kind.check(part, where)

    def numba(self) -> Any:
        from numba import types

        return types.NamedTuple([kind.numba() for kind in self.fields], self.of)


@dataclass(frozen=True)
class Several:
    """A tuple that is given back."""

    fields: tuple[Kind, ...]

    def check(self, value: object, where: str) -> None:
        raise TypeError(f"{where} takes no tuples without names")

    def numba(self) -> Any:
        from numba import types

        return types.Tuple([kind.numba() for kind in self.fields])


@dataclass(frozen=True)
class Nothing:
    def check(self, value: object, where: str) -> None:
        raise TypeError(f"{where} takes no None")

    def numba(self) -> Any:
        from numba import types

        return types.void


def kind_of(hint: Any) -> Kind:
    """The kind that an annotation stands for; ``Annotated[array, 2]`` has two dimensions.

    Raises TypeError for what machine code cannot take.
    """
    if get_origin(hint) is Annotated:
        array, dimensions = get_args(hint)
        return Array(_dtype(array), dimensions)
    if get_origin(hint) is np.ndarray:
        return Array(_dtype(hint), 1)
    if get_origin(hint) is tuple:
        return Several(tuple(kind_of(part) for part in get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields"):
        fields = get_type_hints(hint, include_extras=True)
        return Record(hint, tuple(kind_of(fields[name]) for name in hint._fields))
    if hint in (int, float):
        return Number(f"{hint.__name__}64")
    if hint in (None, type(None)):
        return Nothing()
    raise TypeError(f"machine code cannot take {hint}")


def _dtype(array: Any) -> np.dtype[Any]:
    """Of ``NDArray[scalar]``."""
    _, dtype = get_args(array)
    (scalar,) = get_args(dtype)
    return np.dtype(scalar)
