"""The prices of all tiers as a table: what a result is stored with, to be asked later.

Needs neither the solver nor the compiled kernels, so that writing a result stays light.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from matcher.optimiser.result import Certificate

DUAL_KINDS = ("room", "municipality")


def dual_table(
    rooms: Iterable[str], municipalities: Iterable[str], certificates: Sequence[Certificate]
) -> pd.DataFrame:
    """kind, key, and a column of prices per tier (int64): rooms, then limited municipalities.

    Empty where side limits have prices of their own: then the table would not prove anything.
    """
    names = [certificate.tier for certificate in certificates]
    if any(len(certificate.side) or certificate.scale != 1 for certificate in certificates):
        rooms, municipalities, certificates = (), (), ()
    room, municipality = DUAL_KINDS
    keys = [*((room, key) for key in rooms), *((municipality, key) for key in municipalities)]
    frame = pd.DataFrame(keys, columns=["kind", "key"], dtype=object)
    for place, name in enumerate(names):
        frame[name] = (
            np.zeros(0, np.int64)
            if not certificates
            else np.concatenate([certificates[place].room, certificates[place].group])
        )
    return frame
