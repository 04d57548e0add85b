"""All pages of a case, one file per subject; importing them hangs them on the blueprint."""

from web.cases import (
    consents,
    corrections,
    exceptions,
    intakes,
    motivation,
    searching,
    stopping,
)
from web.cases.blueprint import blueprint

__all__ = [
    "blueprint",
    "consents",
    "corrections",
    "exceptions",
    "intakes",
    "motivation",
    "searching",
    "stopping",
]
