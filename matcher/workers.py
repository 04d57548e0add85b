"""Runs independent parts side by side: in this process, in local processes, or on a Dask cluster.

A part is a pure function of what it is given, and the parts are cut without looking at the number
of workers; answers come back in the order of the parts. So the bytes are the same whoever computes
them. Joblib and Dask are loaded only when parts really go to another process.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import urlsplit

from matcher import __version__
from matcher.errors import InvalidSettings, WorkersUnavailable

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Answer = TypeVar("Answer")
Task = Callable[[Shared, Part], Answer]

BACKENDS = ("loky", "dask")
_MAPPED_BYTES = 200_000  # larger arrays go to local processes as files in memory, not as copies
_SECONDS_TO_CONNECT = 10
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Workers:
    """Who does the work.

    ``number`` of local processes; 1 is this process, and starts none. ``backend``: 'loky' (local
    processes) or 'dask'. ``scheduler``: address of a Dask scheduler, whose cluster then counts for
    the number; empty: a local cluster of ``number`` processes.

    Raises InvalidSettings for what cannot be.
    """

    number: int = 1
    backend: str = "loky"
    scheduler: str = ""

    def __post_init__(self) -> None:
        if self.number < 1:
            raise InvalidSettings(
                f"KAMERMATCH_WORKERS is {self.number}; use 1 (this process) or more"
            )
        if self.backend not in BACKENDS:
            raise InvalidSettings(
                f"KAMERMATCH_WORKERS_BACKEND is {self.backend!r}; use {' or '.join(BACKENDS)}"
            )
        if self.scheduler and self.backend != "dask":
            raise InvalidSettings(
                "KAMERMATCH_DASK_SCHEDULER is set, but KAMERMATCH_WORKERS_BACKEND is not 'dask'; "
                "set it to 'dask', or take the scheduler away"
            )
        if self.scheduler:
            _require_safe(self.scheduler)

    @classmethod
    def in_force(cls, number: int | None = None) -> Self:
        """Read the settings from the environment; ``number`` goes before KAMERMATCH_WORKERS."""
        from matcher.settings import setting

        return cls(
            number=setting("workers") if number is None else number,
            backend=setting("workers_backend"),
            scheduler=setting("dask_scheduler"),
        )

    @property
    def is_here(self) -> bool:
        """Whether everything happens in this process."""
        return self.number == 1 and not self.scheduler

    def each(
        self, task: Task[Shared, Part, Answer], shared: Shared, parts: Sequence[Part]
    ) -> Iterator[Answer]:
        """Give ``task(shared, part)`` for every part, in the order of ``parts``.

        ``task`` is a function of a module, without side effects. ``shared`` goes to each worker
        once, or as mapped memory: it must not be written to. Answers are handed over one by one,
        so that they need not all be kept.

        Raises:
            WorkersUnavailable: with the remedy. What a task itself raises comes through.
        """
        if self.is_here or len(parts) < 2:
            return (task(shared, part) for part in parts)
        if self.backend == "dask":
            return _on_dask(self, task, shared, parts)
        return _in_processes(self.number, task, shared, parts)


HERE = Workers()
"""Everything in this process."""


def _require_safe(scheduler: str) -> None:
    """What is shipped is about young people in care: it never crosses a network in the clear."""
    address = urlsplit(scheduler)
    if address.scheme not in ("tcp", "tls") or not address.hostname or not address.port:
        raise InvalidSettings(
            f"KAMERMATCH_DASK_SCHEDULER is {scheduler!r}; it must look like tls://host:8786"
        )
    if address.scheme != "tls" and address.hostname not in _THIS_MACHINE:
        raise InvalidSettings(
            f"KAMERMATCH_DASK_SCHEDULER is {scheduler!r}: details of young people would cross the "
            "network unencrypted; give the scheduler TLS and use tls:// (docs/distributed.md)"
        )


def _in_processes(
    number: int, task: Task[Shared, Part, Answer], shared: Shared, parts: Sequence[Part]
) -> Iterator[Answer]:
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    run = Parallel(
        n_jobs=number,
        backend="loky",
        max_nbytes=_MAPPED_BYTES,
        batch_size=1,
        return_as="generator",
    )
    try:
        yield from run(delayed(task)(shared, part) for part in parts)
    except TerminatedWorkerError as error:
        raise WorkersUnavailable(
            "a worker process was ended from outside, most often for lack of memory; "
            f"lower KAMERMATCH_WORKERS (now {number}), or give the machine more memory"
        ) from error


def _on_dask(
    workers: Workers, task: Task[Shared, Part, Answer], shared: Shared, parts: Sequence[Part]
) -> Iterator[Answer]:
    """Joblib's Dask backend hands answers over in the order of the parts, as they become ready."""
    with _connected(workers.number, workers.scheduler) as client:
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError
        from distributed.comm import CommClosedError
        from joblib import Parallel, delayed, parallel_config

        with parallel_config(backend="dask", client=client, scatter=[shared]):
            run = Parallel(n_jobs=-1, batch_size=1, return_as="generator")
        try:
            yield from run(delayed(task)(shared, part) for part in parts)
        except (CommClosedError, FutureCancelledError, KilledWorker) as error:
            raise WorkersUnavailable(
                f"the Dask cluster lost a part ({type(error).__name__}); look in the logs of its "
                "workers, most often for lack of memory, then run again"
            ) from error


