"""What may come in at all: numbers and texts that both databases can hold, whatever the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**31 - 1  # of an INTEGER column in PostgreSQL
NUL = "\x00"  # PostgreSQL stores no text that holds it, and nobody types it


class KeyIntegerConverter(IntegerConverter):
    """A record's number in an address; one that no record can have is 'no such page'."""

    def __init__(self, map: Map, **options: Any) -> None:
        options.setdefault("max", LARGEST_KEY)
        super().__init__(map, **options)


def guard_requests(app: Flask) -> None:
    """Register the guards; before the routes are added."""
    app.url_map.converters["int"] = KeyIntegerConverter
    app.before_request(refuse_nul)


def refuse_nul() -> None:
    """Refuse text that one database would store and the other not, before a view sees it."""
    if any(NUL in text for text in _texts()):
        abort(400)


def _texts() -> Iterator[str]:
    for values in (request.args, request.form):
        for name, text in values.items(multi=True):
            yield name
            yield text
    for file in request.files.values():
        yield file.filename or ""
    yield from (str(value) for value in (request.view_args or {}).values())
