"""Compiled kernels for the network part of the problem: youths, rooms, and limited municipalities.

An auction finds prices that are nearly right in a fraction of the time of an exact method; shortest
augmenting paths, forwards from youths who found no place and backwards from rooms that lost theirs,
make them exactly right. They are machine code (``matcher.machine_code``), made when installing.
"""

from matcher.optimiser.kernel.optimum import Network, Optimum, optimum

__all__ = ["Network", "Optimum", "optimum"]
