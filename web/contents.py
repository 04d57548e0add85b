"""A table of contents for a long page: links to its sections, made from their headings.

A page wraps its sections, which other parts of the site may have added to (``web.panels``)::

    {% filter with_contents %} … <h2>…</h2> … {% endfilter %}

What comes out is the same page with an anchor at each ``h2`` and the links in front of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

from flask import Flask, render_template
from markupsafe import Markup

#: With fewer sections than this a page shows at a glance what is on it.
FEWEST = 4


@dataclass(frozen=True)
class Section:
    anchor: str
    text: str


@dataclass
class Heading:
    """``inside``: where in the page another attribute of its tag can be put."""

    anchor: str
    inside: int
    text: str = ""


class Headings(HTMLParser):
    """Finds the ``h2`` of a page: the text, the anchor if it has one, and where its tag ends."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Heading] = []
        self._open: Heading | None = None
        self._lines = [0]  # where each line of the page begins
        for line in body.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "h2":
            return
        line, column = self.getpos()
        ends_at = self._lines[line - 1] + column + len(self.get_starttag_text() or "")
        self._open = Heading(dict(attrs).get("id") or "", ends_at - 1)

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2" and self._open is not None:
            self._open.text = " ".join(self._open.text.split())
            self.found.append(self._open)
            self._open = None


def with_contents(body: str) -> Markup:
    """Return ``body`` with an anchor at each ``h2``, and links to them in front of it."""
    headings = Headings(body).found
    if len(headings) < FEWEST:
        return Markup(body)  # noqa: S704 - of a template, escaped there
    taken = {one.anchor for one in headings}
    sections, marked, done = [], [], 0
    for one in headings:
        anchor = one.anchor or _anchor(one.text, taken)
        taken.add(anchor)
        sections.append(Section(anchor, one.text))
        if not one.anchor:
            marked.append(f'{body[done : one.inside]} id="{anchor}"')
            done = one.inside
    page = "".join([*marked, body[done:]])
    return Markup(render_template("components/contents.html", sections=sections) + page)  # noqa: S704


def _anchor(text: str, taken: set[str]) -> str:
    """Return an anchor from the heading, ``part-plekkenkaart``; a second one gets a number."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    wanted = "part-" + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "1")
    anchor, number = wanted, 2
    while anchor in taken:
        anchor, number = f"{wanted}-{number}", number + 1
    return anchor


def add_contents(app: Flask) -> None:
    app.jinja_env.filters["with_contents"] = with_contents
