"""How figures are written, on the screen and on the page alike."""

from __future__ import annotations

from bench.summary import Growth, Line


def seconds(value: float) -> str:
    if value < 0.1:
        return f"{value * 1000:.0f} ms"
    return f"{value:.{0 if value >= 100 else 1 if value >= 1 else 2}f} s"


def times(ratio: float | None) -> str:
    """A ratio to ours: 2.1× is slower than ours, 0.50× faster."""
    if ratio is None:
        return ""
    digits = 0 if ratio >= 100 else 1 if ratio >= 0.95 else 2 if ratio >= 0.095 else 3
    return f"{ratio:.{digits}f}×"


def memory(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def outcome(line: Line) -> str:
    """The seconds of a line, or in words why there are none."""
    if not line.has_answer:
        return f"– ({line.note})" if line.status == "left out" else line.note
    took = seconds(line.took)
    return took if line.status == "solved" else f"{took}, not proven"


def change(value: int, best: int) -> str:
    """A value beside the best one: the number itself, or how much it is off."""
    return f"{value:,}" if value == best or not best else f"{value / best - 1:+.1%}"


def grows(growth: Growth | None) -> str:
    return "" if growth is None else f"{growth.overall:.2f} ({growth.last_step:.2f})"
