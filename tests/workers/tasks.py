"""Functions that processes of their own can import."""

from __future__ import annotations

import numpy as np


def total(shared: np.ndarray, part: tuple[int, int]) -> int:
    return int(shared[slice(*part)].sum())


def refuse(shared: object, part: int) -> int:
    if part == 1:
        raise ValueError(f"part {part} is not for us")
    return part


def die(shared: object, part: int) -> None:
    import os

    os._exit(9)
