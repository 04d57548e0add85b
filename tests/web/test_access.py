"""Every route x every kind of person, against the reviewed tables in ``access/``, one per part.

The views are replaced by a probe, so this tests the gate of each route and nothing
behind it; which objects a person reaches is tested with the policy and the parts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from matcher.words import Role
from tests.web.conftest import SignIn
from web.access import allow, declare_entrants

TABLES = Path(__file__).parent / "access"
PEOPLE = ("visitor", *Role.codes())


def table_of(endpoint: str) -> str:
    """Return the name of the table that an endpoint belongs in: that of its part of the site."""
    return (endpoint.rpartition(".")[0] or "site") + ".csv"


def reviewed() -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for table in sorted(TABLES.glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert table.name == table_of(row["endpoint"]), f"{row['endpoint']} in {table.name}"
                found[row["endpoint"], row["methods"]] = row
    return found


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def key(rule: Rule) -> tuple[str, str]:
    return rule.endpoint, " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def address(rule: Rule) -> str:
    """Return an address of the route: numbers are 1, texts are 'x', else the first choice."""
    values = {
        name: converter.to_url(_fill(converter)) for name, converter in rule._converters.items()
    }
    host_and_path = rule.build(values, append_unknown=False)
    assert host_and_path is not None, rule
    return host_and_path[1]


@pytest.fixture
def probed(app: Flask) -> Flask:
    for endpoint in app.view_functions:
        app.view_functions[endpoint] = lambda **_: ("entered", 200)
    return app


@pytest.fixture
def people(probed: Flask, sign_in_as: SignIn) -> dict[str, FlaskClient]:
    clients = {"visitor": probed.test_client()}
    clients |= {str(role): sign_in_as(role, app=probed) for role in Role}
    return clients


def _fill(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return 1 if isinstance(converter, IntegerConverter) else "x"


def outcome(client: FlaskClient, method: str, path: str) -> str:
    response = client.open(path, method=method)
    if response.status_code == 200:
        assert response.data == b"entered"
        return "yes"
    if response.status_code == 303:
        assert response.headers["Location"].startswith("/account/sign-in")
        return "no"
    assert response.status_code == 403, (method, path, response.status_code)
    return "no"


def test_every_route_has_a_reviewed_row_and_no_row_is_stale(app: Flask) -> None:
    present = {key(rule) for rule in app.url_map.iter_rules()}
    rows = set(reviewed())
    hint = "".join(
        f"\n{table_of(endpoint)}: {endpoint},{methods},"
        + ",".join(_declared(app, endpoint, person) for person in PEOPLE)
        for endpoint, methods in sorted(present - rows)
    )
    assert present <= rows, f"review these rows and add them to the tables in {TABLES.name}:{hint}"
    assert rows <= present, f"no such route any more: {sorted(rows - present)}"


def _declared(app: Flask, endpoint: str, person: str) -> str:
    entrants = app.extensions["entrants"][endpoint]
    return "yes" if "everyone" in entrants or person in entrants else "no"


def test_every_route_lets_in_exactly_whom_the_table_says(
    probed: Flask, people: dict[str, FlaskClient]
) -> None:
    table = reviewed()
    differences = [
        f"{method} {rule}: {person} gets {found!r}"
        for rule, method in routes(probed)
        for person in PEOPLE
        if (found := outcome(people[person], method, address(rule))) != table[key(rule)][person]
    ]
    assert differences == []


def test_control_the_walk_sees_a_route_that_lets_in_too_many(
    probed: Flask, people: dict[str, FlaskClient]
) -> None:
    probed.extensions["entrants"]["account.overview"] = frozenset({"everyone"})
    assert outcome(people["visitor"], "GET", "/account/") == "yes"
    assert reviewed()["account.overview", "GET"]["visitor"] == "no"


def test_an_endpoint_without_a_declaration_stops_the_start() -> None:
    app = Flask(__name__)
    app.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(RuntimeError, match=r"do not say who may enter.*open"):
        declare_entrants(app)


def test_an_endpoint_added_after_the_start_lets_nobody_in(
    own_app: Flask, sign_in_as: SignIn
) -> None:
    late = Blueprint("late", __name__)
    late.get("/late")(allow(Role.ADMINISTRATOR)(lambda: "late"))
    own_app.register_blueprint(late)
    assert sign_in_as(Role.ADMINISTRATOR, app=own_app).get("/late").status_code == 403


def test_a_role_is_needed_to_declare_one() -> None:
    with pytest.raises(ValueError, match="at least one role"):
        allow()
