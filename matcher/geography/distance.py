"""Distance over the ground, as the crow flies."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)


def distance_km(
    latitude: ArrayLike,
    longitude: ArrayLike,
    other_latitude: ArrayLike,
    other_longitude: ArrayLike,
) -> NDArray[np.float64]:
    """Return the great-circle distance in kilometres between points given in degrees.

    Takes numbers, arrays or Series, which broadcast as NumPy's do: (n, 1) against (m,) gives
    (n, m). NaN in gives NaN out. Numbers give a 0-d array, to be used as a number. Haversine
    formula: within 0.5 % of the true distance and exact enough at a few metres.
    """
    first = np.radians(np.asarray(latitude, dtype=np.float64))
    second = np.radians(np.asarray(other_latitude, dtype=np.float64))
    east = np.radians(np.asarray(other_longitude, dtype=np.float64)) - np.radians(
        np.asarray(longitude, dtype=np.float64)
    )
    chord = (
        np.sin((second - first) / 2) ** 2 + np.cos(first) * np.cos(second) * np.sin(east / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))))
