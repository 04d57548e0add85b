"""The list of obstacles, read from ``obstacles.toml``: what each is, whose turn it is, what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from matcher.words import Role

FILE = Path(__file__).with_name("obstacles.toml")


class About(StrEnum):
    HOST = "host"
    ROOM = "room"
    YOUTH = "youth"


class Effect(StrEnum):
    """What an obstacle does; see ``obstacles.toml``."""

    STOPS = "stops"
    BARS = "bars"
    MISSING = "missing"


@dataclass(frozen=True)
class Told:
    """An obstacle in one language: what it is, what to do, and the same for the person."""

    name: str
    remedy: str
    plain: str


@dataclass(frozen=True)
class Obstacle:
    """``order``: the place in the file, which is the order in which people go about it.

    ``is_last``: it is nobody's turn until all else is there. ``is_over``: nothing else is asked.
    ``is_waiting``: it passes by itself.
    """

    code: str
    about: About
    effect: Effect
    whose: Role
    nl: Told
    en: Told
    order: int
    is_last: bool = False
    is_over: bool = False
    is_waiting: bool = False

    def told(self, language: str) -> Told:
        """Return the words in ``language`` ('nl' or 'en'; Dutch for anything else)."""
        return self.en if language == "en" else self.nl

    @property
    def keeps_out(self) -> bool:
        """Say whether nothing can be proposed while it is there."""
        return self.effect is not Effect.MISSING


def read_obstacles(text: str) -> Mapping[str, Obstacle]:
    """Return the obstacles of a file's text by code.

    Raises:
        ValueError: an unknown effect, side or role, or words that are missing.
    """
    found: dict[str, Obstacle] = {}
    for order, (code, values) in enumerate(tomllib.loads(text).items()):
        found[code] = Obstacle(
            code,
            About(values["about"]),
            Effect(values["effect"]),
            Role(values["whose"]),
            nl=_told(code, values.get("nl", {})),
            en=_told(code, values.get("en", {})),
            order=order,
            is_last=bool(values.get("is_last")),
            is_over=bool(values.get("is_over")),
            is_waiting=bool(values.get("is_waiting")),
        )
    return MappingProxyType(found)


def _told(code: str, words: Mapping[str, Any]) -> Told:
    names = ("name", "remedy", "plain")
    if missing := [name for name in names if not words.get(name)]:
        raise ValueError(f"obstacle {code!r} has no words for {missing} in one of the languages")
    return Told(*(str(words[name]) for name in names))


OBSTACLES = read_obstacles(FILE.read_text(encoding="utf-8"))
