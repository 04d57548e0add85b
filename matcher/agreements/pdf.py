"""Make the PDF of a paper in a child process, and tell apart the ways in which it can fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

from jinja2 import Environment, StrictUndefined

import matcher
from matcher.agreements.paper import Paper
from matcher.errors import PaperNotMade

SECONDS = 45  # laying out takes about two; the web server gives a whole request a minute
MODULE = "matcher.agreements.child"
_EXITS = {3: "missing", 4: "characters"}  # as the child ends; the other ways to end are 'failed'
#: All that the child sees of our environment: no secret, no address of a database.
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
#: Only our fonts, none of the machine: a paper looks the same wherever it is made.
_FONTS = (
    "<?xml version='1.0'?><fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"
)


def html_of(paper: Paper, made_on: date) -> str:
    """Return the paper as a whole HTML document; every text is escaped."""
    template = files("matcher.agreements").joinpath("templates", "paper.html").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(template).render(
        paper=paper, made_on=made_on, footer_css=_css_string(paper.footer)
    )


def _css_string(text: str) -> str:
    """Return the text as a CSS string in which nothing but letters and digits stands as itself."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'


def make(paper: Paper, made_on: date) -> bytes:
    """Return the tagged PDF of a paper; the same paper and day give the same bytes.

    Args:
        paper: what it says.
        made_on: the day that the file bears as its date.

    Raises:
        PaperNotMade: as `lay_out`.
    """
    return lay_out(html_of(paper, made_on), made_on)


def lay_out(
    html: str,
    made_on: date,
    *,
    command: Sequence[str] = (sys.executable, "-m", MODULE),
    seconds: float = SECONDS,
) -> bytes:
    """Return the PDF of a whole HTML document.

    Args:
        html: the document; nothing that it names is fetched.
        made_on: the day that the program is told it is.
        command: the program that lays out (another one in tests).
        seconds: how long it may take.

    Raises:
        PaperNotMade: with ``reason`` 'missing' (WeasyPrint or Pango is not on this machine),
            'characters' (``told`` lists signs that cannot be printed), 'too_slow', or 'failed'.
    """
    with tempfile.TemporaryDirectory(prefix="kamermatch-paper-") as scratch:
        try:
            done = subprocess.run(  # noqa: S603  (our own program; the input is JSON on its stdin)
                list(command),
                input=json.dumps({"html": html}).encode(),
                capture_output=True,
                timeout=seconds,
                env=_environment(Path(scratch), made_on),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PaperNotMade("too_slow") from error
        except OSError as error:
            raise PaperNotMade("failed", str(error)) from error
    told = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode != 0:
        raise PaperNotMade(_EXITS.get(done.returncode, "failed"), told[:500])
    if not done.stdout.startswith(b"%PDF-"):
        raise PaperNotMade("failed", "the answer is no PDF")
    return done.stdout


def _environment(scratch: Path, made_on: date) -> dict[str, str]:
    fonts, held = scratch / "fonts.conf", Path(__file__).parent / "fonts"
    fonts.write_text(
        _FONTS.format(fonts=escape(str(held)), cache=escape(str(scratch / "cache"))), "utf-8"
    )
    noon = datetime(made_on.year, made_on.month, made_on.day, 12, tzinfo=UTC)
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed | {
        "PYTHONPATH": str(Path(matcher.__file__).parents[1]),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        "FONTCONFIG_FILE": str(fonts),
        "TMPDIR": str(scratch),
        "TEMP": str(scratch),
    }
