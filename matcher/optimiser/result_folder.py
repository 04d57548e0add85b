"""Write a result as a folder, all or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from matcher.optimiser.result import Result

TABLES = ("assignments", "prices", "unmatched", "backups", "fairness", "lottery", "duals")
FILES = {"summary.json", *(f"{name}.csv" for name in TABLES)}


def refusal(folder: Path) -> str | None:
    """Why nothing may be written here; None when it is new, empty, or an earlier result."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        return f"{folder} is a file; name a folder for the result"
    present = {entry.name for entry in folder.iterdir()}
    if not present or ("summary.json" in present and present <= FILES):
        return None
    return (
        f"{folder} holds files that are not a result ({', '.join(sorted(present - FILES)[:3])}...); "
        "name a new or empty folder, or that of an earlier result"
    )


def write_result(folder: Path, result: Result, read_seconds: float = 0.0) -> None:
    """Write the files beside the folder first, then put them in its place in one step.

    Raises ``FileExistsError`` where :func:`refusal` gives a reason.
    """
    reason = refusal(folder)
    if reason:
        raise FileExistsError(reason)
    folder.parent.mkdir(parents=True, exist_ok=True)
    target = folder.resolve()
    started = time.monotonic()
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        fresh.chmod(0o755)
        for name in TABLES:
            frame = result.table(name)
            frame.to_csv(fresh / f"{name}.csv", index=False, lineterminator="\n")
        seconds = {
            "read": read_seconds,
            **result.seconds,
            "write": time.monotonic() - started,
        }
        text = json.dumps(summary(result, seconds), indent=2, ensure_ascii=False)
        (fresh / "summary.json").write_text(text + "\n", encoding="utf-8")
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, target: Path) -> None:
    """Put a folder in the place of another; the old one is removed only afterwards."""
    if not target.exists():
        fresh.replace(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    target.replace(old)
    try:
        fresh.replace(target)
    except OSError:
        old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def summary(result: Result, seconds: Mapping[str, float]) -> dict[str, Any]:
    """What ``summary.json`` holds."""
    lottery = None
    if result.lottery is not None:
        lottery = asdict(result.lottery)
        del lottery["name"]
    return {
        "status": result.status,
        "placed": result.placed,
        "tiers": [asdict(tier) for tier in result.tiers],
        "lottery": lottery,
        "guarantee": {name: asdict(share) for name, share in result.guarantee.items()},
        "guarantee_cost": result.guarantee_cost,
        "guarantee_costs": result.guarantee_costs,
        "clash": list(result.clash),
        "fairness": {
            "passed_over": dict(result.passed_over),
            "warnings": [asdict(warning) for warning in result.warnings],
        },
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "method": result.method,
        "seed": result.seed,
        "versions": dict(result.versions),
    }
