"""The municipality's pages: own figures only, never a person, and files that say what the page says."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.placements import Placement
from matcher.database.places import Contract, Municipality
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.policy import load_policy
from matcher.words import PlacementStatus, Role, YouthStatus
from tests.factories import TODAY, UTRECHT, add_room, add_youth
from tests.statistics.test_service import plant_canaries
from tests.web.conftest import MUNICIPALITY, SignIn
from web.municipality.exports import csv_file, xlsx_file
from web.municipality.tables import TABLES, Column, FigureTable
from web.municipality.words import SOURCES, change

PAGES = ("/municipality/", "/municipality/tables", "/municipality/map")
FILES = ("/municipality/figures.xlsx", *(f"/municipality/tables/{key}.csv" for key in TABLES))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.municipality.views.today_in_the_netherlands", lambda: TODAY)


@pytest.fixture
def filled(factory: sessionmaker[Session]) -> None:
    """Utrecht: three rooms, one lived in since 11 February; a youth waits. Canaries everywhere."""
    with transaction(factory) as session:
        rooms = [add_room(session) for _ in range(3)]
        lived_in = rooms[0]
        for room in rooms:
            room.availabilities[0].free_from = date(2026, 2, 1)
        youth = add_youth(session, status=YouthStatus.PLACED, registered_on=date(2026, 1, 1))
        plant_canaries(session, lived_in, youth)
        session.add(
            Placement(
                room_id=lived_in.id,
                youth_id=youth.id,
                status=PlacementStatus.ACTIVE,
                starts_on=date(2026, 2, 11),
                created_at=datetime(2026, 2, 5, tzinfo=UTC),
            )
        )
        add_youth(session, registered_on=date(2026, 2, 20))
        contract = session.get_one(Municipality, UTRECHT).contracts[0]
        contract.placement_limit = 1
        contract.ends_on = date(2026, 4, 1)
        contract.tariff_cents = 36500_00


@pytest.fixture
def officer(filled: None, sign_in_as: SignIn) -> FlaskClient:
    return sign_in_as(Role.MUNICIPALITY_OFFICER, municipality=UTRECHT)


def test_officer_sees_the_figures_of_the_own_municipality(officer: FlaskClient) -> None:
    page = officer.get("/municipality/").text
    assert "Utrecht" in page
    assert "Stand op 2 maart 2026." in page
    assert "lege kamernachten in februari 2026" in page
    assert "bewoond 18 · leeg 66" in page  # 3 x 28 nights, 18 of them lived in
    assert "1 van 1 plekken" in page
    assert "Eindigt over 30 dagen" in page


def test_figures_are_the_same_in_english(officer: FlaskClient) -> None:
    officer.set_cookie("language", "en")
    page = officer.get("/municipality/").text
    assert "As of 2 March 2026." in page
    assert "lived in 18 · empty 66" in page


def test_savings_are_called_an_estimate_and_name_their_sources(officer: FlaskClient) -> None:
    page = officer.get("/municipality/").text
    assert "Dit is een schatting, geen meting" in page
    assert "1,4 tot 2,0 euro" in page
    assert "Bronnen: DRIFT 2018 (1,4); Kamers met Aandacht" in page


def test_sources_of_the_built_in_policy_have_a_dutch_text() -> None:
    sources = load_policy().sources
    assert {sources["savings.shown_from"], sources["savings.shown_to"]} <= set(SOURCES)


def test_officer_of_another_municipality_sees_only_the_own(
    filled: None, sign_in_as: SignIn
) -> None:
    other = sign_in_as(Role.MUNICIPALITY_OFFICER, municipality=MUNICIPALITY)
    page = other.get("/municipality/").text
    assert "Amsterdam" in page
    assert "Nog niets te tellen" in page
    assert "Utrecht" not in page


@pytest.mark.parametrize("wanted", [UTRECHT, "GM9999", "", "' OR 1=1"])
def test_officer_cannot_ask_for_another_municipality(
    filled: None, sign_in_as: SignIn, wanted: str
) -> None:
    other = sign_in_as(Role.MUNICIPALITY_OFFICER, municipality=MUNICIPALITY)
    for path in (*PAGES, *FILES):
        assert other.get(path, query_string={"municipality": wanted}).status_code == 403, path


def test_coordinator_chooses_among_the_own_regions(filled: None, sign_in_as: SignIn) -> None:
    coordinator = sign_in_as(Role.COORDINATOR, regions=[MUNICIPALITY, UTRECHT])
    assert "Cijfers" in coordinator.get("/municipality/").text
    chosen = coordinator.get("/municipality/?municipality=GM0344&period=2026").text
    assert '<option value="GM0344" selected>' in chosen
    assert "/municipality/tables?period=2026&amp;municipality=GM0344" in chosen
    alone = sign_in_as(Role.COORDINATOR, regions=[MUNICIPALITY])
    assert alone.get("/municipality/?municipality=GM0344").status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_person_without_a_municipality_is_told_what_to_do(
    officer: FlaskClient, factory: sessionmaker[Session], path: str
) -> None:
    with transaction(factory) as session:
        session.execute(update(Account).values(municipality_code=None))
    response = officer.get(path)
    assert response.status_code == 200
    assert "Er hoort geen gemeente bij je account" in response.text
    assert officer.get("/municipality/figures.xlsx").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/municipality/?period=2027",
        "/municipality/tables?period=x",
        "/municipality/figures.xlsx?period=12",
        "/municipality/tables/people.csv",
    ],
)
def test_unknown_period_or_table_is_not_found(officer: FlaskClient, path: str) -> None:
    assert officer.get(path).status_code == 404


def test_year_that_is_over_is_told_as_it_was(officer: FlaskClient) -> None:
    page = officer.get("/municipality/?period=2025").text
    assert "Zoals het was op 31 december 2025." in page
    assert "kamernachten in februari" not in page
    assert "Zoals het er vandaag voor staat, 2 maart 2026." in page  # the contract


def test_contract_that_has_ended_is_said_and_the_next_one_announced(
    officer: FlaskClient, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        municipality = session.get_one(Municipality, UTRECHT)
        municipality.contracts[0].ends_on = TODAY
        municipality.contracts.append(Contract(starts_on=date(2026, 5, 1)))
    page = officer.get("/municipality/").text
    assert "Er loopt geen contract." in page
    assert "Het volgende contract begint op 1 mei 2026." in page


def test_map_marks_who_takes_part(officer: FlaskClient) -> None:
    page = officer.get("/municipality/map").text
    assert "Op 2 maart 2026 doet 1 gemeente mee." in page
    assert "<title>Utrecht: doet mee</title>" in page
    assert "<title>Amsterdam: doet nog niet mee</title>" in page


def test_tables_put_each_figure_under_its_own_head(officer: FlaskClient) -> None:
    nights, rooms, placements, waiting, flows, contract = _tables(
        officer.get("/municipality/tables").text
    )
    february = -2
    assert dict(zip(nights[0], nights[february], strict=True)) == {
        "Maand": "februari 2026",
        "Geteld tot en met de nacht van": "28-02-2026",
        "Nachten aangeboden": "84",
        "Nachten bewoond": "18",
        "Nachten leeg": "66",
        "Leeg (%)": "78,6",
        "Bewoond buiten het aanbod": "0",
    }
    assert rooms[0][2:] == ["Kamers aangeboden", "Bewoond", "Vrij"]
    assert rooms[february][2:] == ["3", "1", "2"]
    assert placements[0][5:] == ["Samen", "Begonnen in de maand", "Geëindigd in de maand"]
    assert placements[february][2:] == ["1", "0", "0", "1", "1", "0"]
    assert waiting[february][1:] == ["28-02-2026", "1", "–"]  # the wait of one is hidden
    assert flows[1] == ["Eigen jongeren in een kamer hier", "1", "1"]
    facts = {row[0]: row[1] for row in contract}
    assert facts["Contract loopt tot"] == "01-04-2026"
    assert facts["Gebruikte plekken"] == "1"
    assert facts["Plekken over"] == "0"
    assert facts["Tarief per jaar"] == "36.500,00"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_csv_files_say_what_the_page_says(officer: FlaskClient, language: str) -> None:
    officer.set_cookie("language", language)
    shown = _tables(officer.get("/municipality/tables").text)
    for key, table in zip(TABLES, shown, strict=True):
        content = officer.get(f"/municipality/tables/{key}.csv").data.decode("utf-8-sig")
        lines = list(csv.reader(StringIO(content), delimiter=";" if language == "nl" else ","))
        assert lines[0] == table[0]
        assert [[_loose(c) for c in line] for line in lines[1:]] == [
            [_loose(c) for c in row] for row in table[1:]
        ]


def test_workbook_says_what_the_page_says(officer: FlaskClient) -> None:
    shown = _tables(officer.get("/municipality/tables").text)
    book = load_workbook(BytesIO(officer.get("/municipality/figures.xlsx").data))
    assert book.sheetnames[0] == "Toelichting"
    assert "Cijfers van Utrecht" in str(book.worksheets[0]["A1"].value)
    for sheet, table in zip(book.worksheets[1:], shown, strict=True):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows[0] == table[0]
        assert [[_loose(c) for c in row] for row in rows[1:]] == [
            [_loose(c) for c in row] for row in table[1:]
        ]


def test_file_names_say_whose_what_and_when(officer: FlaskClient) -> None:
    head = officer.get("/municipality/tables/nights.csv").headers
    assert head["Content-Disposition"] == (
        'attachment; filename="kamermatch-GM0344-nights-2026-03-02.csv"'
    )
    assert head["Content-Type"] == "text/csv; charset=utf-8"


SECRETS = (
    "canary",
    "example.org",
    "familie",
    "voorbeeldstraat",
    "fictief",
    "2006-09-17",
    "17-09-2006",
)


@pytest.mark.parametrize("period", ["12m", "2026", "2025"])
def test_no_page_and_no_file_tells_about_a_person(officer: FlaskClient, period: str) -> None:
    for path in (*PAGES, *FILES):
        response = officer.get(path, query_string={"period": period})
        assert response.status_code == 200, path
        told = _text_of(response.data) if path.endswith("xlsx") else response.text
        assert [secret for secret in SECRETS if secret in told.lower()] == [], path


def test_control_the_canaries_are_in_the_records(
    filled: None, factory: sessionmaker[Session]
) -> None:
    with factory() as session:
        youths = session.query(Youth).order_by(Youth.id).all()
        assert youths[0].last_name.startswith("Canary")
        assert "Fictief" in youths[1].last_name


def test_looking_changes_nothing(officer: FlaskClient, number_of_commits: list[int]) -> None:
    number_of_commits.clear()
    for path in (*PAGES, *FILES):
        officer.get(path)
    assert number_of_commits == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_never_becomes_a_formula(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    columns = (Column(text, "text"),)
    table = FigureTable("nights", "Nights", "", columns, ((text,),))
    lines = list(csv.reader(StringIO(csv_file(table, "nl").decode("utf-8-sig")), delimiter=";"))
    assert lines == [["'" + text], ["'" + text]]
    book = load_workbook(BytesIO(xlsx_file([table], [("About", "x"), ("Name", text)])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_change_is_told_in_words(app: Flask) -> None:
    with app.test_request_context():
        assert change(5, 3, date(2026, 2, 28)) == "2 meer dan op 28 februari 2026"
        assert change(3, 5, date(2026, 2, 28)) == "2 minder dan op 28 februari 2026"
        assert change(3, 3, date(2026, 2, 28)) == "evenveel als op 28 februari 2026"


class _Tables(HTMLParser):
    """Collects the cells of every table."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.tables[-1][-1][-1] += data.strip()