@contextmanager
def _connected(number: int, scheduler: str) -> Iterator[Client]:
    """A connection for as long as it is used: a scheduler may be started anew between two rounds."""
    try:
        from distributed import Client
    except ImportError as error:
        raise WorkersUnavailable(
            "KAMERMATCH_WORKERS_BACKEND is 'dask', but Dask is not installed; "
            "run: pip install kamermatch[cluster]"
        ) from error
    if not scheduler:
        with Client(_local_cluster(number), set_as_default=False) as client:
            yield client
        return
    _require_certificates(scheduler)
    try:
        client = Client(scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersUnavailable(
            f"no Dask scheduler answers at {scheduler}; start it with 'dask scheduler', or "
            "correct KAMERMATCH_DASK_SCHEDULER (and for tls:// the certificates)"
        ) from error
    with client:
        _require_workers(client, scheduler)
        yield client


@cache
def _local_cluster(number: int) -> LocalCluster:
    """Processes that stay until this one ends: starting them takes seconds."""
    from distributed import LocalCluster

    cluster = LocalCluster(
        n_workers=number,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.ERROR,
    )
    atexit.register(cluster.close)
    return cluster


def _require_certificates(scheduler: str) -> None:
    import dask
    import distributed  # noqa: F401  (its import makes its settings known to dask)

    names = ("ca-file", "client.cert", "client.key")
    missing = [name for name in names if not dask.config.get(f"distributed.comm.tls.{name}", None)]
    if scheduler.startswith("tls:") and missing:
        variables = [name.upper().replace("-", "_").replace(".", "__") for name in missing]
        raise WorkersUnavailable(
            f"the Dask scheduler {scheduler} needs certificates; set "
            + ", ".join(f"DASK_DISTRIBUTED__COMM__TLS__{name}" for name in variables)
            + " (docs/distributed.md)"
        )


def _require_workers(client: Client, scheduler: str) -> None:
    """Without workers, or without our code, Dask would wait for ever; another version of it could
    give other bytes."""
    try:
        client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
    except TimeoutError as error:
        raise WorkersUnavailable(
            f"no worker has joined the Dask scheduler at {scheduler}; "
            f"start at least one with 'dask worker {scheduler}'"
        ) from error
    try:
        versions = {client.run_on_scheduler(version), *client.run(version).values()}
    except (ImportError, AttributeError) as error:
        raise WorkersUnavailable(
            "the Dask scheduler or a worker does not have Kamermatch; install the same version with "
            "the same requirements on every machine, and start them again"
        ) from error
    if versions != {version()}:
        raise WorkersUnavailable(
            f"the Dask scheduler and workers run Kamermatch {', '.join(sorted(versions))}, this "
            f"machine {version()}; install the same version everywhere"
        )


def version() -> str:
    """Return the version of Kamermatch, where it runs."""
    return __version__
