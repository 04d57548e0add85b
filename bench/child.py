"""One run of one peer, in a process of its own: ``python -m bench.child REQUEST``.

REQUEST is a JSON file that :mod:`bench.runner` writes. The answer goes into the same folder:
``started.json`` when the clock starts, then ``chosen.npy``, and ``finished.json`` last.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench.arrays import DoesNotFit
from bench.peers import Peer

_STATUS = Path("/proc/self/status")


def memory(what: str) -> int:
    """Bytes of this process: ``VmRSS`` now, ``VmHWM`` the most so far (Linux; elsewhere the most)."""
    if _STATUS.is_file():
        for line in _STATUS.read_text().splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main(path: Path) -> None:
    request = json.loads(path.read_text())
    folder = path.parent
    imported = memory("VmRSS")
    peer = Peer.named(request["peer"])
    loaded = memory("VmRSS")
    given = peer.ready(Path(request["instance"]))
    before = {"memory_bare": imported, "memory_imported": loaded, "memory_before": memory("VmRSS")}
    _write(folder / "started.json", before)
    _write(folder / "finished.json", {**before, **_run(peer, given, request, folder)})


def _run(peer: Peer, given: Any, request: dict[str, Any], folder: Path) -> dict[str, Any]:
    cpu, start = time.process_time(), time.perf_counter()
    try:
        found = peer.choose(given, tuple(request["tiers"]), request["seconds"])
    except DoesNotFit as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "it ran out of memory"}
    except TimeoutError:
        return {"timeout": True}
    took = {
        "solve": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        # Since the process was asked for: the clock is the machine's.
        "whole": time.monotonic() - request["asked_at"],
        "memory_peak": memory("VmHWM"),
    }
    answer = peer.answer(given, found)
    np.save(folder / "chosen.npy", np.asarray(answer.pairs, np.int64))
    return {**took, "is_proven": bool(answer.is_proven), "note": answer.note}


def _write(path: Path, content: dict[str, Any]) -> None:
    """Whole or not at all: the other process may be looking."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content))
    part.rename(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
