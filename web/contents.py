"""A table of contents for a long page: links to its sections, made from their headings.

A page wraps its sections, which other parts of the site may have added to (``web.panels``)::

    {% filter with_contents %} … <h2>…</h2> … {% endfilter %}

What comes out is the same page with an anchor at each ``h2`` and the links in front of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from flask import Flask, render_template
from markupsafe import Markup

#: With fewer sections than this a page shows at a glance what is on it.
FEWEST = 4

HEADING = re.compile(r"<h2(?P<attributes>[^>]*)>(?P<inside>.*?)</h2>", re.DOTALL)
OWN_ANCHOR = re.compile(r'\bid="(?P<anchor>[^"]+)"')


@dataclass(frozen=True)
class Section:
    anchor: str
    text: str


def with_contents(body: str) -> Markup:
    """Return ``body`` with an anchor at each ``h2``, and links to them in front of it."""
    sections: list[Section] = []

    def anchored(found: re.Match[str]) -> str:
        text = Markup(found["inside"]).striptags()  # noqa: S704 - of a template, escaped there
        own = OWN_ANCHOR.search(found["attributes"])
        anchor = own["anchor"] if own else _anchor(text, {one.anchor for one in sections})
        sections.append(Section(anchor, text))
        attributes = found["attributes"] if own else f'{found["attributes"]} id="{anchor}"'
        return f"<h2{attributes}>{found['inside']}</h2>"

    marked = HEADING.sub(anchored, body)
    if len(sections) < FEWEST:
        return Markup(body)  # noqa: S704
    return Markup(render_template("components/contents.html", sections=sections) + marked)  # noqa: S704


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
