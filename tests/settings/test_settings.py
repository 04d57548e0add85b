"""Settings come from the environment, and wrong ones are told with their remedy."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from matcher.errors import InvalidSettings
from matcher.settings import Settings, reference

ROOT = Path(__file__).parents[2]


def settings(tmp_path: Path, **environment: str) -> Settings:
    return Settings.from_environment({"KAMERMATCH_INSTANCE": str(tmp_path), **environment})


def test_without_any_setting_the_program_runs_on_a_file_of_its_own(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found.database_url == f"sqlite:///{tmp_path}/kamermatch.sqlite3"
    assert (found.host, found.port) == ("127.0.0.1", 8000)
    assert found.public_url == "http://127.0.0.1:8000"


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first, second = settings(tmp_path).secret_key, settings(tmp_path).secret_key
    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAMERMATCH_PORT", "eighty"),
        ("KAMERMATCH_SECURE_COOKIES", "maybe"),
        ("KAMERMATCH_SECRET_KEY", "short"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(InvalidSettings, match=name):
        settings(tmp_path, **{name: value})


def test_the_example_environment_file_is_current() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == reference(), (
        "write it anew: python -m matcher.settings > .env.example"
    )
