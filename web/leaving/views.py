"""All pages about leaving and what comes after."""

from web.leaving import after, answering, ending
from web.leaving.blueprint import blueprint

__all__ = ["after", "answering", "blueprint", "ending"]
