"""Who to call, without signing in: telephone numbers and hours, and nothing about anybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, make_response, render_template

from matcher import links
from matcher.careteam.contacts import PURPOSE, opened
from matcher.inforce import today_in_the_netherlands
from web.access import allow_everyone
from web.limits import limiter
from web.session import database

blueprint = Blueprint("emergency", __name__, url_prefix="/emergency")


@blueprint.get("/<key>")
@allow_everyone
@limiter.limit("60 per minute")
def numbers(key: str) -> Any:
    """The page of a stay; a link that was renewed, has ended or never was looks the same."""
    secret = current_app.extensions["settings"].secret_key
    claim = links.read(secret, PURPOSE, key, today_in_the_netherlands())
    found = opened(database, claim) if claim is not None else None
    page = render_template("emergency/numbers.html", numbers=found)
    response = make_response(page, 200 if found is not None else 404)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
