"""From shares 0..1 to whole points, so that the parts shown to people add up exactly."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.policy.model import Curve

Points = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float64]


def points(share: Floats, weight: int) -> Points:
    """Return the whole points 0..weight that ``share`` (0..1) of ``weight`` earns."""
    return np.rint(share * weight).astype(np.int16)


def curve_points(values: npt.NDArray, curve: Curve, weight: int) -> Points:
    """Return the points at ``values`` on a curve: straight between its points, flat outside."""
    x, share = zip(*curve, strict=True)
    return points(np.interp(values, x, share), weight)


def step_points(lowest: int, highest: int, curve: Curve, weight: int) -> Points:
    """Return a table of points for the whole numbers lowest..highest, to look up per pair."""
    return curve_points(np.arange(lowest, highest + 1), curve, weight)
