"""What one more host would bring, as an operator reads it and takes it along."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.session import transaction
from matcher.errors import NotFound
from tests.factories import add_youth
from tests.services.test_round_command import DATE, installation, kamermatch_round  # noqa: F401


def test_screen_of_a_round_tells_where_one_more_host_helps_most(
    installation: sessionmaker[Session],  # noqa: F811
) -> None:
    with transaction(installation) as session:
        add_youth(session)  # two youths for one room: another room would help
    told = " ".join(kamermatch_round(*DATE).output.split())
    assert "Helps most" in told
    assert "Utrecht" in told
    assert "+180" in told
    assert "1 of 1" in told


def test_screen_says_so_when_one_more_host_helps_nobody(
    installation: sessionmaker[Session],  # noqa: F811
) -> None:
    assert "One more host helps nobody in this round" in kamermatch_round(*DATE).output


def test_count_of_hosts_is_written_as_csv(
    installation: sessionmaker[Session],  # noqa: F811
    tmp_path: Path,
) -> None:
    kamermatch_round(*DATE)
    answer = kamermatch_round("export-hosts", "1", str(tmp_path / "hosts.csv"))
    assert "9 rows" in answer.output
    lines = (tmp_path / "hosts.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "municipality,kind,could_live,nights,priority,fit"
    assert len(lines) == 10
    with pytest.raises(NotFound):
        kamermatch_round("export-hosts", "2", str(tmp_path / "none.csv"))
