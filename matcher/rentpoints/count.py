"""Run the count in a child process, and tell apart the ways in which it can fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import matcher
from matcher.errors import PointsNotCounted
from matcher.rentpoints.rules import Counted, Given

SECONDS = 60  # counting takes about three; a machine that is busy may need more
MODULE = "matcher.rentpoints.child"
_EXITS = {3: "missing", 4: "date"}  # as the child ends; the other ways to end are 'failed'
#: All that the child sees of our environment: no secret, no address of a database.
_PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH")


def count(
    given: Given,
    *,
    command: Sequence[str] = (sys.executable, "-m", MODULE),
    seconds: float = SECONDS,
) -> Counted:
    """Return the points of what is given.

    Args:
        given: the home and the spaces that the room has or shares.
        command: the program that counts (another one in tests).
        seconds: how long it may take.

    Raises:
        PointsNotCounted: with ``reason`` 'missing' (the library is not installed), 'date' (it has
            no rules for this day), 'too_slow', or 'failed'.
    """
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {"PYTHONPATH": str(Path(matcher.__file__).parents[1]), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603  (our own program; the input is JSON on its stdin)
            list(command),
            input=json.dumps(given.as_json()),
            capture_output=True,
            text=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PointsNotCounted("too_slow") from error
    except OSError as error:
        raise PointsNotCounted("failed", str(error)) from error
    if done.returncode != 0:
        raise PointsNotCounted(_EXITS.get(done.returncode, "failed"), done.stderr[-500:])
    try:
        return Counted.from_json(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError) as error:
        raise PointsNotCounted("failed", f"unreadable answer: {error}") from error
