"""Where things are in the Netherlands: distances, names of municipalities and places.

Nothing here needs the database. ``reference`` reads the reference files, ``official`` the files
that Statistics Netherlands publishes, ``names`` says which ways of typing a name are the same,
``distance`` measures.
"""

from matcher.geography.distance import distance_km
from matcher.geography.reference import (
    Municipality,
    Place,
    Reference,
    load,
)

__all__ = [
    "Municipality",
    "Place",
    "Reference",
    "distance_km",
    "load",
]
