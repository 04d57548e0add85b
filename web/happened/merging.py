"""The words of all parts of the program together.

Each part keeps its own in a module ``texts_<part>.py`` beside this one, with any of: WORDS (an
audit event such as ``youth.withdraw``: what happened), SUBJECTS (its first half: what it is
about), FIELDS (a changed value: its name in running text) and REASONS (a subject: the words its
coded reasons are from). A new module is found by itself; what two of them name does not start.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

MODULES = sorted(path.stem for path in Path(__file__).parent.glob("texts_*.py"))


def merged(name: str) -> dict[str, Any]:
    """Return the dictionaries called ``name`` of all modules as one.

    Raises:
        ValueError: two modules have words for the same key.
    """
    together: dict[str, Any] = {}
    for module in MODULES:
        words = getattr(import_module(f"{__package__}.{module}"), name, {})
        if twice := sorted(together.keys() & words.keys()):
            raise ValueError(f"{name} in {module}: another part has words for {twice} already")
        together |= words
    return together


WORDS = merged("WORDS")
SUBJECTS = merged("SUBJECTS")
FIELDS = merged("FIELDS")
REASONS = merged("REASONS")
