"""Addresses: where a redirect may go (only to this site), and the present page with other arguments."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import request, url_for


def safe_address(wanted: str | None, otherwise: str) -> str:
    """Return ``wanted`` when it is a path on this site, else ``otherwise``.

    Browsers read ``//host``, ``/\\host`` and addresses with control characters as
    another site, so anything that does not look like a plain path is refused.
    """
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return otherwise
    if "\\" in wanted or any(ord(character) < 32 or ord(character) == 127 for character in wanted):
        return otherwise
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else wanted


def here(**changes: Any) -> str:
    """Return the address of the present page with other arguments; None removes one.

    The path comes from the route alone: an argument of the visitor that is called like a
    part of it, or like an option of ``url_for``, stays an argument.
    """
    arguments: dict[str, Any] = {**request.args.to_dict(flat=False), **changes}
    kept = {name: value for name, value in arguments.items() if value is not None}
    path = url_for(request.endpoint or "public.home", **(request.view_args or {}))
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path