def _tables(page: str) -> list[list[list[str]]]:
    parser = _Tables()
    parser.feed(page)
    return parser.tables


MONTHS = dict.fromkeys(("januari", "january"), 1) | dict.fromkeys(("februari", "february"), 2)
MONTHS |= {"maart": 3, "march": 3, "april": 4, "mei": 5, "may": 5, "juni": 6, "june": 6}
MONTHS |= {"juli": 7, "july": 7, "augustus": 8, "august": 8, "september": 9, "oktober": 10}
MONTHS |= {"october": 10, "november": 11, "december": 12}


def _loose(value: object) -> object:
    """Return a value such that the ways to write it are alike: dates as dates, numbers as numbers."""
    if isinstance(value, datetime):
        return value.date()
    if value in (None, "", "–"):
        return None
    text = str(value)
    name, _, year = text.lower().partition(" ")
    if name in MONTHS:
        return date(int(year), MONTHS[name], 1)
    for form in ("%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            pass
    if len(text) == 7 and text[4:5] == "-":
        return date(int(text[:4]), int(text[5:]), 1)
    return _number(text)


def _number(text: str) -> object:
    digits = text.replace(".", "").replace(",", "")
    if not digits.isdigit():
        return text
    whole, mark, rest = text.replace(",", ".").rpartition(".")
    if mark and len(rest) < 3:
        return float(f"{whole.replace('.', '')}.{rest}")
    return float(digits)


def _text_of(workbook: bytes) -> str:
    book = load_workbook(BytesIO(workbook))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    return " ".join([*cells, str(book.properties.__dict__)])
