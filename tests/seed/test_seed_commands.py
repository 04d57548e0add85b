"""The commands `reference`, `demo-data` and `demo`, as somebody would type them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from matcher.database.places import Municipality, Postcode
from matcher.database.rounds import MatchingRound
from matcher.database.session import engine_for, make_session_factory, reading
from matcher.database.youths import Youth
from matcher.errors import InvalidSettings, MatcherError
from seed.commands import demo, demo_data, reference
from seed.demo.steps import is_free
from seed.load import counts

TODAY = ("--today", "2026-03-02")
SMALL = ("--youths", "60", "--rooms", "40", *TODAY)


@pytest.fixture
def port() -> Iterator[int]:
    """A port that nobody listens on, and that nobody else is given meanwhile."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


@pytest.fixture
def settings(
    loaded_url: str, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> pytest.MonkeyPatch:
    monkeypatch.setenv("DATABASE_URL", loaded_url)
    monkeypatch.setenv("KAMERMATCH_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("KAMERMATCH_PORT", str(port))
    return monkeypatch


def run(command: object, *arguments: str) -> Result:
    result = CliRunner().invoke(command, list(arguments))  # type: ignore[arg-type]
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def number_of(url: str, model: type[object]) -> int:
    with reading(make_session_factory(engine_for(url))) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_reference_load_tells_what_changed_and_show_credits_the_sources(
    settings: pytest.MonkeyPatch,
) -> None:
    assert "342 as they were" in run(reference, "load").output
    shown = run(reference, "show").output
    assert "342  municipalities" in shown
    for words in ("GeoNames", "CC-BY-4.0", "ODbL-1.0", "taken 20"):
        assert words in shown


def test_official_population_is_loaded_and_kept_by_a_later_load(
    settings: pytest.MonkeyPatch, loaded_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "bevolking.csv"
    file.write_text('"RegioS";"Perioden";"TotaleBevolking_1"\n"GM0344";"2025JJ00";"376435"\n')
    assert "1 changed" in run(reference, "load-population", str(file)).output
    run(reference, "load")
    with reading(make_session_factory(engine_for(loaded_url))) as session:
        utrecht = session.get_one(Municipality, "GM0344")
        assert (utrecht.population, str(utrecht.population_on)) == (376435, "2025-01-01")
        assert ("of them with an official population", 1) in counts(session)


def test_official_postcodes_move_to_their_municipality(
    settings: pytest.MonkeyPatch, loaded_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "postcodes.csv"
    file.write_text("PC6;Gemeente2025\n3511AB;GM0344\n3512AB;GM0363\n9990XX;GM0014\n")
    output = run(reference, "load-postcodes", str(file)).output
    assert "1 new, 1 changed, 1 as they were" in output
    with reading(make_session_factory(engine_for(loaded_url))) as session:
        moved, new = session.get_one(Postcode, "3512"), session.get_one(Postcode, "9990")
        amsterdam = session.get_one(Municipality, "GM0363")
        assert (moved.municipality_code, moved.place_id) == ("GM0363", None)
        assert (moved.latitude, moved.longitude) == (amsterdam.latitude, amsterdam.longitude)
        assert new.municipality_code == "GM0014"
        assert session.get_one(Postcode, "3511").place_id is not None


@pytest.mark.parametrize(
    ("command", "content", "words"),
    [
        (
            "load-population",
            "RegioS;Perioden;TotaleBevolking_1\nGM0344;2025JJ00;veel\n",
            ("row 2", "TotaleBevolking_1", "veel", "whole number"),
        ),
        (
            "load-postcodes",
            "PC6;Gemeente2025\n3511AB;GM0344\n35;GM0344\n",
            ("row 3", "PC6", "35"),
        ),
        ("load-postcodes", "a;b\n1;2\n", ("postcode",)),
    ],
)
def test_a_wrong_official_file_is_refused_with_row_column_and_remedy(
    settings: pytest.MonkeyPatch,
    loaded_url: str,
    tmp_path: Path,
    command: str,
    content: str,
    words: tuple[str, ...],
) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(content)
    result = run(reference, command, str(file))
    assert result.exit_code == 2
    assert all(word in result.output for word in ("wrong.csv", "Nothing was saved", *words))
    with reading(make_session_factory(engine_for(loaded_url))) as session:
        assert ("of them with an official population", 0) in counts(session)


def test_demo_data_fills_the_database_once(settings: pytest.MonkeyPatch, loaded_url: str) -> None:
    assert run(demo_data, *SMALL).exit_code == 0
    with pytest.raises(MatcherError, match="--replace"):
        run(demo_data, *SMALL)
    assert run(demo_data, *SMALL, "--replace").exit_code == 0
    assert number_of(loaded_url, Youth) == 60


def test_demo_files_can_be_imported_into_the_database_they_were_made_for(
    settings: pytest.MonkeyPatch, loaded_url: str, tmp_path: Path
) -> None:
    from matcher.commands.exchange import import_file

    folder = tmp_path / "files"
    run(demo_data, *SMALL, "--files", str(folder))
    assert number_of(loaded_url, Youth) == 0
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(first) == {"hosts.csv", "youths.csv"}
    for kind in ("hosts", "youths"):
        result = run(import_file, kind, str(folder / f"{kind}.csv"))
        assert result.exit_code == 0, result.output
    assert number_of(loaded_url, Youth) == 60


def test_demo_prepares_everything_and_is_safe_to_repeat(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/new/demo.sqlite3"
    settings.setenv("DATABASE_URL", url)
    output = run(demo, *SMALL).output
    assert "coordinator@demo.example" in output
    assert "een kamer met aandacht" in output
    again = run(demo, *SMALL).output
    assert again.count("already there") == 2
    assert (number_of(url, Youth), number_of(url, MatchingRound)) == (60, 1)


def test_demo_says_first_that_the_port_is_taken_and_names_a_free_one(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none/demo.sqlite3")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        taken = server.getsockname()[1]
        settings.setenv("KAMERMATCH_PORT", str(taken))
        assert not is_free("127.0.0.1", taken)
        with pytest.raises(
            InvalidSettings, match=rf"port {taken} .* KAMERMATCH_PORT=\d+ make demo"
        ):
            run(demo, *SMALL)
    assert not (tmp_path / "none").exists()
