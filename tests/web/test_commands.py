"""The commands `account` and `serve`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session, sessionmaker

from matcher.accounts import service
from matcher.commands.accounts import account
from matcher.database.accounts import Account
from matcher.errors import AlreadyTaken, InvalidSettings, MatcherError, NotFound
from matcher.settings import Settings
from tests.web.conftest import MUNICIPALITY, ORGANISATION, PASSPHRASE
from web.commands import check_port


def run(settings: Settings, *arguments: str) -> Result:
    environment = {
        "DATABASE_URL": settings.database_url,
        "KAMERMATCH_INSTANCE": str(settings.instance),
        "KAMERMATCH_NEW_PASSPHRASE": PASSPHRASE,
    }
    return CliRunner(env=environment).invoke(account, arguments)


def test_created_account_can_sign_in_and_is_listed(
    settings: Settings, factory: sessionmaker[Session]
) -> None:
    created = run(settings, "create", "Noor@Demo.Example", "--role", "coordinator",
                  "--region", MUNICIPALITY, "--name", "Noor")  # fmt: skip
    assert created.exit_code == 0, created.output
    with factory() as session:
        found = session.query(Account).one()
        assert found.email == "noor@demo.example"
        assert service.is_right(service.Attempt(found.id, found.password_hash), PASSPHRASE)
    assert "noor@demo.example" in run(settings, "list").output
    assert PASSPHRASE not in created.output


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        (["--role", "coordinator"], MatcherError, "give --region CODE"),
        (["--role", "referrer"], MatcherError, "give --organisation CODE"),
        (["--role", "municipality_officer"], MatcherError, "give --municipality CODE"),
        (["--role", "referrer", "--organisation", "NIEMAND"], NotFound, "NIEMAND"),
        (["--role", "coordinator", "--region", "GM9999"], NotFound, "GM9999"),
        (["--role", "host", "--passphrase", "te kort"], service.WeakPassphrase, "too short"),
    ],
)
def test_account_that_cannot_be_is_refused_with_the_remedy(
    settings: Settings,
    factory: sessionmaker[Session],
    arguments: list[str],
    error: type[Exception],
    told: str,
) -> None:
    result = run(settings, "create", "noor@demo.example", *arguments)
    assert isinstance(result.exception, error)
    assert told in str(result.exception)
    with factory() as session:
        assert session.query(Account).count() == 0


def test_second_account_of_an_address_is_refused(
    settings: Settings, factory: sessionmaker[Session]
) -> None:
    arguments = [
        "create",
        "noor@demo.example",
        "--role",
        "referrer",
        "--organisation",
        ORGANISATION,
    ]
    assert run(settings, *arguments).exit_code == 0
    assert isinstance(run(settings, *arguments).exception, AlreadyTaken)


def test_taken_port_names_the_setting_to_change() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(InvalidSettings, match=r"KAMERMATCH_PORT=\d+"):
            check_port("127.0.0.1", other.getsockname()[1])


def test_free_port_is_fine() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_port("127.0.0.1", port)


def test_serve_refuses_a_database_without_guards(tmp_path: Path) -> None:
    done = serve(tmp_path, f"sqlite:///{tmp_path}/empty.sqlite3")
    _, told = done.communicate(timeout=60)
    assert done.returncode == 1
    assert "kamermatch database upgrade" in told
    assert "Traceback" not in told


def test_serve_answers_and_prints_its_address(web_database_url: str, tmp_path: Path) -> None:
    server = serve(tmp_path, web_database_url)
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        assert wait_for(found[0] + "/readyz") == 200
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=90)


def serve(folder: Path, database: str) -> subprocess.Popen[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "KAMERMATCH_INSTANCE": str(folder / "instance"),
        "KAMERMATCH_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from matcher.cli import main; main()", "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(address: str) -> int:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"no answer from {address}")
