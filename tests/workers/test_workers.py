"""Parts run side by side give what they give one by one, and what is wrong is told with a remedy."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from matcher import workers as module
from matcher.errors import InvalidSettings, WorkersUnavailable
from matcher.workers import HERE, Workers
from tests.workers import tasks

NUMBERS = np.arange(100_000)
PARTS = [(first, first + 9_000) for first in range(0, 100_000, 9_000)]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WORKERS", "WORKERS_BACKEND", "DASK_SCHEDULER"):
        monkeypatch.delenv(f"KAMERMATCH_{name}", raising=False)


def test_answers_come_in_the_order_of_the_parts() -> None:
    alone = list(HERE.each(tasks.total, NUMBERS, PARTS))
    assert alone == [int(NUMBERS[slice(*part)].sum()) for part in PARTS]
    assert list(Workers(2).each(tasks.total, NUMBERS, PARTS)) == alone


@pytest.mark.parametrize("workers", [HERE, Workers(2)], ids=["here", "two"])
def test_what_a_part_raises_comes_through(workers: Workers) -> None:
    with pytest.raises(ValueError, match="part 1 is not for us"):
        list(workers.each(tasks.refuse, None, [0, 1, 2]))


def test_a_worker_that_dies_is_told_with_its_remedy() -> None:
    with pytest.raises(WorkersUnavailable, match="lower KAMERMATCH_WORKERS"):
        list(Workers(2).each(tasks.die, None, [0, 1]))


def test_one_worker_is_this_process_and_loads_nothing() -> None:
    program = (
        "import sys, matcher.rounds.compute, matcher.proposals.eligible\n"
        "from matcher.workers import Workers\n"
        "Workers().each(lambda shared, part: part, None, [1, 2])\n"
        "print({'joblib', 'dask', 'distributed', 'numba'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"


def test_the_environment_says_who_works(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Workers.in_force() == HERE
    monkeypatch.setenv("KAMERMATCH_WORKERS", "2")
    assert Workers.in_force() == Workers(2)
    assert Workers.in_force(number=3) == Workers(3)
    monkeypatch.setenv("KAMERMATCH_WORKERS_BACKEND", "dask")
    monkeypatch.setenv("KAMERMATCH_DASK_SCHEDULER", "tls://scheduler.example:8786")
    assert Workers.in_force() == Workers(2, "dask", "tls://scheduler.example:8786")


@pytest.mark.parametrize(
    ("number", "backend", "scheduler", "told"),
    [
        (0, "loky", "", "KAMERMATCH_WORKERS is 0"),
        (2, "ray", "", "KAMERMATCH_WORKERS_BACKEND is 'ray'; use loky or dask"),
        (2, "loky", "tcp://127.0.0.1:8786", "set it to 'dask'"),
        (2, "dask", "127.0.0.1", "must look like tls://host:8786"),
        (2, "dask", "tcp://10.0.0.8:8786", "unencrypted"),
    ],
)
def test_a_wrong_setting_is_named(number: int, backend: str, scheduler: str, told: str) -> None:
    with pytest.raises(InvalidSettings, match=told):
        Workers(number, backend, scheduler)


def test_a_missing_package_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkersUnavailable, match=r"pip install kamermatch\[cluster\]"):
        list(Workers(2, "dask", "tcp://127.0.0.1:9").each(tasks.total, NUMBERS, PARTS))


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_CONNECT", 1)
    with pytest.raises(WorkersUnavailable, match="no Dask scheduler answers at tcp://127"):
        list(Workers(2, "dask", "tcp://127.0.0.1:9").each(tasks.total, NUMBERS, PARTS))


def test_missing_certificates_are_named() -> None:
    told = "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT"
    with pytest.raises(WorkersUnavailable, match=told):
        list(Workers(2, "dask", "tls://127.0.0.1:9").each(tasks.total, NUMBERS, PARTS))
