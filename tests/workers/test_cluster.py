"""Everything that is shared out gives the same bytes on a Dask cluster of two workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from matcher import fit
from matcher.commands.solve import solve
from matcher.eligibility import find_pairs
from matcher.errors import WorkersUnavailable
from matcher.optimiser import regions
from matcher.workers import HERE, Workers
from tests.eligibility.instances import TODAY, national
from tests.eligibility.people import POLICY
from tests.optimiser.test_command import contents, written
from tests.optimiser.test_regions import islands
from tests.workers import tasks

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Workers]:
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as local:
        yield Workers(backend="dask", scheduler=local.scheduler_address)


def scored(workers: Workers) -> str:
    country = national(200, 90, seed=2, towns=40)
    frames = (country.youths, country.rooms, country.places)
    found = find_pairs(
        *frames, country.exclusions, today=TODAY, policy=POLICY, workers=workers, part_size=40
    )
    pairs = fit.score(
        found.pairs,
        *frames,
        POLICY,
        youth_index=found.youth_index,
        room_index=found.room_index,
        workers=workers,
        part_size=500,
    )
    return pd.concat([pairs, found.youth_reasons, found.room_reasons]).to_csv()


def test_a_cluster_gives_the_bytes_of_one_process(
    cluster: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scored(cluster) == scored(HERE)
    folder = written(islands(3), tmp_path / "problem")
    monkeypatch.setattr(regions, "PAIRS_PER_REGION", 100)
    for name, workers in (("here", HERE), ("cluster", cluster)):
        monkeypatch.setenv("KAMERMATCH_WORKERS_BACKEND", workers.backend)
        monkeypatch.setenv("KAMERMATCH_DASK_SCHEDULER", workers.scheduler)
        words = [str(folder), "--out", str(tmp_path / name)]
        outcome = CliRunner().invoke(solve, words, catch_exceptions=False)
        assert outcome.exit_code == 0, outcome.output
    assert contents(tmp_path / "cluster") == contents(tmp_path / "here")


def test_what_a_part_raises_on_a_cluster_comes_through(cluster: Workers) -> None:
    with pytest.raises(ValueError, match="part 1 is not for us"):
        list(cluster.each(tasks.refuse, None, [0, 1, 2]))


def test_a_cluster_of_another_version_is_refused(
    cluster: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.workers.__version__", "0.0.0")
    with pytest.raises(WorkersUnavailable, match=r"this machine 0\.0\.0; install"):
        list(cluster.each(tasks.refuse, None, [0, 2]))


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.workers._SECONDS_TO_CONNECT", 1)
    local = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with distributed.LocalCluster(n_workers=0, **local) as empty:
        workers = Workers(backend="dask", scheduler=empty.scheduler_address)
        with pytest.raises(WorkersUnavailable, match="start at least one with 'dask worker"):
            list(workers.each(tasks.refuse, None, [0, 2]))
