"""All pages about introductions, one file per kind of reader."""

from web.introductions import answering, guiding, own, staff
from web.introductions.blueprint import blueprint

__all__ = ["answering", "blueprint", "guiding", "own", "staff"]
