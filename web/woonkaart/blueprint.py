"""The blueprint of the woonkaart, for all modules of this part."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("woonkaart", __name__, url_prefix="/woonkaart")
