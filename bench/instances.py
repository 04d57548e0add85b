"""The instances that the bench and the tests share: one source, same arguments, same frames."""

from bench.limited import limited
from bench.national import Frames, national

__all__ = ["Frames", "limited", "national"]
