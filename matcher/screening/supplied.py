"""The chart that comes with the program, with the examples that it was tried on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

FIRST = Path(__file__).parent / "charts" / "first.toml"


def supplied(path: Path = FIRST) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return (content, examples); an example has name, answers, facts and expected."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    return {"start": given["start"], "nodes": given["nodes"]}, given["examples"]
