"""The PDF of an agreement: readable by everybody, the same every time, and made behind closed doors."""

from __future__ import annotations

import http.server
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from matcher.agreements import pdf
from matcher.agreements.paper import Paper, tidy
from matcher.errors import PaperNotMade
from tests.agreements.papers import paper

DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf.make(paper(), DAY)


@pytest.fixture
def opened(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as document:
        yield document


def _elements(node: Any) -> Iterator[Any]:
    """Yield the structure elements in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _elements(node.get("/K", pikepdf.Array()))


def _names(document: pikepdf.Pdf) -> list[str]:
    return [str(one.S) for one in _elements(document.Root.StructTreeRoot.K)]


def test_the_pdf_says_that_it_is_tagged_and_in_which_language(opened: pikepdf.Pdf) -> None:
    assert bool(opened.Root.MarkInfo.Marked)
    assert str(opened.Root.Lang) == "nl"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    with opened.open_metadata() as metadata:
        assert metadata["dc:title"] == "Huurovereenkomst"
        assert metadata["pdfuaid:part"] == "1"


def _closed(text: str) -> str:
    """Return the text without white space, since a line may break anywhere."""
    return "".join(text.split())


def test_headings_lists_and_tables_are_tagged_in_the_order_of_the_text(
    opened: pikepdf.Pdf,
) -> None:
    names = _names(opened)
    headings = [name for name in names if name.startswith("/H") and name[2:].isdigit()]
    assert headings == ["/H1", "/H2", "/H2", "/H2"]
    assert names.count("/L") == 2
    assert names.count("/LI") == 4
    assert {"/Table", "/TR", "/TH", "/TD", "/P"} <= set(names)
    assert "/Figure" not in names


def test_every_cell_of_a_table_knows_its_headings(opened: pikepdf.Pdf) -> None:
    elements = list(_elements(opened.Root.StructTreeRoot.K))
    headings = {str(one.ID) for one in elements if str(one.S) == "/TH"}
    cells = [one for one in elements if str(one.S) == "/TD"]
    assert len(cells) > 100
    for cell in cells:
        named = [str(name) for name in cell.A.Headers]
        assert named
        assert set(named) <= headings


def test_all_text_is_tagged_or_left_out_on_purpose(opened: pikepdf.Pdf) -> None:
    """Every piece of text lies in marked content, and every number of it has a parent."""
    parents = opened.Root.StructTreeRoot.ParentTree.Nums
    held = {int(parents[n]): len(parents[n + 1]) for n in range(0, len(parents), 2)}
    for page in opened.pages:
        number, depth = int(page.obj.StructParents), 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator == "BDC":
                assert int(instruction.operands[1].MCID) < held[number]
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert depth > 0 or operator not in ("Tj", "TJ", "'", '"')


def test_what_stands_on_every_page_is_not_read_out_in_the_middle_of_the_text(
    opened: pikepdf.Pdf,
) -> None:
    """Footers are artifacts: on each page the same number of them, and none in the tree of tags."""
    for page in opened.pages:
        operators = [
            (str(instruction.operator), [str(one) for one in instruction.operands[:1]])
            for instruction in pikepdf.parse_content_stream(page)
        ]
        inside, shown = "", []
        for operator, names in operators:
            if operator in ("BDC", "BMC"):
                inside = names[0]
            elif operator == "EMC":
                inside = ""
            elif operator in ("Tj", "TJ"):
                shown.append(inside)
        assert shown.count("/Artifact") >= 2  # the name of the paper, and the page number
        assert shown.count("/Artifact") < 8


def test_the_text_of_the_pdf_is_the_text_of_the_paper(made: bytes) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert len(pages) > 1
    found = _closed(" ".join(pages))
    position = 0
    for text in paper().texts():
        position = found.index(_closed(text), position)
    assert _closed(paper().footer) in found
    assert f"1/{len(pages)}" in found


def test_names_in_other_scripts_are_printed_with_our_own_type(opened: pikepdf.Pdf) -> None:
    fonts = {
        str(font.BaseFont)
        for page in opened.pages
        for font in page.obj.Resources.Font.as_dict().values()
    }
    assert fonts
    assert all("Noto-Sans" in name for name in fonts)  # nothing of this machine


def test_a_character_that_cannot_be_printed_is_named() -> None:
    changed = paper(lead=("Tussen عمر en 山田.",))
    with pytest.raises(PaperNotMade) as caught:
        pdf.make(changed, DAY)
    assert caught.value.reason == "characters"
    assert set("عمر山田") <= set(caught.value.told)


def test_the_same_paper_gives_the_same_bytes(made: bytes) -> None:
    stored = json.loads(json.dumps(paper().as_json()))
    assert pdf.make(Paper.from_json(stored), DAY) == made


def test_another_word_gives_other_bytes(made: bytes) -> None:
    assert pdf.make(paper(lead=("Iets anders.",)), DAY) != made


def test_what_people_type_stays_text() -> None:
    typed = "<img src=x onerror=alert(1)> & <b>vet</b>"
    assert "<b>" not in pdf.html_of(paper(lead=(typed,)), DAY).split("</style>")[1]


def test_a_decomposed_letter_becomes_one_sign() -> None:
    assert tidy("Rene\u0301\n  de  Wit ") == "Ren\u00e9 de Wit"


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and the list of what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()


HTML = """<html lang="nl"><head><title>T</title><style>@import url("{web}/a.css");
@font-face {{ font-family: X; src: url("{web}/f.woff2"); }} body {{ font-family: X; }}
h1 {{ background: url("{web}/b.png"); }}</style><link rel="stylesheet" href="{web}/c.css"></head>
<body><h1>Kop</h1><img src="{web}/d.png" alt="x"><img src="file://{file}" alt="x">
<object data="{web}/o.svg"></object><p>Tekst</p></body></html>"""


def test_nothing_is_fetched_whatever_the_text_names(
    visits: tuple[str, list[str]], tmp_path: Path
) -> None:
    web, asked = visits
    picture = tmp_path / "geheim.svg"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>GEHEIM</text></svg>")
    text = HTML.format(web=web, file=picture)
    made = pdf.lay_out(text, DAY)
    found = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert asked == []
    assert "Tekst" in found
    assert "GEHEIM" not in found
    # The control: left to itself, the library does fetch.
    program = (
        "import sys, weasyprint; weasyprint.HTML(string=sys.stdin.read()).write_pdf('/dev/null')"
    )
    subprocess.run([sys.executable, "-c", program], input=text, text=True, check=True)
    assert asked


DOORS = {
    "a file": "open({file!r})",
    "a file by Path": "from pathlib import Path; Path({file!r}).read_text()",
    "writing": "open({file!r} + '2', 'w')",
    "an address": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "a program": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
}


@pytest.mark.parametrize("door", DOORS)
def test_the_child_opens_no_door(door: str, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("x")
    line = DOORS[door].format(file=str(secret))
    start = "import socket, subprocess, tempfile; tempfile.tempdir = '/nowhere'\n"
    close = "from matcher.agreements.child import close_the_doors; close_the_doors()\n"
    shut = subprocess.run([sys.executable, "-c", start + close + line], capture_output=True)
    assert b"PermissionError" in shut.stderr
    left_open = subprocess.run([sys.executable, "-c", start + line], capture_output=True)
    assert b"PermissionError" not in left_open.stderr


def test_a_machine_without_pango_says_so() -> None:
    program = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "from matcher.agreements import child; child.main()"
    )
    with pytest.raises(PaperNotMade) as caught:
        pdf.lay_out("<p>x</p>", DAY, command=(sys.executable, "-c", program))
    assert caught.value.reason == "missing"


@pytest.mark.parametrize(
    ("program", "seconds", "reason"),
    [
        ("import time; time.sleep(60)", 0.2, "too_slow"),
        ("import os; os.abort()", 30, "failed"),
        ("print('no pdf')", 30, "failed"),
    ],
)
def test_a_child_that_fails_is_told_apart(program: str, seconds: float, reason: str) -> None:
    with pytest.raises(PaperNotMade) as caught:
        pdf.lay_out("<p>x</p>", DAY, command=(sys.executable, "-c", program), seconds=seconds)
    assert caught.value.reason == reason


def test_the_child_sees_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERMATCH_SECRET_KEY", "geheim" * 8)
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:geheim@h/n")
    program = "import os, sys; sys.exit(9 if 'geheim' in str(os.environ) else 0)"
    with pytest.raises(PaperNotMade) as caught:
        pdf.lay_out("<p>x</p>", DAY, command=(sys.executable, "-c", program))
    assert caught.value.told == "the answer is no PDF"
