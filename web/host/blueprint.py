"""The blueprint that all pages for hosts hang under."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("host", __name__)
