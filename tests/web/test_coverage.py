"""What the overviews in docs promise is there: every page, command, file and test that they cite."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter

ROOT = Path(__file__).parents[2]
NAMES = ("coverage.md", "coverage-projects.md", "before-placement.md", "after-the-match.md")
PAGES = [ROOT / "docs" / name for name in NAMES]
CITED = sorted({word for page in PAGES for word in re.findall(r"`([^`]+)`", page.read_text())})
ADDRESSES = [word for word in CITED if word.startswith("/")]
FILES = [word for word in CITED if re.match(r"(matcher|web|seed|tests|docs|migrations)/", word)]
COMMANDS = [word for word in CITED if word.startswith("kamermatch ")]
BEFORE_A_PLACEMENT = re.compile(r"^\| \S+ \| .* \| [123] \| (?P<here>.*) \|$")
# What a placement itself brings may be still to come in rows about the way to it.
NOT_ABOUT_THE_WAY = ("case meeting", "participation ladder", "work list", "introduction", "check-ins",
                     "concerns", "one plan", "warm handover", "escalation", "responsible")  # fmt: skip


def exists(addresses: MapAdapter, address: str) -> bool:
    path = re.sub(r"<[^>]+>", "1", address).split("?")[0]
    try:
        addresses.match(path, method="GET")
    except NotFound:
        return False
    except Exception as other:  # a redirect to the same page with a slash
        return "RequestRedirect" in type(other).__name__
    return True


@pytest.fixture
def addresses(app: Flask) -> MapAdapter:
    return app.url_map.bind("localhost")


def test_every_page_that_is_cited_exists(addresses: MapAdapter) -> None:
    assert len(ADDRESSES) > 40
    assert [one for one in ADDRESSES if not exists(addresses, one)] == []


def test_a_page_that_is_not_there_is_found(addresses: MapAdapter) -> None:
    assert not exists(addresses, "/visits/<id>/nothing")


def test_every_file_that_is_cited_exists() -> None:
    assert [one for one in FILES if not (ROOT / one.split("::")[0]).exists()] == []


def test_every_command_that_is_cited_exists() -> None:
    installed = {entry.name for entry in entry_points(group="kamermatch.commands")}
    assert {word.split()[1] for word in COMMANDS} <= installed


def test_every_row_about_the_way_to_a_placement_leads_somewhere() -> None:
    rows = [
        BEFORE_A_PLACEMENT.match(line) for page in PAGES for line in page.read_text().splitlines()
    ]
    cells = [row["here"] for row in rows if row]
    assert len(cells) > 200
    open_rows = [
        cell
        for cell in cells
        if "to come" in cell and not any(what in cell for what in NOT_ABOUT_THE_WAY)
    ]
    assert open_rows == []
