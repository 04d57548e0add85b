"""The blueprint that all pages of the coordinator hang on."""

from flask import Blueprint

blueprint = Blueprint("coordinator", __name__, url_prefix="/coordinator")
