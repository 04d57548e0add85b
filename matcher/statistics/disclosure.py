"""What may be shown. Counts without personal attributes are exact; a median is not a count.

The median wait of one youth is that youth's own wait, from which the date of registration
follows. So a median is shown only for a group in which no single person can be read off.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SMALLEST_GROUP = 10
"""The same threshold below which frozen tables hide a cell (trust promise 10b)."""


def median_or_hidden(days: npt.NDArray[np.int64]) -> float:
    """Return the median of ``days``, or NaN for fewer than ten people."""
    return float(np.median(days)) if len(days) >= SMALLEST_GROUP else float("nan")
